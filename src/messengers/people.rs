//! What a messenger tells of people beside what they write.

use std::collections::HashMap;

use async_trait::async_trait;

use super::AskError;
use crate::domain::profile::Profile;

/// A messenger that can be asked who somebody is. Nobody's answer waits for it.
#[async_trait]
pub trait People: Send + Sync + 'static {
    /// The name that stands in the store.
    fn name(&self) -> &'static str;

    /// Who is in these chats, at most a hundred; of whom it tells nothing is left out.
    async fn profiles(&self, chats: &[String]) -> Result<HashMap<String, Profile>, AskError>;
}
