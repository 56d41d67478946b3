//! The chat page as a messenger. Sending is telling the pages that are open; a page that is not
//! shows the message when it is opened, for every message stands in the store.
//!
//! A page that opens reads the store and listens here; so that nothing falls between the two, the
//! last minute's lines are told to every new listener once more. Lines bear ids: a repetition
//! changes nothing.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::broadcast;

use super::{Change, FetchError, Limits, Messenger, Outgoing, SendError};
use crate::{
    domain::{
        incoming::{Incoming, RemoteFile},
        message::Message,
        picture::PictureKey,
        time::Moment,
    },
    pictures::Pictures,
};

/// The name that stands in the store.
pub const NAME: &str = "web";

const REMEMBERED: Duration = Duration::from_mins(1);
/// A page that falls further behind is told to read everything again.
const BEHIND: usize = 256;

/// What a page is told.
#[derive(Clone, Debug)]
pub enum PageNews {
    /// The bot said something, or said it anew under the same id.
    Bot(String, Arc<Message>),
    /// The person wrote something at this moment, perhaps on another page.
    Person(Moment, Arc<Incoming>),
    /// Read everything again.
    Reload,
}

/// The chat page's side of the conversation.
#[derive(Clone)]
pub struct WebChat {
    pictures: Pictures,
    fetch_bytes: u64,
    home: String,
    rooms: Arc<Mutex<HashMap<String, OpenChat>>>,
}

struct OpenChat {
    pages: broadcast::Sender<PageNews>,
    recent: VecDeque<(Instant, PageNews)>,
}

/// What a page that has just opened has to know.
pub struct Listening {
    /// What was told within the last minute.
    pub recent: Vec<PageNews>,
    /// What will be told.
    pub coming: broadcast::Receiver<PageNews>,
}

impl WebChat {
    /// A chat whose uploads lie among these pictures, and whose page people reach at this address.
    #[must_use]
    pub fn new(pictures: Pictures, fetch_bytes: u64, home: String) -> Self {
        Self {
            pictures,
            fetch_bytes,
            home,
            rooms: Arc::default(),
        }
    }

    /// Listens to what is told in a chat.
    #[must_use]
    pub fn listen(&self, chat: &str) -> Listening {
        self.in_room(chat, |room| Listening {
            recent: room.recent.iter().map(|(_, told)| told.clone()).collect(),
            coming: room.pages.subscribe(),
        })
    }

    /// Tells the pages of a chat.
    pub fn tell(&self, chat: &str, told: PageNews) {
        self.in_room(chat, |room| {
            // Remembered, it would make every page that opens read everything again and again.
            if !matches!(told, PageNews::Reload) {
                room.recent.push_back((Instant::now(), told.clone()));
            }

            // Nobody listening is no failure.
            let _ = room.pages.send(told);
        });
    }

    fn in_room<T>(&self, chat: &str, act: impl FnOnce(&mut OpenChat) -> T) -> T {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.retain(|_, room| room.is_wanted());
        let room = rooms.entry(chat.to_owned()).or_insert_with(OpenChat::new);
        act(room)
    }
}

impl OpenChat {
    fn new() -> Self {
        Self {
            pages: broadcast::channel(BEHIND).0,
            recent: VecDeque::new(),
        }
    }

    /// Forgets what is old; an empty room that nobody listens to is not needed.
    fn is_wanted(&mut self) -> bool {
        while self
            .recent
            .front()
            .is_some_and(|(at, _)| at.elapsed() > REMEMBERED)
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
        }
    }

    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError> {
        let id = outgoing.edits.map_or_else(
            || outgoing.id.to_string(),
            |edit| edit.message_id.to_owned(),
        );
        self.tell(
            outgoing.chat,
            PageNews::Bot(id.clone(), Arc::new(outgoing.message.clone())),
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

    async fn looked_at(&self, chat: &str, file: &RemoteFile, copy: Option<Bytes>) {
        let Some(key) = PictureKey::parse(&file.reference) else {
            return;
        };

        if let Err(error) = self.pictures.replace_upload(chat, key, copy).await {
            tracing::warn!(?error, "upload not replaced");
        }
    }

    async fn invitation(&self, code: &str) -> Option<String> {
        Some(format!("{}/chat?start={code}", self.home))
    }

    async fn changed(&self, chat: &str, change: Change) {
        if change == Change::Forgotten {
            self.in_room(chat, |room| room.recent.clear());
            if let Err(error) = self.pictures.forget_uploads(chat).await {
                tracing::warn!(?error, "uploads not forgotten");
            }
        }

        self.tell(chat, PageNews::Reload);
    }
}
