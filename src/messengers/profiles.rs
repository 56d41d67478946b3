//! What a messenger knows about people beyond their messages.

use std::collections::HashMap;

use async_trait::async_trait;

use super::MessengerError;
use crate::domain::profile::Profile;

/// A messenger whose API tells who a person is. No reply to a person waits for it.
#[async_trait]
pub trait ProfileSource: Send + Sync + 'static {
    /// The name under which the store knows it.
    fn name(&self) -> &'static str;

    /// The profiles of the people in these chats, at most a hundred. People the API says nothing
    /// about are left out.
    async fn profiles(&self, chats: &[String]) -> Result<HashMap<String, Profile>, MessengerError>;
}
