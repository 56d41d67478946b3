//! Carries bells to other processes and from them.

use std::{sync::Arc, time::Duration};

use tokio::time::{sleep, timeout};

use super::{POLL, WorkerContext, leased::count_error};
use crate::store::{
    Result,
    wakeups::{Wakeup, WakeupListener, WakeupStore},
};

/// The shortest time between two announcements: a commit that follows at once is announced with the
/// next ones.
const DEBOUNCE: Duration = Duration::from_millis(100);
/// How often a process that is alone looks whether it still is.
const ALONE: Duration = Duration::from_millis(500);

/// Carries bells.
pub struct Wakeups {
    context: WorkerContext,
    store: Arc<dyn WakeupStore>,
}

impl Wakeups {
    /// The worker; it does nothing yet.
    #[must_use]
    pub fn new(context: WorkerContext) -> Self {
        let store = Arc::clone(&context.stores.wakeups);
        Self { context, store }
    }

    /// Carries bells until the service stops.
    pub async fn run(self) {
        let work = async { tokio::join!(self.announce(), self.listen()) };
        tokio::select! {
            () = self.context.stop.cancelled() => {}
            _ = work => {}
        }
    }

    /// The first bell after a pause is announced at once.
    async fn announce(&self) {
        let duties = &self.context.duties;
        loop {
            let letters = self.context.bells.unheard().await;
            if duties.are_others_present()
                && let Err(error) = self.store.announce(duties.process(), &letters).await
            {
                count_error("wakeups");
                tracing::warn!(
                    ?error,
                    "other processes were not woken; they will look by themselves"
                );
            }

            sleep(DEBOUNCE).await;
        }
    }

    async fn listen(&self) {
        let mut listener = None;
        loop {
            if !self.context.duties.are_others_present() {
                listener = None;
                sleep(ALONE).await;
                continue;
            }

            if let Err(error) = self.hear(&mut listener).await {
                count_error("wakeups");
                tracing::warn!(?error, "other processes are not heard");

                listener = None;
                sleep(POLL).await;
            }
        }
    }

    /// Whatever was missed while nobody listened is looked at.
    async fn hear(&self, listener: &mut Option<Box<dyn WakeupListener>>) -> Result<()> {
        let bells = &self.context.bells;
        let listener = if let Some(listener) = listener {
            listener
        } else {
            let process = self.context.duties.process();
            let new = self.store.listen(process).await?;
            bells.ring_all();
            listener.insert(new)
        };

        // Others may have gone meanwhile.
        let Ok(heard) = timeout(POLL * 5, listener.next()).await else {
            return Ok(());
        };

        match heard? {
            Wakeup::Bells(letters) => bells.ring_letters(&letters),
            Wakeup::Anything => bells.ring_all(),
        }

        Ok(())
    }
}
