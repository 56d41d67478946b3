//! Answers updates: reads the facts, makes a step of the conversation and commits it. Chats are
//! answered side by side, each in its own order, and in two lanes (`lanes`).

mod decoding;
mod edited_styles;
mod feed_lookup;
mod film_sketches;
mod film_uploads;
mod lanes;
mod pixel_budget;
mod upload_reader;
mod upload_room;
mod wall_preview;

use std::{sync::Arc, time::Duration};

use super::{POLL, WorkerContext, leased::count_error, profiles::ProfileRequests};
use crate::{
    bells::{Bell, Bells},
    domain::{
        button::Action,
        command::Command,
        conversation::{Code, Effect, Event, EventNeeds, step_all},
        facts::Facts,
        ids::JobId,
        incoming::{Incoming, RemoteFile},
        work::{self, Lane},
    },
    messengers::HostedChats,
    store::{Address, ChargeKey, Conversation, PendingTurn, StepCommit, StoreError},
};
use edited_styles::EditedStyles;
use film_sketches::FilmSketches;
use upload_reader::{ReadUpload, UploadReader};

pub use pixel_budget::HourlyMegapixels;
pub use upload_reader::UploadLimits;

/// A step that was made from outdated facts is made again. Only a bug can need this many attempts.
const ATTEMPTS: u32 = 20;

/// A turn that failed is tried again after half the time it has waited, within these limits.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Answers updates.
pub struct Inbox {
    context: WorkerContext,
    upload_reader: UploadReader,
    edited_styles: EditedStyles,
    film_sketches: FilmSketches,
    profiles: ProfileRequests,
}

impl Inbox {
    /// An inbox that accepts pictures within these limits, and requests the profiles of people who
    /// write.
    #[must_use]
    pub fn new(context: WorkerContext, limits: UploadLimits, profiles: ProfileRequests) -> Self {
        Self {
            upload_reader: UploadReader::new(context.clone(), limits),
            edited_styles: EditedStyles::default(),
            film_sketches: FilmSketches::default(),
            context,
            profiles,
        }
    }

    /// Answers until the service stops. Turns that are being answered then are finished.
    pub async fn run(self) {
        let inbox = Arc::new(self);
        tokio::join!(
            Arc::clone(&inbox).run_lane(&lanes::WORDS),
            inbox.run_lane(&lanes::FILES),
        );
    }

    /// Answers a turn, or postpones it.
    async fn answer(&self, turn: PendingTurn) {
        let chat = turn.chat;
        let updates = turn.updates.clone();
        let received_at = turn.received_at;

        if let Err(error) = self.try_to_answer(turn).await {
            count_error("inbox");

            let now = self.context.clock.now();
            let waited = now.since(received_at);
            tracing::error!(?error, %chat, ?waited, "a turn could not be answered");

            // Only crashes count as attempts, and an error is none.
            let pause = (waited / 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
            if let Err(error) = self
                .context
                .stores
                .inbox
                .give_back(&updates, now.plus(pause), now)
                .await
            {
                tracing::error!(?error, %chat, "a turn could not be postponed");
                tokio::time::sleep(POLL).await;
            }
        }
    }

    async fn try_to_answer(&self, turn: PendingTurn) -> anyhow::Result<()> {
        if self.record_payment(&turn).await? {
            return Ok(());
        }

        let Some(received) = Received::from_incoming(&turn.incoming) else {
            return Ok(());
        };
        let needs = received.needs();
        let Some(mut conversation) = self.conversation(&turn, &needs).await? else {
            return Ok(());
        };
        let ReceivedEvents { events, uploads } =
            self.events(&turn, received, &conversation).await?;

        for _ in 0..ATTEMPTS {
            match self.try_step(&turn, &events, conversation).await {
                Err(StepError::Conflict) => tokio::time::sleep(Duration::from_millis(5)).await,
                Err(StepError::Other(error)) => return Err(error),
                Ok(()) => {
                    self.upload_reader.turn_was_answered(&turn, uploads).await;
                    return Ok(());
                }
            }

            match self.conversation(&turn, &needs).await? {
                Some(newer) => conversation = newer,
                None => return Ok(()),
            }
        }

        anyhow::bail!("every attempt met newer facts")
    }

    /// The conversation as it is now; `None` if the person is gone.
    async fn conversation(
        &self,
        turn: &PendingTurn,
        needs: &EventNeeds,
    ) -> anyhow::Result<Option<Conversation>> {
        let now = self.context.clock.now();
        let conversation = self
            .context
            .stores
            .conversations
            .conversation(turn.chat, needs.clone(), now)
            .await?;

        if let Some(conversation) = &conversation {
            self.profiles
                .request_if_old(&turn.address, conversation, now);
        }

        Ok(conversation)
    }

    /// Makes one step from what was read, and commits it.
    async fn try_step(
        &self,
        turn: &PendingTurn,
        events: &[Event],
        mut conversation: Conversation,
    ) -> Result<(), StepError> {
        // The facts were read before these pictures were.
        let grey = events.iter().flat_map(Event::grey_pictures);
        conversation.facts.grey_pictures.extend(grey);
        let films = events.iter().flat_map(Event::films);
        conversation.facts.films.extend(films);

        let now = self.context.clock.now();
        let invitation = self.invitation(turn, events, &conversation).await;
        let tried = self
            .edited_styles
            .try_edit(&self.context, &conversation, events)
            .await?;
        let account = &conversation.facts.account;
        let tills = self.context.tills(&turn.address.messenger, account);
        let facts = Facts {
            now,
            fresh: JobId::from_chance(self.context.chance.bits()),
            rules: &self.context.rules,
            till: tills.credits,
            canvas_till: tills.canvases,
            pages: &self.context.tills.pages,
            invitation: invitation.as_deref(),
            person: &conversation.facts,
            tried,
        };

        let (state, effects) = step_all(conversation.state, events, &facts);
        let person = conversation.person;
        let effects = wall_preview::draw_walls(&self.context, person, effects).await?;
        let effects = self
            .film_sketches
            .make(&self.context, person, effects)
            .await;
        let changes = Changes::from_effects(&effects);

        let commit = StepCommit {
            updates: turn.updates.clone(),
            chat: turn.chat,
            person: conversation.person,
            fence: conversation.fence,
            state,
            effects,
            now,
        };

        match self.context.stores.conversations.commit_step(commit).await {
            Ok(()) => {
                let others = &conversation.elsewhere;
                Ok(self.announce(turn, others, &changes).await?)
            }
            Err(StoreError::Conflict) => Err(StepError::Conflict),
            Err(error) => Err(StepError::Other(error.into())),
        }
    }

    /// Records money that was taken or given back; false if the turn is about something else. The
    /// conversation is told by the updates that the record leaves in the inbox.
    async fn record_payment(&self, turn: &PendingTurn) -> anyhow::Result<bool> {
        match &turn.incoming {
            Incoming::Charged(charge) => self
                .context
                .charge(charge, &turn.updates)
                .await
                .map(|_| true),
            Incoming::Returned { provider, charge } => {
                let charge = ChargeKey {
                    provider: *provider,
                    id: charge.clone(),
                };
                self.context
                    .return_charge(&charge, &turn.updates)
                    .await
                    .map(|()| true)
            }
            _ => Ok(false),
        }
    }

    /// The person's own invitation link, if they ask for it.
    async fn invitation(
        &self,
        turn: &PendingTurn,
        events: &[Event],
        read: &Conversation,
    ) -> Option<String> {
        if !events.contains(&Event::Command(Command::Invite)) {
            return None;
        }

        self.context
            .messenger(&turn.address.messenger)?
            .invitation(&Code::inviting(read.person))
            .await
    }

    /// The events, with the pictures that came with them or that they ask for.
    async fn events(
        &self,
        turn: &PendingTurn,
        received: Received<'_>,
        conversation: &Conversation,
    ) -> anyhow::Result<ReceivedEvents> {
        match received {
            Received::InGroup(files) => {
                let uploads = self
                    .upload_reader
                    .read(turn, conversation.person, files)
                    .await?;
                let checked = uploads.iter().map(|read| read.checked).collect();
                Ok(ReceivedEvents {
                    events: vec![Event::InGroup(checked)],
                    uploads,
                })
            }
            Received::Files { files, caption } => {
                let uploads = self
                    .upload_reader
                    .read(turn, conversation.person, files)
                    .await?;
                let caption = match caption {
                    Some(event) => Some(self.complete_from_feed(event, conversation).await?),
                    None => None,
                };

                let checked = uploads.iter().map(|read| read.checked).collect();
                Ok(ReceivedEvents {
                    events: Event::with_caption(Event::Pictures(checked), caption),
                    uploads,
                })
            }
            Received::Event(event) => Ok(ReceivedEvents {
                events: vec![self.complete_from_feed(event, conversation).await?],
                uploads: Vec::new(),
            }),
        }
    }

    /// Tells messengers and other workers what the committed step has changed.
    async fn announce(
        &self,
        turn: &PendingTurn,
        elsewhere: &[Address],
        changes: &Changes,
    ) -> anyhow::Result<()> {
        for address in std::iter::once(&turn.address).chain(elsewhere) {
            let Some(messenger) = self.context.messenger(&address.messenger) else {
                continue;
            };

            let Some(chats) = messenger.hosted_chats() else {
                continue;
            };

            for change in &changes.in_chats {
                change.apply(chats, &address.external).await;
            }
        }

        let bells = &self.context.bells;
        bells.outbox.ring();
        changes.bells.iter().for_each(|bell| bell(bells).ring());

        let waited = self.context.clock.now().since(turn.received_at);
        metrics::histogram!("vernissage_answer_seconds").record(waited.as_secs_f64());

        Ok(())
    }
}

/// What was received, before anything is fetched for it.
enum Received<'a> {
    /// Files that still have to be fetched and decoded.
    Files {
        files: &'a [RemoteFile],
        /// The command in their caption.
        caption: Option<Event>,
    },
    /// Likewise, for a painting in a group.
    InGroup(&'a [RemoteFile]),
    /// An event.
    Event(Event),
}

impl<'a> Received<'a> {
    /// `None` for payments, which are recorded in the ledger and need no answer.
    fn from_incoming(incoming: &'a Incoming) -> Option<Self> {
        Some(Self::Event(match incoming {
            Incoming::Files { files, caption } => {
                let caption = caption.as_deref().and_then(Event::captioned);
                return Some(Self::Files { files, caption });
            }
            Incoming::InGroup { files, .. } => return Some(Self::InGroup(files)),
            Incoming::Charged(_) | Incoming::Returned { .. } => return None,
            Incoming::Text(text) => Event::written(text),
            Incoming::Button(code) => Event::Button(Action::parse(code)),
            Incoming::Unsupported(what) => Event::Unsupported(*what),
            Incoming::News(news) => Event::News(news.clone()),
        }))
    }

    fn needs(&self) -> EventNeeds {
        match self {
            Self::Files { caption, .. } => caption.as_ref().map(Event::needs).unwrap_or_default(),
            Self::InGroup(_) => EventNeeds::default(),
            Self::Event(event) => event.needs(),
        }
    }
}

/// The events of a turn, and the files that came with them.
struct ReceivedEvents {
    events: Vec<Event>,
    uploads: Vec<ReadUpload>,
}

/// Why a step was not committed.
enum StepError {
    /// The facts have changed since they were read: the step has to be made from newer ones.
    Conflict,
    /// Anything else.
    Other(anyhow::Error),
}

impl From<anyhow::Error> for StepError {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

/// What a step changes beside the outbox.
struct Changes {
    bells: Vec<fn(&Bells) -> &Bell>,
    in_chats: Vec<ChatChange>,
}

/// A change that a messenger which hosts its chats has to know.
enum ChatChange {
    PersonForgotten,
    Language,
}

impl ChatChange {
    async fn apply(&self, chats: &dyn HostedChats, chat: &str) {
        match self {
            Self::PersonForgotten => chats.person_was_forgotten(chat).await,
            Self::Language => chats.language_was_changed(chat).await,
        }
    }
}

impl Changes {
    fn from_effects(effects: &[Effect]) -> Self {
        Self {
            bells: effects.iter().flat_map(bells_for).collect(),
            in_chats: effects.iter().filter_map(chat_change).collect(),
        }
    }
}

fn bells_for(effect: &Effect) -> Vec<fn(&Bells) -> &Bell> {
    match effect {
        Effect::StartJob { request, .. } => match work::lane(request.kind) {
            Lane::Painter => vec![|bells| &bells.jobs, |bells| &bells.sketches],
            Lane::Quick => vec![|bells| &bells.quick_jobs],
        },
        Effect::OpenPurchase(_) => vec![|bells| &bells.payments],
        Effect::Publish { .. } | Effect::TakeBack(_) | Effect::AddFilm(_) => {
            vec![|bells| &bells.feed]
        }
        Effect::CancelJob(_) | Effect::ForgetPerson => vec![|bells| &bells.ended],
        Effect::Join(_) => vec![|bells| &bells.inbox],
        _ => Vec::new(),
    }
}

fn chat_change(effect: &Effect) -> Option<ChatChange> {
    match effect {
        Effect::ForgetPerson => Some(ChatChange::PersonForgotten),
        // After a join, both chats use the language that was chosen in one of them.
        Effect::SetLanguage(_) | Effect::Join(_) => Some(ChatChange::Language),
        _ => None,
    }
}
