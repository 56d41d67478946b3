//! Sends the messages of the outbox, in order within each chat. Obeys the messenger: waits, tries
//! again, gives a message up, or no longer writes to somebody.

mod files;
mod pace;

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{InProgress, POLL, WorkerContext, duties::Duty, leased::count_error};
use crate::{
    backoff::Backoff,
    domain::{ids::OutboxId, picture::PictureRef},
    messengers::{Edit, Messenger, Outgoing, SendError},
    pictures::StorageError,
    store::{MessageClaim, OutgoingMessage, SendOutcome, SentPhoto, StoreError},
};
use files::{FilmEncoder, MessageFiles};
use pace::Pace;

/// How many messages are sent at once.
const AT_ONCE: usize = 64;
/// How many messages wait for their turn at once, in as many chats.
const WAITING: usize = 1024;
/// After this time beyond its turn, a message whose sender died is sent again.
const HIDDEN: Duration = Duration::from_mins(1);
/// After this many failures, which take hours, a message is given up.
const FAILURES: u32 = 40;
/// The longest pause before a message is tried again.
const LONGEST_PAUSE: Duration = Duration::from_mins(10);
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(1), LONGEST_PAUSE);
/// The pause before a message is tried again whose pictures the storage did not give, on average.
const STORAGE_PAUSE: Duration = Duration::from_secs(5);

/// Sends messages.
pub struct Outbox {
    context: WorkerContext,
    pace: Pace,
    permits: Semaphore,
    film_encoder: FilmEncoder,
    /// What is being sent or waits for its turn. It is claimed once, whatever the clock says.
    in_hand: Arc<InProgress<OutboxId>>,
}

impl Outbox {
    /// The worker; it does nothing yet.
    #[must_use]
    pub fn new(context: WorkerContext) -> Self {
        Self {
            context,
            pace: Pace::default(),
            permits: Semaphore::new(AT_ONCE),
            film_encoder: FilmEncoder::default(),
            in_hand: Arc::default(),
        }
    }

    /// Sends until the service stops. Messages that are being sent then are finished.
    pub async fn run(self) {
        self.want_duties();

        let outbox = Arc::new(self);
        let mut sending = JoinSet::new();
        while !outbox.context.stop.is_cancelled() {
            let claimed = outbox.claim(&mut sending).await;
            if claimed > 0 && sending.len() < WAITING {
                continue;
            }

            tokio::select! {
                () = outbox.context.stop.cancelled() => {}
                () = outbox.context.bells.outbox.rung_or(POLL), if sending.len() < WAITING => {}
                Some(_) = sending.join_next() => {}
            }
        }

        while sending.join_next().await.is_some() {}
        outbox.give_duties_up();
    }

    /// One process sends to a messenger, at its pace. The chat page has none, and every process
    /// sends to it.
    fn want_duties(&self) {
        for messenger in self.paced() {
            self.context.duties.want(Duty::Sending(messenger.name()));
        }
    }

    fn give_duties_up(&self) {
        for messenger in self.paced() {
            self.context.duties.give_up(Duty::Sending(messenger.name()));
        }
    }

    fn paced(&self) -> impl Iterator<Item = &Arc<dyn Messenger>> {
        let messengers = self.context.messengers.iter();
        messengers.filter(|messenger| messenger.hosted_chats().is_none())
    }

    /// Whether no other process sends to this messenger, or takes over what this one has claimed.
    fn may_send(&self, messenger: &dyn Messenger) -> bool {
        let duties = &self.context.duties;
        match messenger.hosted_chats() {
            Some(_) => duties.is_sure(),
            None => duties.has(Duty::Sending(messenger.name())),
        }
    }

    /// The messengers to which this process sends.
    fn messengers(&self) -> Vec<String> {
        let messengers = self.context.messengers.iter();
        let own = messengers.filter(|messenger| self.may_send(messenger.as_ref()));
        own.map(|messenger| messenger.name().to_owned()).collect()
    }

    /// Claims messages and starts to send them; returns how many.
    async fn claim(self: &Arc<Self>, sending: &mut JoinSet<()>) -> usize {
        let room = WAITING.saturating_sub(sending.len()) as u32;
        let messengers = self.messengers();
        if room == 0 || messengers.is_empty() {
            return 0;
        }

        let claim = MessageClaim {
            process: self.context.duties.process().to_owned(),
            messengers: Some(messengers),
            limit: room,
            in_hand: self.in_hand.keys(),
            hide_for: HIDDEN + self.longest_wait(),
            now: self.context.clock.now(),
        };
        let claimed = self.context.stores.outbox.claim_outgoing(claim).await;

        let messages = claimed.unwrap_or_else(|error| {
            metrics::counter!("vernissage_errors_total", "where" => "outbox").increment(1);
            tracing::error!(?error, "the outbox could not be read");
            Vec::new()
        });
        let count = messages.len();

        for message in messages {
            let outbox = Arc::clone(self);
            let in_hand = self.in_hand.enter(message.id);
            sending.spawn(async move {
                outbox.send(message).await;

                // Only now may a claim look at it again.
                drop(in_hand);
                outbox.context.bells.outbox.ring();
            });
        }

        count
    }

    /// How long the last of all waiting messages may have to wait for its turn.
    fn longest_wait(&self) -> Duration {
        let pauses = self
            .context
            .messengers
            .iter()
            .map(|messenger| messenger.limits().pause);
        pauses.max().unwrap_or_default() * WAITING as u32
    }

    async fn send(&self, message: OutgoingMessage) {
        let outcome = match self.context.messenger(&message.address.messenger) {
            Some(messenger) => self.try_to_send(messenger.as_ref(), &message).await,
            None => SendOutcome::Later(self.context.clock.now().plus(LONGEST_PAUSE)),
        };
        let name = match &outcome {
            SendOutcome::Delivered(_) => "delivered",
            SendOutcome::Later(_) => "later",
            SendOutcome::NotTried(_) => "not_tried",
            SendOutcome::Refused(_) => "refused",
            SendOutcome::Blocked => "blocked",
        };

        metrics::counter!("vernissage_messages_total", "outcome" => name).increment(1);

        if let Err(error) = self.settle(&message, outcome).await {
            metrics::counter!("vernissage_errors_total", "where" => "outbox").increment(1);
            tracing::error!(?error, message = %message.id, "the outcome of a message could not be saved");
        }

        // Its page may be open in another process.
        self.context.bells.pages.ring();
    }

    /// Tries for as long as no other worker would send the message: a message that has arrived is
    /// not sent again because the disk was full.
    async fn settle(
        &self,
        message: &OutgoingMessage,
        outcome: SendOutcome,
    ) -> Result<(), StoreError> {
        let until = Instant::now() + HIDDEN;
        loop {
            let now = self.context.clock.now();
            match self
                .context
                .stores
                .outbox
                .settle_message(message.id, message.attempt, outcome.clone(), now)
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
        let Some(_permit) = self.wait_for_turn(messenger, message).await else {
            return SendOutcome::Later(self.context.clock.now());
        };

        let files = MessageFiles {
            pictures: &self.context.pictures,
            owner: message.owner,
            film_limits: messenger.limits().film,
            film_encoder: &self.film_encoder,
        };
        let edits = message.edits.as_ref();
        let outgoing = Outgoing {
            id: message.id,
            salt: message.salt,
            chat: &message.address.external,
            topic: message.topic.as_deref(),
            language: message.language,
            message: &message.message,
            edits: edits.map(|before| Edit {
                message_id: &before.message_id,
                picture: before.picture,
            }),
            files: &files,
        };

        // After all waiting: a process that was stopped for a while may find that it is another's.
        if !self.may_send(messenger) {
            return SendOutcome::Later(self.context.clock.now());
        }

        match messenger.send(outgoing).await {
            Ok(id) => {
                self.keep_sent_photos(messenger, message).await;
                SendOutcome::Delivered(id)
            }
            Err(error) => self.outcome_of_error(&error, message),
        }
    }

    /// Remembers what the messenger calls the pictures of a new message. If it cannot be saved, the
    /// person finds them in other chats only when they are sent again.
    async fn keep_sent_photos(&self, messenger: &dyn Messenger, message: &OutgoingMessage) {
        let Some(owner) = message.owner.filter(|_| message.edits.is_none()) else {
            return;
        };
        let own = message.message.body.pictures().filter_map(PictureRef::own);
        let photo = |picture| {
            let name = messenger.sent_photo(PictureRef::Own(picture))?;
            Some(SentPhoto { picture, name })
        };
        let photos: Vec<SentPhoto> = own.filter_map(photo).collect();
        if photos.is_empty() {
            return;
        }

        let sharing = &self.context.stores.sharing;
        let kept = sharing
            .keep_sent_photos(owner, messenger.name(), photos)
            .await;
        if let Err(error) = kept {
            tracing::warn!(?error, "the name of a sent picture could not be saved");
        }
    }

    /// Waits for the turn of a message; `None` if the service stops before it comes.
    async fn wait_for_turn(
        &self,
        messenger: &dyn Messenger,
        message: &OutgoingMessage,
    ) -> Option<SemaphorePermit<'_>> {
        let turn = async {
            self.pace.wait(messenger, message.chat).await;
            self.permits.acquire().await.ok()
        };
        tokio::select! {
            biased;
            permit = turn => permit,
            () = self.context.stop.cancelled() => None,
        }
    }

    fn outcome_of_error(&self, error: &SendError, message: &OutgoingMessage) -> SendOutcome {
        let failures = message.failures;
        let id = message.id;
        let now = self.context.clock.now();
        match error {
            SendError::RetryAfter(pause) => SendOutcome::Later(now.plus(*pause)),
            SendError::Unavailable(source) if StorageError::passes(source) => {
                count_error("storage");
                tracing::warn!(?source, message = %id, "the pictures of a message could not be read; trying again");
                let pause = STORAGE_PAUSE.mul_f64(0.5 + self.context.chance.fraction());
                SendOutcome::NotTried(now.plus(pause))
            }
            SendError::Unavailable(source) if failures < FAILURES => {
                tracing::warn!(?source, message = %id, failures, "a message could not be sent; trying again");
                SendOutcome::Later(now.plus(BACKOFF.random_pause(failures, self.context.chance)))
            }
            SendError::Unavailable(source) => SendOutcome::Refused(source.to_string()),
            SendError::Refused(why) => {
                tracing::warn!(message = %id, why, "the messenger refuses a message");
                SendOutcome::Refused(why.clone())
            }
            SendError::Blocked => SendOutcome::Blocked,
        }
    }
}
