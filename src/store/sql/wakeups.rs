//! Wake-ups: hints from other processes that something was committed.

use async_trait::async_trait;

use crate::store::Result;
use crate::store::sql::SqlStore;
use crate::store::wakeups::{WakeupListener, WakeupStore};

#[async_trait]
impl WakeupStore for SqlStore {
    async fn announce(&self, process: &str, letters: &str) -> Result<()> {
        self.writer.announce(process, letters).await
    }

    async fn listen(&self, process: &str) -> Result<Box<dyn WakeupListener>> {
        let url = self.listen_url.as_deref();
        self.writer.listen(process, url).await
    }
}
