//! Each lane of the queue has its own claims, places and speed.

use vernissage::domain::conversation::Effect;
use vernissage::domain::ids::{ChatId, JobId};
use vernissage::domain::job::JobRequest;
use vernissage::domain::tier::Quality;
use vernissage::domain::time::Moment;
use vernissage::domain::work::{Lane, styles};
use vernissage::store::{JobClaim, LeaseState};

use super::Store;
use super::fixtures::{NOON, carry_out_at, chat, job, job_claim, later, read, request, start};
use super::jobs::done;

fn sheet() -> JobRequest {
    JobRequest {
        kind: styles::NAME,
        styles: None,
        ..request(Quality::Free)
    }
}

async fn start_sheet(store: &dyn Store, chat: ChatId, n: u64, now: Moment) {
    let effect = Effect::StartJob {
        id: job(n),
        request: sheet(),
    };
    carry_out_at(store, chat, vec![effect], now).await.unwrap();
}

async fn next_of(store: &dyn Store, lane: Lane, now: Moment) -> Option<JobId> {
    let claim = JobClaim {
        lane,
        ..job_claim(now)
    };
    let claimed = store.claim_job(claim).await.unwrap();
    claimed.map(|claimed| claimed.lease.id)
}

pub(crate) async fn each_lane_has_a_queue_of_its_own(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    start(store, anna, 1, Quality::Free).await;
    start(store, boris, 2, Quality::Free).await;
    start_sheet(store, anna, 3, later(1)).await;
    start_sheet(store, boris, 4, later(2)).await;

    let queued = store.queued_jobs(100).await.unwrap();
    let places: Vec<_> = queued
        .iter()
        .map(|one| (one.lane, one.job, one.ahead.jobs))
        .collect();
    assert_eq!(
        places,
        [
            (Lane::Painter, job(1), 0),
            (Lane::Painter, job(2), 1),
            (Lane::Quick, job(3), 0),
            (Lane::Quick, job(4), 1),
        ]
    );

    let facts = read(store, boris).await.facts;
    let ahead: Vec<u32> = facts
        .jobs
        .unfinished
        .iter()
        .map(|one| one.ahead.jobs)
        .collect();
    assert_eq!(ahead, [1, 1]);
    assert_eq!(facts.jobs.queues.quick.free.jobs, 2);

    assert_eq!(next_of(store, Lane::Quick, later(3)).await, Some(job(3)));
    assert_eq!(next_of(store, Lane::Quick, later(3)).await, Some(job(4)));
    assert_eq!(next_of(store, Lane::Quick, later(3)).await, None);
    assert_eq!(next_of(store, Lane::Painter, later(3)).await, Some(job(1)));
}

pub(crate) async fn an_abandoned_job_stays_in_its_lane(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start_sheet(store, anna, 1, NOON).await;
    assert_eq!(next_of(store, Lane::Quick, NOON).await, Some(job(1)));

    assert_eq!(next_of(store, Lane::Painter, later(61)).await, None);
    assert_eq!(next_of(store, Lane::Quick, later(61)).await, Some(job(1)));
}

pub(crate) async fn a_lane_is_as_fast_as_its_own_jobs(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start_sheet(store, anna, 1, NOON).await;
    let claim = JobClaim {
        lane: Lane::Quick,
        ..job_claim(NOON)
    };
    let lease = store.claim_job(claim).await.unwrap().unwrap().lease;
    let finished = store.finish_job(&lease, done(), Vec::new(), NOON).await;
    assert_eq!(finished.unwrap(), LeaseState::Held);

    let queues = read(store, anna).await.facts.jobs.queues;
    assert_eq!(queues.quick.speed, Some(sheet().work() / 100));
    assert_eq!(queues.painter.speed, None);
}
