//! Clocks that are put right by hours, both ways: whatever was to wait waits no longer than it would
//! have, and nothing is done twice.

use std::time::Duration;

use vernissage::domain::ids::OutboxId;
use vernissage::domain::incoming::{Incoming, RemoteFile};
use vernissage::domain::payment::Provider;
use vernissage::domain::tier::Quality;
use vernissage::domain::time::Moment;
use vernissage::store::inbox::Update;
use vernissage::store::{Attempt, Claim, JobClaim, JobLease, LeaseState, SendOutcome};

use super::Store;
use super::fixtures::{
    NOON, arrivals, carry_out, chat, claim, job, job_claim, later, say, start, update,
};
use super::till::{buy, order, purchase, refund, want};

/// By how many hours the clock is put forward or back.
const STEPS: [i64; 6] = [-26, -3, -1, 1, 3, 26];
const MINUTE: Duration = Duration::from_mins(1);

/// This many seconds after noon, by a clock that was put right by so many hours at noon.
fn stepped(hours: i64, seconds: i64) -> Moment {
    Moment::from_millis(NOON.millis() + (hours * 3600 + seconds) * 1000)
}

/// How many turns of this chat are ready.
async fn ready(store: &dyn Store, chat: &str, now: Moment) -> usize {
    let turns = store.ready_turns(now, 100).await.unwrap();
    turns
        .iter()
        .filter(|turn| turn.address.external == chat)
        .map(|turn| turn.updates.len())
        .sum()
}

pub(crate) async fn a_step_of_the_clock_holds_up_no_update(store: &dyn Store) {
    for hours in STEPS {
        let name = format!("anna {hours}");
        store
            .receive(arrivals(vec![update(&name, &name, "hello")]))
            .await
            .unwrap();
        assert_eq!(ready(store, &name, stepped(hours, 0)).await, 1, "{hours} h");

        let turns = store.ready_turns(NOON, 100).await.unwrap();
        let turn = turns
            .into_iter()
            .find(|turn| turn.address.external == name)
            .unwrap();
        store
            .postpone(&turn.updates, later(50), NOON)
            .await
            .unwrap();
        assert_eq!(ready(store, &name, later(49)).await, 0, "it does wait");
        assert_eq!(
            ready(store, &name, stepped(hours, 50)).await,
            1,
            "postponed, {hours} h"
        );
    }
}

fn part(chat: &str, id: &str, ready_at: Moment) -> Update {
    let files = vec![RemoteFile {
        reference: id.into(),
        bytes: None,
        is_round: false,
    }];
    Update {
        album: Some("album".into()),
        ready_at,
        incoming: Incoming::Files {
            files,
            caption: None,
        },
        ..update(&format!("{chat} {id}"), chat, "")
    }
}

pub(crate) async fn a_step_of_the_clock_between_the_parts_of_an_album_holds_up_nothing(
    store: &dyn Store,
) {
    for hours in STEPS {
        let name = format!("anna {hours}");
        let first = part(&name, "photo", later(1));
        store.receive(arrivals(vec![first])).await.unwrap();

        let mut second = arrivals(vec![part(&name, "style", stepped(hours, 1))]);
        second.now = stepped(hours, 0);
        store.receive(second).await.unwrap();

        assert_eq!(
            ready(store, &name, stepped(hours, 0)).await,
            0,
            "a third part may come"
        );
        assert_eq!(ready(store, &name, stepped(hours, 1)).await, 2, "{hours} h");
    }
}

pub(crate) async fn a_step_of_the_clock_holds_up_no_message_and_sends_none_twice(
    store: &dyn Store,
) {
    for hours in STEPS {
        let anna = chat(store, &format!("anna {hours}")).await;
        carry_out(store, anna, vec![say("hello")]).await.unwrap();

        let claimed = |now, in_hand: Vec<OutboxId>| async move {
            let claimed = store.claim_messages(now, MINUTE, 10, &in_hand).await;
            let mut claimed = claimed.unwrap();
            assert!(claimed.len() <= 1);
            claimed.pop()
        };

        let first = claimed(NOON, Vec::new()).await.unwrap();
        assert_eq!(
            claimed(stepped(hours, 0), vec![first.id]).await,
            None,
            "it is being sent, {hours} h"
        );

        let pause = SendOutcome::Later(later(600));
        store
            .settle_message(first.id, 1, pause, NOON)
            .await
            .unwrap();
        assert_eq!(claimed(later(599), Vec::new()).await, None, "it does wait");

        let again = claimed(stepped(hours, 60), Vec::new()).await;
        let is_due = hours < 0 || stepped(hours, 60) >= later(600);
        assert_eq!(again.is_some(), is_due, "{hours} h");

        let again = again.unwrap();
        let sent = SendOutcome::Delivered("1".into());
        store
            .settle_message(again.id, again.attempt, sent, stepped(hours, 60))
            .await
            .unwrap();
        assert_eq!(
            claimed(stepped(hours, 61), Vec::new()).await,
            None,
            "sent once"
        );
    }
}

fn claim_at(now: Moment, in_hand: Vec<i64>) -> JobClaim {
    JobClaim {
        claim: Claim {
            in_hand,
            ..claim(now)
        },
        ..job_claim(now)
    }
}

async fn a_job(store: &dyn Store, n: u64) {
    let anna = chat(store, &format!("anna {n}")).await;
    start(store, anna, n, Quality::Free).await;
}

async fn give_up(store: &dyn Store, lease: &JobLease, now: Moment) {
    let ending = vernissage::store::Ending::Failed(vernissage::domain::job::Failure::Broken);
    let ended = store.finish_job(lease, ending, Vec::new(), now).await;
    assert_eq!(ended.unwrap(), LeaseState::Held);
}

pub(crate) async fn a_step_of_the_clock_holds_up_no_job(store: &dyn Store) {
    for (n, hours) in (1..).zip(STEPS) {
        a_job(store, n).await;

        let first = store
            .claim_job(claim_at(stepped(hours, 0), Vec::new()))
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("queued, {hours} h"));
        assert_eq!(first.lease.id, job(n));

        // A worker died with its lease before the clock was put right again.
        let second = store
            .claim_job(claim_at(stepped(0, 60), Vec::new()))
            .await
            .unwrap();
        let Some(second) = second else {
            panic!("leased, {hours} h");
        };
        assert_eq!(
            store.holds_job(&first.lease).await.unwrap(),
            LeaseState::Lost
        );

        let ready_at = later(560);
        let returned = store
            .return_job(&second.lease, ready_at, Attempt::DoesNotCount, later(60))
            .await;
        assert_eq!(returned.unwrap(), LeaseState::Held);
        let early = store.claim_job(claim_at(later(559), Vec::new())).await;
        assert_eq!(early.unwrap(), None, "it does wait");

        let last = store
            .claim_job(claim_at(stepped(hours, 120), Vec::new()))
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("returned, {hours} h"));
        give_up(store, &last.lease, stepped(hours, 120)).await;
    }
}

pub(crate) async fn a_lease_in_hand_outlives_a_clock_that_is_put_forward(store: &dyn Store) {
    for (n, hours) in (1..).zip(STEPS) {
        a_job(store, n).await;

        // Two attempts are lost, so that the next loss would be the last.
        for attempt in 0..2 {
            let now = later(attempt * 60);
            assert!(store.claim_job(job_claim(now)).await.unwrap().is_some());
        }

        let running = store
            .claim_job(job_claim(later(120)))
            .await
            .unwrap()
            .unwrap();
        let in_hand = vec![job(n).row()];
        let now = stepped(hours, 121);

        let claimed = store.claim_job(claim_at(now, in_hand.clone())).await;
        let failed = store
            .claim_exhausted_job(claim_at(now, in_hand).claim)
            .await;
        assert_eq!(
            (claimed.unwrap(), failed.unwrap()),
            (None, None),
            "{hours} h"
        );
        assert_eq!(
            store.holds_job(&running.lease).await.unwrap(),
            LeaseState::Held
        );

        give_up(store, &running.lease, now).await;
    }
}

pub(crate) async fn a_step_of_the_clock_holds_up_no_purchase_and_no_refund(store: &dyn Store) {
    for (n, hours) in (1..).zip(STEPS) {
        let anna = chat(store, &format!("anna {n}")).await;
        want(store, anna, order(n, Provider::Yookassa)).await;

        let due = async |now| {
            let due = store.due_purchases(now, MINUTE, 100).await.unwrap();
            due.iter().any(|one| one.order.id == purchase(n))
        };
        let bought = buy(store, anna, 100 + n).await;
        let asked = store.begin_refund(refund(&bought, false, NOON)).await;
        assert_eq!(asked.unwrap(), Ok(()));
        let is_refund_due = async |now| {
            let due = store.due_refunds(now, MINUTE, 100).await.unwrap();
            due.iter().any(|one| one.charge == bought)
        };
        assert!(is_refund_due(NOON).await && !is_refund_due(later(59)).await);
        assert!(is_refund_due(stepped(hours, 60)).await, "refund, {hours} h");
        assert!(!is_refund_due(stepped(hours, 61)).await, "asked once");

        assert!(due(NOON).await && !due(later(59)).await);
        assert!(due(stepped(hours, 60)).await, "{hours} h");
        assert!(!due(stepped(hours, 61)).await, "asked once, {hours} h");

        store
            .close_purchase(
                purchase(n),
                vernissage::domain::payment::Closing::Refused,
                stepped(hours, 61),
            )
            .await
            .unwrap();
    }
}
