//! Shorthands that the contract's facts share.

use std::time::Duration;

use vernissage::config::Settings;
use vernissage::domain::conversation::{Effect, EventNeeds, State};
use vernissage::domain::credits::Credits;
use vernissage::domain::ids::{ChatId, JobId, PersonId};
use vernissage::domain::incoming::Incoming;
use vernissage::domain::job::{JobRequest, Styles};
use vernissage::domain::language::Language;
use vernissage::domain::look::Look;
use vernissage::domain::message::Message;
use vernissage::domain::picture::{PictureKey, PictureRef};
use vernissage::domain::picture_size::PictureSize;
use vernissage::domain::styles::GalleryStyle;
use vernissage::domain::tier::Quality;
use vernissage::domain::time::Moment;
use vernissage::domain::work::Lane;
use vernissage::store::inbox::Update;
use vernissage::store::pictures::{OwnedPicture, PictureKind};
use vernissage::store::{
    Arrivals, Claim, Conversation, CreditGrant, JobClaim, JobLease, KeepOutcome, KeepPicture,
    Result, StepCommit,
};

use super::Store;

pub(crate) const NOON: Moment = Moment::from_millis(1_800_000_000_000);

pub(crate) fn later(seconds: u64) -> Moment {
    NOON.plus(Duration::from_secs(seconds))
}

pub(crate) fn update(id: &str, chat: &str, words: &str) -> Update {
    Update {
        id: id.into(),
        chat: chat.into(),
        topic: None,
        network: None,
        language: Some(Language::En),
        album: None,
        ready_at: NOON,
        incoming: Incoming::Text(words.into()),
    }
}

pub(crate) fn arrivals(updates: Vec<Update>) -> Arrivals {
    Arrivals {
        messenger: "test".into(),
        updates,
        cursor: None,
        unblocked: Vec::new(),
        now: NOON,
    }
}

/// Somebody writes for the first time, and is answered.
pub(crate) async fn chat(store: &dyn Store, name: &str) -> ChatId {
    store
        .receive(arrivals(vec![update(
            &format!("hello {name}"),
            name,
            "hello",
        )]))
        .await
        .unwrap();

    let turns = store.ready_turns(NOON, 10_000).await.unwrap();
    let turn = turns
        .into_iter()
        .find(|turn| turn.address.external == name)
        .unwrap();
    let read = read(store, turn.chat).await;
    let step = StepCommit {
        updates: turn.updates,
        ..step(turn.chat, &read, Vec::new())
    };

    store.commit_step(step).await.unwrap();
    turn.chat
}

pub(crate) async fn read(store: &dyn Store, chat: ChatId) -> Conversation {
    store
        .conversation(chat, EventNeeds::default(), NOON)
        .await
        .unwrap()
        .unwrap()
}

pub(crate) async fn read_about(store: &dyn Store, chat: ChatId, job: JobId) -> Conversation {
    let about = EventNeeds {
        job: Some(job),
        ..EventNeeds::default()
    };
    store
        .conversation(chat, about, NOON)
        .await
        .unwrap()
        .unwrap()
}

pub(crate) fn step(chat: ChatId, read: &Conversation, effects: Vec<Effect>) -> StepCommit {
    let person = read.person;
    let fence = read.fence;

    StepCommit {
        updates: Vec::new(),
        chat,
        person,
        fence,
        state: State::Idle,
        effects,
        now: NOON,
    }
}

/// Reads and carries out effects at once.
pub(crate) async fn carry_out(store: &dyn Store, chat: ChatId, effects: Vec<Effect>) -> Result<()> {
    carry_out_at(store, chat, effects, NOON).await
}

pub(crate) async fn carry_out_at(
    store: &dyn Store,
    chat: ChatId,
    effects: Vec<Effect>,
    now: Moment,
) -> Result<()> {
    let read = read(store, chat).await;
    store
        .commit_step(StepCommit {
            now,
            ..step(chat, &read, effects)
        })
        .await
}

pub(crate) fn say(words: &str) -> Effect {
    Effect::Say(Message::text(words.into()))
}

pub(crate) fn job(n: u64) -> JobId {
    JobId::from_chance(n)
}

/// A job that needs no picture of the person.
pub(crate) fn request(quality: Quality) -> JobRequest {
    let mut gallery = GalleryStyle::all().map(PictureRef::Gallery);
    let photo = gallery.next().unwrap();
    let styles = Styles::one(gallery.next().unwrap());

    let plan = Settings::from_toml("").unwrap().rules().plan(quality);
    JobRequest::painting(photo, styles, Look::default(), plan)
}

pub(crate) async fn start(store: &dyn Store, chat: ChatId, n: u64, quality: Quality) {
    start_at(store, chat, n, quality, NOON).await;
}

pub(crate) async fn start_at(
    store: &dyn Store,
    chat: ChatId,
    n: u64,
    quality: Quality,
    now: Moment,
) {
    let effect = Effect::StartJob {
        id: job(n),
        request: request(quality),
    };
    carry_out_at(store, chat, vec![effect], now).await.unwrap();
}

pub(crate) async fn give(store: &dyn Store, chat: ChatId, amount: u32, reason: &str) -> bool {
    let person = read(store, chat).await.person;
    let amount = Credits::new(amount);
    let reason = reason.to_owned();
    let note = "a test".to_owned();

    store
        .grant(CreditGrant {
            person,
            amount,
            reason,
            note,
            now: NOON,
        })
        .await
        .unwrap()
}

pub(crate) fn claim(now: Moment) -> Claim {
    Claim {
        takes_abandoned: true,
        worker: "device 0".into(),
        lease: Duration::from_mins(1),
        attempts: 3,
        in_hand: Vec::new(),
        now,
    }
}

pub(crate) fn job_claim(now: Moment) -> JobClaim {
    JobClaim {
        claim: claim(now),
        lane: Lane::Painter,
        free_waits: Duration::from_mins(10),
        paid_in_a_row: 2,
    }
}

pub(crate) fn owned(owner: PersonId, key: PictureKey) -> OwnedPicture {
    OwnedPicture { owner, key }
}

/// Claims the job that is next at noon.
pub(crate) async fn lease_next(store: &dyn Store) -> JobLease {
    let claimed = store.claim_job(job_claim(NOON)).await.unwrap();
    claimed.unwrap().lease
}

/// Which job is claimed next, if any.
pub(crate) async fn next(store: &dyn Store, now: Moment) -> Option<JobId> {
    store
        .claim_job(job_claim(now))
        .await
        .unwrap()
        .map(|claimed| claimed.lease.id)
}

pub(crate) fn key(name: &str) -> PictureKey {
    PictureKey::from_bytes(name.as_bytes())
}

pub(crate) async fn keep(
    store: &dyn Store,
    chat: ChatId,
    name: &str,
    kind: PictureKind,
    expires_at: Option<Moment>,
) -> KeepOutcome {
    let owner = read(store, chat).await.person;
    let key = key(name);
    let picture = KeepPicture {
        owner,
        key,
        kind,
        bytes: 7,
        size: PictureSize::new(3, 2),
        is_grey: false,
        expires_at,
        now: NOON,
    };

    store.keep_picture(picture).await.unwrap()
}

/// The words of all messages that can be sent now; each counts as sent.
pub(crate) async fn sent(store: &dyn Store, now: Moment) -> Vec<String> {
    let mut words = Vec::new();
    loop {
        let claimed = store
            .claim_messages(now, Duration::from_mins(1), 10, &[])
            .await
            .unwrap();

        if claimed.is_empty() {
            return words;
        }

        for message in claimed {
            words.push(message.message.words().to_owned());

            let delivered = vernissage::store::SendOutcome::Delivered(format!("m{}", message.id));
            store
                .settle_message(message.id, message.attempt, delivered, now)
                .await
                .unwrap();
        }
    }
}
