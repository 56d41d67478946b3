//! Shows on the open chat pages of this process what other processes answer there.

use std::{collections::HashMap, sync::Arc, time::Duration};

use super::{WorkerContext, leased::count_error};
use crate::{
    domain::ids::ChatId,
    messengers::{HostedChats, web_chat::PageEvent},
    store::pages::{ChatAccount, ChatMark, ChatNews},
};

/// The longest time between two looks, if no bell is heard from other processes.
const PAUSE: Duration = Duration::from_millis(500);
/// A page that is new here is shown again what was said in this time: it may have read the
/// conversation just before. A repetition changes nothing on it.
const REPEATED: Duration = Duration::from_mins(1);

/// Follows the chats whose pages are open.
pub struct OpenPages {
    context: WorkerContext,
    followed: HashMap<String, Followed>,
}

/// A chat with an open page.
struct Followed {
    account: ChatAccount,
    mark: ChatMark,
}

impl OpenPages {
    /// The worker; it does nothing yet.
    #[must_use]
    pub fn new(context: WorkerContext) -> Self {
        Self {
            context,
            followed: HashMap::new(),
        }
    }

    /// Follows until the service stops. While this process is alone, it knows itself what it
    /// shows.
    pub async fn run(mut self) {
        while !self.context.stop.is_cancelled() {
            if let Err(error) = self.round().await {
                count_error("open_pages");
                tracing::error!(?error, "open pages may not show what was said");
            }

            tokio::select! {
                () = self.context.stop.cancelled() => {}
                () = self.context.bells.pages.rung_or(PAUSE) => {}
            }
        }
    }

    async fn round(&mut self) -> anyhow::Result<()> {
        if !self.context.duties.are_others_present() {
            self.followed.clear();
            return Ok(());
        }

        let messengers = Arc::clone(&self.context.messengers);
        for messenger in messengers.iter() {
            if let Some(chats) = messenger.hosted_chats() {
                self.follow(messenger.name(), chats).await?;
            }
        }

        Ok(())
    }

    async fn follow(&mut self, messenger: &str, chats: &dyn HostedChats) -> anyhow::Result<()> {
        let open = chats.open_chats();
        self.followed.retain(|chat, _| open.contains(chat));
        if open.is_empty() {
            return Ok(());
        }

        let store = Arc::clone(&self.context.stores.pages);
        for account in store.accounts(messenger, &open).await? {
            self.compare(chats, account).await?;
        }

        let marks: Vec<ChatMark> = self.followed.values().map(|chat| chat.mark).collect();
        for news in store.news(&marks).await? {
            self.show(chats, news);
        }

        Ok(())
    }

    /// A page whose person is another one now, or has another language, reads everything again.
    async fn compare(
        &mut self,
        chats: &dyn HostedChats,
        account: ChatAccount,
    ) -> anyhow::Result<()> {
        if let Some(followed) = self.followed.get_mut(&account.external) {
            if followed.account != account {
                chats.show(&account.external, PageEvent::Reload);
                followed.account = account;
            }
            return Ok(());
        }

        let since = self.context.clock.now().minus(REPEATED);
        let mark = self
            .context
            .stores
            .pages
            .mark_at(account.chat, since)
            .await?;
        let external = account.external.clone();
        self.followed.insert(external, Followed { account, mark });

        Ok(())
    }

    fn show(&mut self, chats: &dyn HostedChats, news: ChatNews) {
        match news {
            ChatNews::Bot {
                chat,
                id,
                message_id,
                message,
            } => {
                if let Some(followed) = self.find(chat) {
                    followed.mark.sent = id;
                    let event = PageEvent::Bot(message_id, Arc::new(message));
                    chats.show(&followed.account.external, event);
                }
            }
            ChatNews::Person {
                chat,
                id,
                at,
                incoming,
            } => {
                if let Some(followed) = self.find(chat) {
                    followed.mark.received = id;
                    let event = PageEvent::Person(at, Arc::new(incoming));
                    chats.show(&followed.account.external, event);
                }
            }
        }
    }

    fn find(&mut self, chat: ChatId) -> Option<&mut Followed> {
        self.followed
            .values_mut()
            .find(|followed| followed.account.chat == chat)
    }
}
