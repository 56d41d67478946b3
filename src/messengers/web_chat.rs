//! The chat page of this site as a messenger. Sending a message means publishing it to the pages
//! that are open; a page that is not open reads the message from the store later.
//!
//! A page that opens reads the store and subscribes here. So that nothing is lost between the two,
//! every new subscriber gets the events of the last minute once more. Lines have ids, so a
//! repetition changes nothing.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::broadcast;

use super::{
    FetchError, FilmFormat, FilmLimits, HostedChats, Limits, Messenger, Outgoing, SendError,
};
use crate::{
    backoff::Backoff,
    domain::{
        incoming::{Incoming, RemoteFile},
        message::Message,
        picture::PictureKey,
        time::Moment,
    },
    pictures::Pictures,
};

/// The name under which the store knows it.
pub const NAME: &str = "web";

/// How long events are kept for pages that open.
const REPLAYED_FOR: Duration = Duration::from_mins(1);
/// A page that falls further behind is told to reload. Each open chat has room for so many events.
const CAPACITY: usize = 64;

/// How often something is tried again that the storage could not do, which takes hours.
const ATTEMPTS: u32 = 100;
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(1), Duration::from_mins(2));

/// An event on a chat page.
#[derive(Clone, Debug)]
pub enum PageEvent {
    /// The bot sent a message, or changed the one with this id.
    Bot(String, Arc<Message>),
    /// The person wrote something at this moment, perhaps on another page.
    Person(Moment, Arc<Incoming>),
    /// The page has to read everything again.
    Reload,
}

/// The chats of the site.
#[derive(Clone)]
pub struct WebChat {
    pictures: Pictures,
    fetch_bytes: u64,
    home: String,
    chats: Arc<Mutex<HashMap<String, OpenChat>>>,
}

struct OpenChat {
    pages: broadcast::Sender<PageEvent>,
    recent: VecDeque<RecentEvent>,
}

struct RecentEvent {
    at: Instant,
    event: PageEvent,
}

/// The events that a page sees.
pub struct Subscription {
    /// The events of the last minute.
    pub recent: Vec<PageEvent>,
    /// Everything from now on.
    pub upcoming: broadcast::Receiver<PageEvent>,
}

impl WebChat {
    /// Chats whose uploads are among `pictures` and may have `fetch_bytes` bytes, on a site at the
    /// URL `home`.
    #[must_use]
    pub fn new(pictures: Pictures, fetch_bytes: u64, home: String) -> Self {
        Self {
            pictures,
            fetch_bytes,
            home,
            chats: Arc::default(),
        }
    }

    /// Subscribes to the events of a chat.
    #[must_use]
    pub fn subscribe(&self, chat: &str) -> Subscription {
        self.with_chat(chat, |chat| Subscription {
            recent: chat
                .recent
                .iter()
                .map(|recent| recent.event.clone())
                .collect(),
            upcoming: chat.pages.subscribe(),
        })
    }

    /// Publishes an event to the open pages of a chat.
    pub fn publish(&self, chat: &str, event: PageEvent) {
        self.with_chat(chat, |chat| {
            // If it were replayed, every page that opens would reload again and again.
            if !matches!(event, PageEvent::Reload) {
                chat.recent.push_back(RecentEvent {
                    at: Instant::now(),
                    event: event.clone(),
                });
            }

            // It is no failure if no page is open.
            let _ = chat.pages.send(event);
        });
    }

    fn with_chat<T>(&self, chat: &str, act: impl FnOnce(&mut OpenChat) -> T) -> T {
        let mut chats = self.chats.lock().unwrap_or_else(PoisonError::into_inner);
        chats.retain(|_, open| open.expire());

        act(chats.entry(chat.to_owned()).or_insert_with(OpenChat::new))
    }
}

impl OpenChat {
    fn new() -> Self {
        Self {
            pages: broadcast::channel(CAPACITY).0,
            recent: VecDeque::new(),
        }
    }

    /// Drops old events; returns whether the chat is still needed.
    fn expire(&mut self) -> bool {
        while self
            .recent
            .front()
            .is_some_and(|recent| recent.at.elapsed() > REPLAYED_FOR)
        {
            self.recent.pop_front();
        }

        !self.recent.is_empty() || self.pages.receiver_count() > 0
    }
}

#[async_trait]
impl Messenger for WebChat {
    fn name(&self) -> &'static str {
        NAME
    }

    fn limits(&self) -> Limits {
        Limits {
            fetch_bytes: self.fetch_bytes,
            pause_in_chat: Duration::ZERO,
            pause: Duration::ZERO,
            film: FilmLimits {
                format: FilmFormat::Mp4,
                bytes: u64::MAX,
            },
        }
    }

    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError> {
        let id = outgoing.edits.map_or_else(
            || outgoing.id.to_string(),
            |edit| edit.message_id.to_owned(),
        );
        self.publish(
            outgoing.chat,
            PageEvent::Bot(id.clone(), Arc::new(outgoing.message.clone())),
        );

        Ok(id)
    }

    async fn fetch(&self, chat: &str, file: &RemoteFile) -> Result<Bytes, FetchError> {
        let key = PictureKey::parse(&file.reference).ok_or(FetchError::Gone)?;
        self.pictures
            .upload(chat, key)
            .await
            .map_err(FetchError::Unavailable)?
            .ok_or(FetchError::Gone)
    }

    async fn invitation(&self, code: &str) -> Option<String> {
        Some(format!("{}/chat?start={code}", self.home))
    }

    fn hosted_chats(&self) -> Option<&dyn HostedChats> {
        Some(self)
    }
}

#[async_trait]
impl HostedChats for WebChat {
    async fn upload_was_read(&self, chat: &str, file: &RemoteFile, preview: Option<Bytes>) {
        let Some(key) = PictureKey::parse(&file.reference) else {
            return;
        };

        let pictures = self.pictures.clone();
        let chat = chat.to_owned();
        insist("upload not replaced", move || {
            let pictures = pictures.clone();
            let chat = chat.clone();
            let preview = preview.clone();
            async move { pictures.replace_upload(&chat, key, preview).await }
        })
        .await;
    }

    async fn person_was_forgotten(&self, chat: &str) {
        self.with_chat(chat, |chat| chat.recent.clear());
        let pictures = self.pictures.clone();
        let visitor = chat.to_owned();
        insist("uploads not deleted", move || {
            let pictures = pictures.clone();
            let visitor = visitor.clone();
            async move { pictures.forget_uploads(&visitor).await }
        })
        .await;

        self.publish(chat, PageEvent::Reload);
    }

    async fn language_was_changed(&self, chat: &str) {
        self.publish(chat, PageEvent::Reload);
    }

    fn open_chats(&self) -> Vec<String> {
        let chats = self.chats.lock().unwrap_or_else(PoisonError::into_inner);
        let is_open = |open: &OpenChat| open.pages.receiver_count() > 0;
        let open = chats.iter().filter(|(_, open)| is_open(open));

        open.map(|(chat, _)| chat.clone()).collect()
    }

    fn show(&self, chat: &str, event: PageEvent) {
        self.publish(chat, event);
    }
}

/// Does what a storage may be unable to do at the moment: at once if it can, otherwise later while
/// nobody waits. What the end of the process interrupts, the sweep of the next one finds.
async fn insist<W, D>(failure: &'static str, work: W)
where
    W: Fn() -> D + Send + 'static,
    D: Future<Output = anyhow::Result<()>> + Send,
{
    let Err(error) = work().await else {
        return;
    };
    tracing::warn!(?error, failure, "trying again");

    tokio::spawn(async move {
        for failures in 0..ATTEMPTS {
            tokio::time::sleep(BACKOFF.pause(failures)).await;
            match work().await {
                Ok(()) => return,
                Err(error) => tracing::warn!(?error, failure, "trying again"),
            }
        }

        tracing::error!(failure, "given up");
    });
}
