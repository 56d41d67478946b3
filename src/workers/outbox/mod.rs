//! Sends what waits, each chat in its order, obeying what the messenger says: wait, try again,
//! never, go away.

mod pace;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{POLL, WorkerContext};
use crate::{
    backoff::Backoff,
    domain::{ids::PersonId, picture::PictureRef},
    engine::image::{Limits, OutputFormat, Picture},
    messengers::{Edit, Files, Messenger, Outgoing, SendError},
    pictures::Pictures,
    store::{OutgoingMessage, SendOutcome, StoreError},
};
use pace::Pace;

/// Messages under way at a time.
const AT_ONCE: usize = 64;
/// Messages that wait for their turn at a time, in as many chats.
const WAITING: usize = 1024;
/// A sender that died has its messages sent again after so long, once their turn must have come.
const HIDDEN: Duration = Duration::from_mins(1);
/// A message that could not be sent so often is given up: hours of trying.
const FAILURES: u32 = 40;
const LONGEST_PAUSE: Duration = Duration::from_mins(10);
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(1), LONGEST_PAUSE);
/// Width and height of a card.
const CARD: (u32, u32) = (520, 320);

/// The loop.
pub struct Outbox {
    context: WorkerContext,
    pace: Pace,
    lines: Semaphore,
}

impl Outbox {
    /// An outbox.
    #[must_use]
    pub fn new(context: WorkerContext) -> Self {
        Self {
            context,
            pace: Pace::default(),
            lines: Semaphore::new(AT_ONCE),
        }
    }

    /// Sends until told to stop; what is under way is finished.
    pub async fn run(self) {
        let outbox = Arc::new(self);
        let mut sending = JoinSet::new();
        while !outbox.context.stop.is_cancelled() {
            let begun = outbox.begin(&mut sending).await;
            if begun > 0 && sending.len() < WAITING {
                continue;
            }

            tokio::select! {
                () = outbox.context.stop.cancelled() => {}
                () = outbox.context.bells.outbox.rung_or(POLL), if sending.len() < WAITING => {}
                Some(_) = sending.join_next() => {}
            }
        }

        while sending.join_next().await.is_some() {}
    }

    async fn begin(self: &Arc<Self>, sending: &mut JoinSet<()>) -> usize {
        let room = WAITING.saturating_sub(sending.len()) as u32;
        if room == 0 {
            return 0;
        }

        let claimed = self
            .context
            .store
            .claim_messages(self.context.clock.now(), HIDDEN + self.longest_wait(), room)
            .await;

        let messages = claimed.unwrap_or_else(|error| {
            metrics::counter!("vernissage_errors_total", "where" => "outbox").increment(1);
            tracing::error!(?error, "outbox not read");
            Vec::new()
        });
        let begun = messages.len();

        for message in messages {
            let outbox = Arc::clone(self);
            sending.spawn(async move { outbox.send(message).await });
        }

        begun
    }

    /// How long the last of all that wait may have to.
    fn longest_wait(&self) -> Duration {
        let pauses = self
            .context
            .messengers
            .iter()
            .map(|messenger| messenger.limits().pause);
        pauses.max().unwrap_or_default() * WAITING as u32
    }

    async fn send(&self, message: OutgoingMessage) {
        let sent = match self.context.messenger(&message.address.messenger) {
            Some(messenger) => self.try_to_send(messenger.as_ref(), &message).await,
            None => SendOutcome::Later(self.context.clock.now().plus(LONGEST_PAUSE)),
        };
        let outcome = match &sent {
            SendOutcome::Delivered(_) => "delivered",
            SendOutcome::Later(_) => "later",
            SendOutcome::Refused(_) => "refused",
            SendOutcome::Blocked => "blocked",
        };

        metrics::counter!("vernissage_messages_total", "outcome" => outcome).increment(1);

        if let Err(error) = self.settle(&message, sent).await {
            metrics::counter!("vernissage_errors_total", "where" => "outbox").increment(1);
            tracing::error!(?error, "message not settled");
        }

        self.context.bells.outbox.ring();
    }

    /// Tries as long as nobody else would send it: a message that is there is not sent again for a
    /// disk that is full.
    async fn settle(&self, message: &OutgoingMessage, sent: SendOutcome) -> Result<(), StoreError> {
        let until = Instant::now() + HIDDEN;
        loop {
            let now = self.context.clock.now();
            match self
                .context
                .store
                .settle_message(message.id, message.attempt, sent.clone(), now)
                .await
            {
                Err(StoreError::Busy(_))
                    if Instant::now() < until && !self.context.stop.is_cancelled() =>
                {
                    sleep(POLL).await;
                }
                settled => return settled,
            }
        }
    }

    async fn try_to_send(
        &self,
        messenger: &dyn Messenger,
        message: &OutgoingMessage,
    ) -> SendOutcome {
        let Some(_line) = self.turn(messenger, message).await else {
            return SendOutcome::Later(self.context.clock.now());
        };

        let files = OwnFiles {
            pictures: &self.context.pictures,
            owner: message.owner,
        };
        let edits = message.edits.as_ref();
        let outgoing = Outgoing {
            id: message.id,
            salt: message.salt,
            chat: &message.address.external,
            message: &message.message,
            edits: edits.map(|before| Edit {
                message_id: &before.message_id,
                picture: before.picture,
            }),
            files: &files,
        };

        match messenger.send(outgoing).await {
            Ok(id) => SendOutcome::Delivered(id),
            Err(error) => self.failed(&error, message.failures),
        }
    }

    /// Waits for the turn of a message; `None` when the service is told to stop before it comes.
    async fn turn(
        &self,
        messenger: &dyn Messenger,
        message: &OutgoingMessage,
    ) -> Option<SemaphorePermit<'_>> {
        let turn = async {
            self.pace.wait(messenger, message.chat).await;
            self.lines.acquire().await.ok()
        };
        tokio::select! {
            biased;
            line = turn => line,
            () = self.context.stop.cancelled() => None,
        }
    }

    fn failed(&self, error: &SendError, failures: u32) -> SendOutcome {
        let now = self.context.clock.now();
        match error {
            SendError::RetryAfter(pause) => SendOutcome::Later(now.plus(*pause)),
            SendError::Unavailable(source) if failures < FAILURES => {
                tracing::warn!(?source, failures, "message not sent");
                SendOutcome::Later(now.plus(BACKOFF.random_pause(failures, self.context.chance)))
            }
            SendError::Unavailable(source) => SendOutcome::Refused(source.to_string()),
            SendError::Refused(why) => {
                tracing::warn!(why, "message refused");
                SendOutcome::Refused(why.clone())
            }
            SendError::Blocked => SendOutcome::Blocked,
        }
    }
}

/// The files of one message.
struct OwnFiles<'a> {
    pictures: &'a Pictures,
    owner: Option<PersonId>,
}

#[async_trait]
impl Files for OwnFiles<'_> {
    async fn file(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>> {
        match (self.owner, picture) {
            (Some(owner), picture) => self.pictures.bytes(owner, picture).await,
            (None, PictureRef::Gallery(style)) => Ok(Some(Bytes::from_static(style.jpeg()))),
            (None, PictureRef::Own(_)) => Ok(None),
        }
    }

    async fn card(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>> {
        let Some(bytes) = self.file(picture).await? else {
            return Ok(None);
        };
        let cut = tokio::task::spawn_blocking(move || {
            let picture = Picture::decode(&bytes, &Limits::default())?;
            anyhow::Ok(
                picture
                    .covering(CARD.0, CARD.1)
                    .encode(OutputFormat::Jpeg)?,
            )
        });

        Ok(Some(cut.await??.into()))
    }
}
