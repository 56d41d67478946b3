//! Processes that share a database: what each has is its own for as long as it shows life.

use std::time::Duration;

use vernissage::domain::time::Moment;
use vernissage::store::inbox::{BusyParts, TurnSearch};
use vernissage::store::outbox::MessageClaim;
use vernissage::store::pages::ChatNews;
use vernissage::store::wakeups::Wakeup;
use vernissage::store::{OutgoingMessage, PendingTurn, ProcessRow, SendOutcome};

use super::Store;
use super::fixtures::{NOON, arrivals, carry_out, chat, later, say, update};

const LEASE: Duration = Duration::from_secs(10);

async fn enter_both(store: &dyn Store) {
    store.enter("one", LEASE).await.unwrap();
    store.enter("two", LEASE).await.unwrap();
}

/// The process as it is now.
async fn seen(store: &dyn Store, name: &str) -> ProcessRow {
    let processes = store.processes().await.unwrap();
    processes.into_iter().find(|row| row.name == name).unwrap()
}

async fn bury(store: &dyn Store, name: &str, now: Moment) {
    let seen = seen(store, name).await;
    assert!(store.bury(&seen, now).await.unwrap());
}

pub(crate) async fn a_duty_has_one_process_until_it_is_gone(store: &dyn Store) {
    enter_both(store).await;
    let take = async |process| store.take_duty("sweep", process).await.unwrap();
    let is_free = async |process| {
        let duties = ["sweep".to_owned()];
        !store
            .free_duties(&duties, process)
            .await
            .unwrap()
            .is_empty()
    };

    assert!(is_free("one").await);
    assert_eq!(take("one").await, Some(1));
    assert!(is_free("one").await && !is_free("two").await);
    assert_eq!(take("two").await, None);

    store.release_duty("sweep", "one", 1).await.unwrap();
    assert_eq!(take("two").await, Some(2));
    store.release_duty("sweep", "two", 1).await.unwrap();
    assert!(!is_free("one").await, "an earlier term releases nothing");

    bury(store, "two", NOON).await;
    assert_eq!(take("two").await, None, "it was taken for dead");
    assert_eq!(take("one").await, Some(3));

    store.enter("two", LEASE).await.unwrap();
    store.leave("one", NOON).await.unwrap();
    assert_eq!(take("two").await, Some(4));

    store.forget_processes(NOON).await.unwrap();
    assert!(store.processes().await.unwrap().is_empty());
    assert!(is_free("one").await);
}

pub(crate) async fn a_process_that_shows_life_is_not_buried(store: &dyn Store) {
    enter_both(store).await;
    let before = seen(store, "one").await;
    assert_eq!(before.lease, LEASE);

    assert!(store.renew("one").await.unwrap());
    assert!(!store.bury(&before, NOON).await.unwrap());

    bury(store, "one", NOON).await;
    assert!(!store.bury(&before, NOON).await.unwrap(), "only once");
    assert!(!store.renew("one").await.unwrap());

    store.enter("one", LEASE).await.unwrap();
    assert!(store.renew("one").await.unwrap());
}

async fn claim(store: &dyn Store, process: &str, at: u64) -> Vec<OutgoingMessage> {
    let claim = MessageClaim {
        process: process.to_owned(),
        messengers: Some(vec!["other".to_owned(), "test".to_owned()]),
        limit: 10,
        in_hand: Vec::new(),
        hide_for: Duration::from_mins(1),
        now: later(at),
    };
    store.claim_outgoing(claim).await.unwrap()
}

pub(crate) async fn what_a_process_was_sending_is_its_own_until_it_is_gone(store: &dyn Store) {
    enter_both(store).await;
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![say("a1"), say("a2")])
        .await
        .unwrap();

    let elsewhere = MessageClaim {
        process: "one".to_owned(),
        messengers: Some(vec!["tes".to_owned(), "web".to_owned()]),
        limit: 10,
        in_hand: Vec::new(),
        hide_for: Duration::ZERO,
        now: NOON,
    };
    assert_eq!(store.claim_outgoing(elsewhere).await.unwrap(), []);

    let first = claim(store, "one", 0).await.remove(0);
    assert_eq!(claim(store, "two", 0).await, []);
    assert_eq!(
        claim(store, "two", 9_999).await,
        [],
        "however long it takes"
    );

    bury(store, "one", later(1)).await;
    let second = claim(store, "two", 1).await.remove(0);
    assert_eq!((second.id, second.attempt), (first.id, 2));

    let sent = SendOutcome::Delivered("late".into());
    store
        .settle_message(first.id, first.attempt, sent, later(2))
        .await
        .unwrap();
    assert_eq!(claim(store, "one", 2).await, [], "the old attempt is void");

    store.leave("two", later(3)).await.unwrap();
    assert_eq!(claim(store, "one", 3).await[0].id, first.id);
}

async fn turns(store: &dyn Store, process: &str, at: u64) -> Vec<PendingTurn> {
    let search = TurnSearch {
        now: later(at),
        limit: 10,
        lane: None,
        process: process.to_owned(),
        without: BusyParts::default(),
    };
    store.turns(&search).await.unwrap()
}

pub(crate) async fn a_turn_is_one_processs_until_it_is_gone(store: &dyn Store) {
    enter_both(store).await;
    let both = vec![update("1", "anna", "a"), update("2", "anna", "b")];
    store.receive(arrivals(both)).await.unwrap();

    // Both have read it before either has claimed it.
    let read = turns(store, "one", 0).await;
    let also = turns(store, "two", 0).await;
    let first = store.claim_turns("one", read).await.unwrap();
    assert_eq!(first.len(), 1);
    assert_eq!(store.claim_turns("two", also.clone()).await.unwrap(), []);

    assert_eq!(turns(store, "two", 0).await, [], "nor the chat's next one");
    assert_eq!(turns(store, "one", 0).await, first, "it may read it again");

    let hidden = store.postpone(&first[0].updates, later(120), NOON).await;
    hidden.unwrap();
    bury(store, "one", later(1)).await;

    let again = turns(store, "two", 1).await;
    assert_eq!((again.len(), again[0].attempts), (1, 1));
    let claimed = store.claim_turns("two", again).await.unwrap();
    assert_eq!(claimed[0].updates, first[0].updates);
    assert_eq!(store.claim_turns("one", also).await.unwrap(), []);
}

pub(crate) async fn the_news_of_chats_are_read_from_a_mark(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![say("a1")]).await.unwrap();
    for message in claim(store, "one", 0).await {
        let sent = SendOutcome::Delivered("m1".into());
        store
            .settle_message(message.id, 1, sent, NOON)
            .await
            .unwrap();
    }

    let names = ["anna".to_owned(), "nobody".to_owned()];
    let accounts = store.accounts("test", &names).await.unwrap();
    assert_eq!(accounts.len(), 1);
    assert_eq!(
        (accounts[0].chat, accounts[0].person.is_some()),
        (anna, true)
    );

    let before = store.mark_at(anna, NOON).await.unwrap();
    let news = store.news(&[before]).await.unwrap();
    let [
        ChatNews::Person { .. },
        ChatNews::Bot { message_id, id, .. },
    ] = &news[..]
    else {
        panic!("{news:?}");
    };
    assert_eq!(message_id, "m1");

    let after = store.mark_at(anna, later(1)).await.unwrap();
    assert_eq!(after.sent, *id);
    assert_eq!(store.news(&[after]).await.unwrap(), []);
}

pub(crate) async fn a_process_hears_what_another_announces(store: &dyn Store) {
    let mut listener = store.listen("one").await.unwrap();
    store.announce("one", "q").await.unwrap();
    store.announce("two", "oe").await.unwrap();

    // SQLite tells that something was committed, at the latest when somebody begins to listen.
    let heard = listener.next().await.unwrap();
    assert!(
        heard == Wakeup::Bells("oe".into()) || heard == Wakeup::Anything,
        "{heard:?}"
    );
}
