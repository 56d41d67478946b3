//! The feed in the store: only public entries are there, and everybody has one vote.

use std::time::Duration;

use vernissage::domain::conversation::Effect;
use vernissage::domain::ids::{ChatId, PersonId};
use vernissage::domain::incoming::Incoming;
use vernissage::domain::job::Rendition;
use vernissage::domain::news::News;
use vernissage::domain::rules::ReactionLimits;
use vernissage::domain::things::Word;
use vernissage::domain::tier::Quality;
use vernissage::domain::time::Moment;
use vernissage::domain::{
    feed::{
        EntryId, LikeOutcome, Liker, Order, Part, Parts, PenName, Reason, Report, ReportOutcome,
        Shows, Span, StyleKey,
    },
    news::FeedNews,
    picture_size::PictureSize,
};
use vernissage::store::feed_entries::{Approval, PreparedEntry};
use vernissage::store::sql::SqlStore;
use vernissage::store::{
    ConversationStore, FeedEntryStore, FeedStore, InboxStore, JobStore, StoreError,
};

use super::databases::Database;
use super::fixtures::{NOON, carry_out, chat, job, job_claim, key, later, read, start};
use super::jobs::done;
use super::joins::join;

const DAY: Duration = Duration::from_hours(24);

fn entry(n: u64) -> EntryId {
    EntryId::from_chance(n)
}

fn publishing(n: u64, shows: Shows) -> Effect {
    let picture = Rendition {
        picture: key("painting"),
        iteration: 300,
    };
    Effect::Publish {
        entry: entry(n),
        job: job(n),
        picture,
        shows,
    }
}

fn everything() -> Shows {
    Shows {
        photo: true,
        style: true,
        film: false,
        name: PenName::parse("Anna"),
        title: Word::parse("thing-483"),
    }
}

/// A painting that is finished and asked to be published.
async fn publish(store: &SqlStore, whose: ChatId, n: u64) {
    start(store, whose, n, Quality::Premium).await;

    let claimed = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    let _ = store
        .finish_job(&claimed.lease, done(), Vec::new(), NOON)
        .await
        .unwrap();

    carry_out(store, whose, vec![publishing(n, everything())])
        .await
        .unwrap();
}

fn parts() -> Parts {
    let painting = PictureSize {
        width: 600,
        height: 400,
    };
    Parts {
        painting,
        photo: Some(painting),
        style: Some(painting),
        second_style: None,
        painted_over: None,
        second_painted_over: None,
        film: None,
    }
}

async fn prepare(store: &SqlStore, n: u64, approval: Approval, now: Moment) -> bool {
    store
        .publish_prepared_entry(
            entry(n),
            PreparedEntry {
                parts: parts(),
                copies: Vec::new(),
            },
            approval,
            now,
        )
        .await
        .unwrap()
}

/// The entries that have a title.
async fn titles(database: &Database) -> Vec<EntryId> {
    let sql = "SELECT id FROM feed_entries WHERE thing IS NOT NULL ORDER BY id";
    let ids = database.numbers(sql).await;
    ids.into_iter().map(EntryId::from_row).collect()
}

/// Somebody rich, and an entry of theirs that everybody sees.
pub(crate) async fn published(store: &SqlStore, n: u64) -> ChatId {
    let anna = chat(store, "anna").await;
    super::fixtures::give(store, anna, 1000, "gift").await;
    publish(store, anna, n).await;
    assert!(prepare(store, n, Approval::Open, NOON).await);
    anna
}

/// Whether any method shows anything of it.
async fn is_seen(feed: &dyn FeedStore, n: u64) -> bool {
    let id = entry(n);
    let mut seen = feed.entry(id).await.unwrap().is_some();
    for part in Part::ALL {
        seen |= feed.picture(id, part).await.unwrap().is_some();
    }

    let style = StyleKey::parse("auvers").unwrap();
    for order in [
        Order::Newest,
        Order::Best(Span::Day),
        Order::Best(Span::Month),
        Order::Style(style),
    ] {
        seen |= feed
            .page(order, None, 9)
            .await
            .unwrap()
            .items
            .iter()
            .any(|one| one.id == id);
    }

    seen |= feed
        .style(style)
        .await
        .unwrap()
        .unwrap()
        .face
        .is_some_and(|face| face.entry == id);

    seen |= feed
        .like(id, &visitor(77, 77), LIMITS, later(1))
        .await
        .unwrap()
        != LikeOutcome::Nothing;
    seen |= feed
        .report(report(id, visitor(77, 77)), LIMITS, later(1))
        .await
        .unwrap()
        != ReportOutcome::Nothing;

    seen
}

fn visitor(cookie: u32, network: u32) -> Liker {
    Liker::Visitor {
        cookie: cookie.to_string(),
        network: network.to_string(),
    }
}

/// Somebody who has talked to the bot, in a messenger if there is no network.
fn person(person: PersonId, network: Option<u32>) -> Liker {
    Liker::Person {
        person,
        network: network.map(|network| network.to_string()),
    }
}

fn report(entry: EntryId, by: Liker) -> Report {
    Report {
        entry,
        by,
        reason: Reason::Mine,
    }
}

const LIMITS: ReactionLimits = ReactionLimits {
    likes_per_entry: 8,
    likes_per_day: 1000,
    reports_per_day: 20,
};

async fn news(store: &SqlStore) -> Vec<FeedNews> {
    let turns = store.ready_turns(later(9_999_999), 100).await.unwrap();
    turns
        .into_iter()
        .filter_map(|turn| {
            if let Incoming::News(News::Feed(news)) = turn.incoming {
                Some(news)
            } else {
                None
            }
        })
        .collect()
}

pub(crate) async fn only_what_is_public_is_seen(store: &SqlStore, database: &Database) {
    let feed = store.feed();
    let anna = chat(store, "anna").await;
    super::fixtures::give(store, anna, 1000, "gift").await;
    publish(store, anna, 1).await;
    assert!(!is_seen(&feed, 1).await, "its pictures are being made");

    let taken = store.claim_unprepared_entries(NOON, DAY, 9).await.unwrap();
    assert_eq!(
        taken[0]
            .pictures
            .iter()
            .map(|one| one.part)
            .collect::<Vec<_>>(),
        [Part::Painting, Part::Photo, Part::Style]
    );

    assert!(
        store
            .claim_unprepared_entries(NOON, DAY, 9)
            .await
            .unwrap()
            .is_empty(),
        "one makes them"
    );

    assert!(prepare(store, 1, Approval::Guarded, NOON).await);
    assert!(!is_seen(&feed, 1).await, "the operator has not seen it");
    publish(store, anna, 2).await;
    assert!(prepare(store, 2, Approval::Open, NOON).await);
    assert!(is_seen(&feed, 2).await);

    let seen = feed.entry(entry(2)).await.unwrap().unwrap();
    assert_eq!(
        (seen.name, seen.title, seen.style),
        (
            PenName::parse("Anna"),
            Word::parse("thing-483"),
            StyleKey::parse("auvers")
        )
    );

    assert_eq!((seen.parts, seen.recipe.iterations), (parts(), 300));
    carry_out(store, anna, vec![Effect::TakeBack(entry(2))])
        .await
        .unwrap();

    assert!(!is_seen(&feed, 2).await, "it was taken back");
    assert_eq!(titles(database).await, [entry(1)], "its title is gone");
    assert!(
        !prepare(store, 2, Approval::Open, NOON).await,
        "nobody hangs it again"
    );

    assert_eq!(store.withdrawn_entries(9).await.unwrap(), [entry(2)]);
    store.mark_files_deleted(entry(2)).await.unwrap();
    assert!(store.withdrawn_entries(9).await.unwrap().is_empty());
    assert_eq!(
        news(store).await,
        [FeedNews::Awaiting],
        "a chat's news come one after the other"
    );
}

pub(crate) async fn a_painting_is_in_the_feed_once_and_only_by_its_person(
    store: &SqlStore,
    _database: &Database,
) {
    let feed = store.feed();
    let anna = published(store, 1).await;
    let again = Effect::Publish {
        entry: entry(7),
        job: job(1),
        picture: Rendition {
            picture: key("painting"),
            iteration: 300,
        },
        shows: Shows::default(),
    };

    let twice = carry_out(store, anna, vec![again.clone()]).await;
    assert!(matches!(twice, Err(StoreError::Conflict)), "{twice:?}");

    let boris = chat(store, "boris").await;
    let others = carry_out(store, boris, vec![again.clone()]).await;
    assert!(matches!(others, Err(StoreError::Conflict)), "{others:?}");
    carry_out(store, boris, vec![Effect::TakeBack(entry(1))])
        .await
        .unwrap();

    assert!(
        is_seen(&feed, 1).await,
        "nobody takes back what is another's"
    );

    carry_out(store, anna, vec![Effect::TakeBack(entry(1)), again])
        .await
        .unwrap();

    assert!(
        !is_seen(&feed, 1).await
            && prepare(store, 7, Approval::Open, NOON).await
            && is_seen(&feed, 7).await
    );
}

pub(crate) async fn nobody_has_two_voices(store: &SqlStore, _database: &Database) {
    let feed = store.feed();
    let anna = published(store, 1).await;
    let boris = person(read(store, chat(store, "boris").await).await.person, None);
    let own = person(read(store, anna).await.person, None);
    let like = async |liker: &Liker| feed.like(entry(1), liker, LIMITS, later(1)).await.unwrap();

    assert_eq!(like(&boris).await, LikeOutcome::Yes(1));
    assert_eq!(like(&boris).await, LikeOutcome::Already(1));
    assert_eq!(like(&own).await, LikeOutcome::Own(1));

    let mut counted = 0;
    for cookie in 0..100 {
        counted += u32::from(matches!(
            like(&visitor(cookie, 1)).await,
            LikeOutcome::Yes(_)
        ));
    }

    assert_eq!(counted, 8, "cookies of one network are few people");

    // Saying hello to the bot makes them no more.
    let greeter = read(store, chat(store, "greeter").await).await.person;
    assert_eq!(like(&person(greeter, Some(1))).await, LikeOutcome::TooMany);
    assert_eq!(like(&visitor(1000, 2)).await, LikeOutcome::Yes(10));
    assert_eq!(
        feed.liked(&boris, &[entry(1), entry(2)]).await.unwrap(),
        [entry(1)]
    );

    for _ in 0..3 {
        let _ = feed.unlike(entry(1), &boris).await.unwrap();
    }

    assert_eq!(feed.entry(entry(1)).await.unwrap().unwrap().likes, 9);

    for _ in 0..9 {
        assert_eq!(
            feed.report(report(entry(1), boris.clone()), LIMITS, NOON)
                .await
                .unwrap(),
            ReportOutcome::Yes
        );
    }
}

pub(crate) async fn who_joins_has_one_voice_and_keeps_what_is_published(
    store: &SqlStore,
    _database: &Database,
) {
    let feed = store.feed();
    let anna = published(store, 1).await;
    let phone = chat(store, "phone").await;
    let own = read(store, anna).await.person;
    let other = read(store, phone).await.person;

    assert_eq!(
        feed.like(entry(1), &person(other, None), LIMITS, NOON)
            .await
            .unwrap(),
        LikeOutcome::Yes(1)
    );

    join(store, phone, anna, 1).await.unwrap();
    assert_eq!(
        feed.entry(entry(1)).await.unwrap().unwrap().likes,
        0,
        "it was their own"
    );

    assert_eq!(
        feed.like(entry(1), &person(own, None), LIMITS, NOON)
            .await
            .unwrap(),
        LikeOutcome::Own(0)
    );

    carry_out(store, phone, vec![Effect::TakeBack(entry(1))])
        .await
        .unwrap();

    assert!(!is_seen(&feed, 1).await);
}

pub(crate) async fn who_is_forgotten_takes_everything_back(store: &SqlStore, database: &Database) {
    let feed = store.feed();
    let anna = published(store, 1).await;
    carry_out(store, anna, vec![Effect::ForgetPerson])
        .await
        .unwrap();

    assert!(!is_seen(&feed, 1).await);
    assert!(titles(database).await.is_empty());
    assert_eq!(store.withdrawn_entries(9).await.unwrap(), [entry(1)]);
}

pub(crate) async fn entries_grow_out_of_their_day_and_their_week(
    store: &SqlStore,
    _database: &Database,
) {
    let feed = store.feed();
    published(store, 1).await;

    let best = async |span| {
        feed.page(Order::Best(span), None, 9)
            .await
            .unwrap()
            .items
            .len()
    };

    for (days, expected) in [
        (0, [1, 1, 1]),
        (2, [0, 1, 1]),
        (8, [0, 0, 1]),
        (31, [0, 0, 0]),
    ] {
        store.age_entries(NOON.plus(DAY * days)).await.unwrap();
        assert_eq!(
            [
                best(Span::Day).await,
                best(Span::Week).await,
                best(Span::Month).await
            ],
            expected,
            "{days}"
        );
    }

    assert_eq!(
        feed.page(Order::Newest, None, 9).await.unwrap().items.len(),
        1
    );
}

pub(crate) async fn likes_are_told_together_and_once(store: &SqlStore, _database: &Database) {
    let feed = store.feed();
    let anna = published(store, 1).await;
    publish(store, anna, 2).await;
    assert!(prepare(store, 2, Approval::Open, NOON).await);

    for (n, cookie) in [(1, 1), (1, 2), (2, 1)] {
        let _ = feed
            .like(entry(n), &visitor(cookie, cookie), LIMITS, NOON)
            .await
            .unwrap();
    }

    assert_eq!(store.announce_likes(NOON).await.unwrap(), 1);
    assert_eq!(store.announce_likes(later(1)).await.unwrap(), 0);

    let mut told = Vec::new();
    while let Some(turn) = store
        .ready_turns(later(9), 9)
        .await
        .unwrap()
        .into_iter()
        .next()
    {
        let read = read(store, turn.chat).await;
        told.push(turn.incoming);

        let step = super::fixtures::step(turn.chat, &read, Vec::new());
        store
            .commit_step(vernissage::store::StepCommit {
                updates: turn.updates,
                ..step
            })
            .await
            .unwrap();
    }

    assert!(
        told.contains(&Incoming::News(News::Feed(FeedNews::Liked(3)))),
        "{told:?}"
    );
}

pub(crate) async fn a_style_counts_what_is_begun_with_it_and_is_found_by_use(
    store: &SqlStore,
    _database: &Database,
) {
    let feed = store.feed();
    published(store, 1).await;

    let first = &feed.styles(None, 60).await.unwrap().items[0];
    assert_eq!(
        (first.key, first.uses, first.entries),
        (StyleKey::parse("auvers").unwrap(), 1, 1)
    );

    assert_eq!(
        first.face.map(|face| (face.entry, face.part)),
        Some((entry(1), Part::Style))
    );

    assert_eq!(feed.styles(None, 60).await.unwrap().items.len(), 8);
}

pub(crate) async fn pages_follow_each_other_without_gap_or_repetition(
    store: &SqlStore,
    _database: &Database,
) {
    let feed = store.feed();
    feed.seed(500, NOON).await.unwrap();

    let style = StyleKey::parse("wave").unwrap();
    for (order, expected) in [
        (Order::Newest, 500),
        (Order::Best(Span::Month), 250),
        (Order::Style(style), 63),
    ] {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let sheet = feed.page(order, after, 24).await.unwrap();
            seen.extend(sheet.items.into_iter().map(|one| one.id));
            after = sheet.next;

            if after.is_none() {
                break;
            }
        }

        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert!(
            count == seen.len() && count.abs_diff(expected) <= 1,
            "{order:?}: {count}, {}",
            seen.len()
        );
    }
}
