//! Chats: what a step reads and writes.

use async_trait::async_trait;

use super::{facts, inbox, maintenance, profiles, step, transcript};
use crate::domain::conversation::{Effect, EventNeeds};
use crate::domain::ids::ChatId;
use crate::domain::profile::Profile;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::conversation::{ChatOwner, Conversation, ConversationStore, StepCommit};
use crate::store::inbox::Address;
use crate::store::outbox::TranscriptLine;
use crate::store::sql::SqlStore;

#[async_trait]
impl ConversationStore for SqlStore {
    async fn conversation(
        &self,
        chat: ChatId,
        needs: EventNeeds,
        now: Moment,
    ) -> Result<Option<Conversation>> {
        facts::conversation(&self.readers, chat, needs, now).await
    }

    async fn commit_step(&self, step: StepCommit) -> Result<()> {
        let forgets = step.effects.contains(&Effect::ForgetPerson);
        self.writer
            .run(move |db| Box::pin(step::commit(db, step)))
            .await?;

        if forgets {
            maintenance::empty_wal(&self.readers).await;
        }

        Ok(())
    }

    async fn chat_at(&self, address: &Address) -> Result<Option<ChatOwner>> {
        inbox::chat_at(&self.readers, address).await
    }

    async fn keep_profile(&self, address: &Address, profile: Profile, now: Moment) -> Result<()> {
        let address = address.clone();
        self.writer
            .run(move |db| Box::pin(profiles::keep(db, address, profile, now)))
            .await
    }

    async fn transcript(&self, chat: ChatId, limit: u32) -> Result<Vec<TranscriptLine>> {
        transcript::transcript(&self.readers, chat, limit).await
    }
}
