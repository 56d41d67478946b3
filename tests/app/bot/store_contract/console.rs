//! The console in the store: what it lists, and what the operator does there.

use vernissage::domain::conversation::Effect;
use vernissage::domain::credits::Credits;
use vernissage::domain::feed::EntryId;
use vernissage::domain::ids::{ChatId, PersonId};
use vernissage::domain::message::Message;
use vernissage::domain::payment::Provider;
use vernissage::domain::tier::{Quality, Tier};
use vernissage::domain::work::painting;
use vernissage::store::console::{
    ActionOrigin, ChargeFilter, ConsoleLists, ConsoleStore, FeedEntryFilter, JobFilter, JobState,
    OperatorAction, PageStart, PeopleFilter, Refusal,
};
use vernissage::store::pictures::PictureKind;
use vernissage::store::sql::SqlStore;
use vernissage::store::{CreditGrant, JobStore};

use super::databases::Database;
use super::feed::published;
use super::fixtures::{NOON, carry_out, job, job_claim, keep, later, read, start};
use super::orders;
use super::till::{buy, order, purchase, refund, want};

/// Somebody who has one of everything.
async fn customer(store: &SqlStore) -> ChatId {
    let anna = published(store, 1).await;
    start(store, anna, 2, Quality::Premium).await;
    buy(store, anna, 1).await;
    want(store, anna, order(2, Provider::Yookassa)).await;
    let _ = keep(store, anna, "painting", PictureKind::Painting, None).await;
    orders::paid(store, anna, 3).await;
    let question = Effect::AskSupport("Where is it?".into());
    carry_out(store, anna, vec![question]).await.unwrap();

    anna
}

pub(crate) async fn lists_have_a_line_for_each_thing(store: &SqlStore, _database: &Database) {
    let anna = customer(store).await;
    let person = read(store, anna).await.person;
    let console = store.console();

    let all = JobFilter::default();
    let jobs = console.jobs(&all, PageStart::First).await.unwrap().items;
    assert_eq!(jobs.len(), 2);
    let filter = JobFilter {
        state: Some(JobState::Done),
        tier: Some(Tier::Premium),
        messenger: Some("test".into()),
        person: Some(person),
        kind: Some(painting::NAME),
        things: None,
    };
    let done = console.jobs(&filter, PageStart::First).await.unwrap().items;
    assert_eq!(done.len(), 1);
    assert!(console.job(done[0].id).await.unwrap().is_some());

    for words in ["", "test:anna", "anna", &person.to_string()] {
        let filter = PeopleFilter {
            words: words.to_owned(),
            blocked: false,
        };
        let people = console.people(&filter, PageStart::First).await.unwrap();
        assert_eq!(people.items.len(), 1, "{words}");
    }
    let sheet = console.person(person).await.unwrap().unwrap();
    assert_eq!(sheet.blocked, None);

    let chats = console.chats(person, PageStart::First).await.unwrap().items;
    assert_eq!(chats.len(), 1);
    let movements = console.movements(person, PageStart::First).await.unwrap();
    assert!(movements.items.len() > 3);
    let none = console
        .movements(person, PageStart::OlderThan(1))
        .await
        .unwrap();
    assert_eq!(none.items, []);

    for whose in [None, Some(person)] {
        let requests = console.requests(whose, PageStart::First).await.unwrap();
        assert_eq!(requests.items.len(), 1);
    }
    let filter = ChargeFilter {
        provider: Some(Provider::Yookassa),
        person: Some(person),
        ..ChargeFilter::default()
    };
    let charges = console.charges(&filter, PageStart::First).await.unwrap();
    assert_eq!(charges.items.len(), 2);
    let unmatched = ChargeFilter {
        unmatched: true,
        ..ChargeFilter::default()
    };
    let unmatched = console.charges(&unmatched, PageStart::First).await.unwrap();
    assert!(unmatched.items.is_empty());
    let disputed = ChargeFilter {
        disputed: true,
        ..ChargeFilter::default()
    };
    let disputed = console.charges(&disputed, PageStart::First).await.unwrap();
    assert!(disputed.items.is_empty());

    let open = console.open_purchases(PageStart::First).await.unwrap();
    assert_eq!(open.items.len(), 1);
    assert_eq!(open.items[0].id, purchase(2));
    let paid = console.orders_at("paid", PageStart::First).await.unwrap();
    assert_eq!(paid.items.len(), 1);
    let columns = console.orders(&["draft", "paid"]).await.unwrap();
    assert_eq!(columns.len(), 2);

    for (filter, expected) in [
        (FeedEntryFilter::Awaiting, 0),
        (FeedEntryFilter::Reported, 0),
        (FeedEntryFilter::Public, 1),
        (FeedEntryFilter::Hidden, 0),
    ] {
        let entries = console.feed_entries(filter, PageStart::First).await;
        assert_eq!(entries.unwrap().items.len(), expected, "{filter:?}");
    }
    assert_eq!(
        console.payments("yookassa:payment-1").await.unwrap().len(),
        1
    );

    console.today(later(60)).await.unwrap();
}

async fn act(store: &SqlStore, action: OperatorAction) -> Result<(), Refusal> {
    let console = store.console();
    console
        .act(action, ActionOrigin::command_line(), NOON)
        .await
        .unwrap()
}

fn grant(person: PersonId) -> CreditGrant {
    CreditGrant {
        person,
        amount: Credits::new(5),
        reason: "operator:1".into(),
        note: "a gift".into(),
        now: NOON,
    }
}

pub(crate) async fn an_operator_changes_things_and_it_is_recorded(
    store: &SqlStore,
    _database: &Database,
) {
    let anna = customer(store).await;
    let person = read(store, anna).await.person;
    let message = || Message::text("Sorry.".into());
    let entry = EntryId::from_chance(1);
    let because = || "because".to_owned();
    let charge = super::till::key(&super::till::charge(
        "payment-1",
        &order(1, Provider::Yookassa),
    ));

    let actions = [
        OperatorAction::SignIn {
            digest: "digest".into(),
        },
        OperatorAction::Grant(grant(person)),
        OperatorAction::Block {
            person,
            because: because(),
        },
        OperatorAction::Unblock { person },
        OperatorAction::BanFromFeed {
            person,
            because: because(),
        },
        OperatorAction::AllowInFeed { person },
        OperatorAction::Answer {
            number: 1,
            message: message(),
        },
        OperatorAction::Cancel {
            job: job(2),
            message: message(),
        },
        OperatorAction::Refund(refund(&charge, false, NOON)),
        OperatorAction::Hide {
            entry,
            because: because(),
        },
    ];
    let count = actions.len();
    for action in actions {
        let words = format!("{action:?}");
        assert_eq!(act(store, action).await, Ok(()), "{words}");
    }
    let twice = act(store, OperatorAction::Grant(grant(person))).await;
    assert_eq!(twice, Err(Refusal::Twice));

    let console = store.console();
    let log = console.operator_log(None, PageStart::First).await.unwrap();
    assert_eq!(log.items.len(), count + 1);
    assert_eq!(log.items[0].outcome, Refusal::Twice.to_string());
    let subject = format!("person {person}");
    let about = console
        .operator_log(Some(&subject), PageStart::First)
        .await
        .unwrap();
    assert!(about.items.len() > 4);

    let session = console.session("digest").await.unwrap().unwrap();
    console.see_session(session.id, later(60)).await.unwrap();
    assert_eq!(store.claim_job(job_claim(later(60))).await.unwrap(), None);
}
