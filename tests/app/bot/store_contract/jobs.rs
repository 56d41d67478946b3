use std::time::Duration;

use vernissage::domain::conversation::Effect;
use vernissage::domain::credits::Credits;
use vernissage::domain::ids::ChatId;
use vernissage::domain::job::{Failure, JobRequest, Phase, ProgressPicture, Rendition, Styles};
use vernissage::domain::message::Message;
use vernissage::domain::picture::PictureRef;
use vernissage::domain::tier::Quality;
use vernissage::domain::time::Moment;
use vernissage::domain::work::{Findings, dream, painting};
use vernissage::store::Attempt;
use vernissage::store::pictures::PictureKind;
use vernissage::store::{Ending, JobLease, JobProgress, Lease, LeaseState, StoreError};

use super::Store;
use super::fixtures::{
    NOON, carry_out, chat, claim, give, job, job_claim, keep, key, later, next, read, read_about,
    request, sent, start, start_at,
};

pub(crate) fn touch(percent: u8) -> JobProgress {
    JobProgress {
        lease_until: later(60),
        percent,
        checkpoint: None,
        message: None,
        shown: ProgressPicture::Photo,
        now: NOON,
    }
}

pub(crate) fn done() -> Ending {
    let pictures = vec![Rendition {
        picture: key("painting"),
        iteration: 300,
    }];
    Ending::Done {
        pictures,
        found: Findings::default(),
        worked: Duration::from_secs(100),
    }
}

async fn finish(store: &dyn Store, lease: JobLease, ending: Ending) -> LeaseState {
    store
        .finish_job(&lease, ending, vec![Message::text("the end".into())], NOON)
        .await
        .unwrap()
}

async fn money(store: &dyn Store, chat: ChatId) -> (u32, u32) {
    let facts = read(store, chat).await.facts;
    (
        facts.credits.balance.amount(),
        facts.credits.on_hold.amount(),
    )
}

pub(crate) async fn a_delivered_job_is_paid_for(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    give(store, anna, 60, "gift").await;
    start(store, anna, 1, Quality::Premium).await;
    assert_eq!(money(store, anna).await, (10, 50));

    let claimed = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    assert_eq!(
        (claimed.lease.id, claimed.chat, claimed.failures),
        (job(1), anna, 0)
    );

    assert_eq!(claimed.request, request(Quality::Premium));

    let touched = store.renew_job(
        &claimed.lease,
        JobProgress {
            message: Some(Message::text("40 %".into())),
            ..touch(40)
        },
    );
    assert_eq!(touched.await.unwrap(), LeaseState::Held);
    assert_eq!(
        read(store, anna).await.facts.jobs.unfinished[0].phase,
        Phase::Running { percent: 40 }
    );

    assert_eq!(finish(store, claimed.lease, done()).await, LeaseState::Held);
    assert_eq!(money(store, anna).await, (10, 0));
    assert_eq!(sent(store, NOON).await, ["40 %", "the end"]);
    assert_eq!(
        finish(store, claimed.lease, done()).await,
        LeaseState::Lost,
        "it ended once"
    );
}

pub(crate) async fn a_failed_job_gives_its_credits_back(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    give(store, anna, 50, "gift").await;
    start(store, anna, 1, Quality::Premium).await;

    let claimed = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    assert_eq!(
        finish(store, claimed.lease, Ending::Failed(Failure::TooSlow)).await,
        LeaseState::Held
    );

    assert_eq!(money(store, anna).await, (50, 0));
    assert!(read(store, anna).await.facts.paintings.recent.is_empty());
}

pub(crate) async fn a_cancelled_job_gives_its_credits_back_and_stops_its_worker(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    give(store, anna, 50, "gift").await;
    start(store, anna, 1, Quality::Premium).await;

    let claimed = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    let stranger = carry_out(store, boris, vec![Effect::CancelJob(job(1))]).await;
    assert!(
        matches!(stranger, Err(StoreError::Conflict)),
        "only the owner cancels"
    );

    carry_out(store, anna, vec![Effect::CancelJob(job(1))])
        .await
        .unwrap();

    assert_eq!(money(store, anna).await, (50, 0));
    assert_eq!(
        store.renew_job(&claimed.lease, touch(50)).await.unwrap(),
        LeaseState::Lost
    );

    assert_eq!(finish(store, claimed.lease, done()).await, LeaseState::Lost);

    let again = carry_out(store, anna, vec![Effect::CancelJob(job(1))]).await;
    assert!(
        matches!(again, Err(StoreError::Conflict)),
        "what has ended is not cancelled"
    );
}

pub(crate) async fn a_draft_starts_once(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start(store, anna, 1, Quality::Free).await;

    let again = Effect::StartJob {
        id: job(1),
        request: request(Quality::Free),
    };
    let refused = carry_out(store, anna, vec![again]).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(read(store, anna).await.facts.jobs.unfinished.len(), 1);
}

pub(crate) fn own_request() -> JobRequest {
    let styles = Styles::one(PictureRef::Own(key("wave")));
    JobRequest {
        photo: PictureRef::Own(key("cat")),
        styles: Some(styles),
        ..request(Quality::Free)
    }
}

pub(crate) async fn a_job_needs_its_pictures(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let effect = Effect::StartJob {
        id: job(1),
        request: own_request(),
    };
    let refused = carry_out(store, anna, vec![effect.clone()]).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");

    for name in ["cat", "wave"] {
        let _ = keep(store, anna, name, PictureKind::Input, Some(later(60))).await;
    }

    carry_out(store, anna, vec![effect]).await.unwrap();
}

pub(crate) async fn paid_jobs_go_first_but_free_ones_do_not_starve(store: &dyn Store) {
    let people = [
        chat(store, "a").await,
        chat(store, "b").await,
        chat(store, "c").await,
        chat(store, "d").await,
    ];
    start(store, people[0], 1, Quality::Free).await;

    for (n, person) in (2..).zip(&people[1..]) {
        give(store, *person, 100, &format!("gift {n}")).await;
        start_at(store, *person, n, Quality::Premium, later(n)).await;
    }

    // The free one has not waited long enough, then it has, but two paid ones in a row are allowed.
    assert_eq!(next(store, later(10)).await, Some(job(2)));
    assert_eq!(next(store, later(20)).await, Some(job(3)));
    start_at(store, people[1], 5, Quality::Premium, later(30)).await;

    // Leases of the first two are still running at this moment.
    assert_eq!(
        store
            .return_job(
                &Lease {
                    id: job(2),
                    attempt: 1
                },
                later(9_999),
                Attempt::Counts,
                NOON
            )
            .await
            .unwrap(),
        LeaseState::Held
    );

    assert_eq!(
        store
            .return_job(
                &Lease {
                    id: job(3),
                    attempt: 1
                },
                later(9_999),
                Attempt::Counts,
                NOON
            )
            .await
            .unwrap(),
        LeaseState::Held
    );

    assert_eq!(
        next(store, later(601)).await,
        Some(job(1)),
        "it has waited for ten minutes"
    );

    assert_eq!(next(store, later(602)).await, Some(job(4)));
    assert_eq!(next(store, later(603)).await, Some(job(5)));
    assert_eq!(next(store, later(604)).await, None);
}

pub(crate) async fn people_take_turns(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;

    for n in 1..=3 {
        start_at(store, anna, n, Quality::Free, later(n)).await;
    }

    assert_eq!(next(store, later(5)).await, Some(job(1)));

    for n in 4..=5 {
        start_at(store, boris, n, Quality::Free, later(n)).await;
    }

    let mut order = Vec::new();
    while let Some(job) = next(store, later(6)).await {
        order.push(job);
    }

    assert_eq!(order, [job(4), job(2), job(5), job(3)]);
}

pub(crate) async fn an_expired_lease_passes_on_and_fences_the_old_worker(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start(store, anna, 1, Quality::Free).await;

    let first = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    assert_eq!(next(store, later(59)).await, None, "the lease still runs");

    let second = store
        .claim_job(job_claim(later(60)))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (second.lease.id, second.lease.attempt, second.failures),
        (job(1), 2, 1)
    );

    assert_eq!(
        store.renew_job(&first.lease, touch(99)).await.unwrap(),
        LeaseState::Lost
    );

    assert_eq!(finish(store, first.lease, done()).await, LeaseState::Lost);
    assert_eq!(
        store
            .return_job(&first.lease, NOON, Attempt::Counts, NOON)
            .await
            .unwrap(),
        LeaseState::Lost
    );

    assert_eq!(finish(store, second.lease, done()).await, LeaseState::Held);
}

pub(crate) async fn a_job_that_used_all_its_attempts_is_only_taken_to_be_failed(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start(store, anna, 1, Quality::Free).await;

    for attempt in 0..3 {
        assert!(
            store
                .claim_exhausted_job(claim(later(attempt * 60)))
                .await
                .unwrap()
                .is_none()
        );

        assert_eq!(next(store, later(attempt * 60)).await, Some(job(1)));
    }

    assert_eq!(next(store, later(180)).await, None);

    let last = store
        .claim_exhausted_job(claim(later(180)))
        .await
        .unwrap()
        .unwrap();

    assert_eq!(
        finish(store, last.lease, Ending::Failed(Failure::Broken)).await,
        LeaseState::Held
    );

    assert!(read(store, anna).await.facts.jobs.unfinished.is_empty());
}

pub(crate) async fn a_job_given_back_waits_for_its_time(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start(store, anna, 1, Quality::Free).await;

    let first = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    assert_eq!(
        store
            .return_job(&first.lease, later(30), Attempt::DoesNotCount, NOON)
            .await
            .unwrap(),
        LeaseState::Held
    );

    assert_eq!(next(store, later(29)).await, None);

    let second = store
        .claim_job(job_claim(later(30)))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((second.lease.attempt, second.failures), (2, 0));
    assert_eq!(
        store
            .return_job(&second.lease, later(31), Attempt::Counts, NOON)
            .await
            .unwrap(),
        LeaseState::Held
    );

    assert_eq!(
        store
            .claim_job(job_claim(later(31)))
            .await
            .unwrap()
            .unwrap()
            .failures,
        1
    );
}

pub(crate) async fn each_kind_has_free_ones_of_its_own(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start_at(store, anna, 1, Quality::Free, later(1)).await;

    let dream = JobRequest {
        kind: dream::NAME,
        styles: None,
        ..request(Quality::Free)
    };
    let effect = Effect::StartJob {
        id: job(2),
        request: dream,
    };
    carry_out(store, anna, vec![effect]).await.unwrap();

    let before = read(store, anna).await.facts;
    let kinds: Vec<_> = before.jobs.free_starts.iter().map(|one| one.kind).collect();
    assert_eq!(kinds.len(), 2);
    assert!(kinds.contains(&dream::NAME) && kinds.contains(&painting::NAME));
    assert!(
        before
            .jobs
            .unfinished
            .iter()
            .any(|one| one.request == dream),
        "it is read back as it was written"
    );
}

async fn free_starts(store: &dyn Store, chat: ChatId) -> Vec<Moment> {
    let starts = read(store, chat).await.facts.jobs.free_starts;
    starts.iter().map(|start| start.at).collect()
}

pub(crate) async fn free_jobs_that_never_began_do_not_count(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    for n in 1..=3 {
        start_at(store, anna, n, Quality::Free, later(n)).await;
    }

    assert_eq!(
        free_starts(store, anna).await,
        [later(1), later(2), later(3)]
    );

    assert_eq!(next(store, later(5)).await, Some(job(1)));

    for n in 1..=2 {
        carry_out(store, anna, vec![Effect::CancelJob(job(n))])
            .await
            .unwrap();
    }

    assert_eq!(
        free_starts(store, anna).await,
        [later(1), later(3)],
        "what was begun counts"
    );
}

pub(crate) async fn paintings_and_styles_are_remembered(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    for name in ["cat", "wave", "painting"] {
        let _ = keep(store, anna, name, PictureKind::Input, None).await;
    }

    carry_out(
        store,
        anna,
        vec![Effect::StartJob {
            id: job(1),
            request: own_request(),
        }],
    )
    .await
    .unwrap();

    let claimed = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    assert_eq!(finish(store, claimed.lease, done()).await, LeaseState::Held);

    let read = read_about(store, anna, job(1)).await;
    let painting = read.facts.paintings.requested.unwrap();
    assert_eq!(
        (painting.request, painting.pictures.len()),
        (own_request(), 1)
    );

    assert_eq!(read.facts.paintings.recent, [painting]);
    assert_eq!(read.facts.styles.recent, [key("wave")]);
    assert!(read.facts.gone_pictures.is_empty());

    let boris = chat(store, "boris").await;
    assert_eq!(
        read_about(store, boris, job(1))
            .await
            .facts
            .paintings
            .requested,
        None,
        "a stranger's painting"
    );
}

pub(crate) async fn the_queue_is_told_in_its_order(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    give(store, boris, 50, "gift").await;
    assert_eq!(
        read(store, anna).await.facts.jobs.queues.painter.speed,
        None
    );
    start(store, anna, 1, Quality::Free).await;

    let first = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    assert_eq!(finish(store, first.lease, done()).await, LeaseState::Held);
    start_at(store, anna, 2, Quality::Free, later(1)).await;
    start_at(store, boris, 3, Quality::Premium, later(2)).await;

    let free_work = request(Quality::Free).work();
    let paid_work = request(Quality::Premium).work();
    let queued = store.queued_jobs(100).await.unwrap();
    let told: Vec<_> = queued
        .iter()
        .map(|one| (one.job, one.ahead.jobs, one.ahead.work))
        .collect();

    assert_eq!(told, [(job(3), 0, 0), (job(2), 1, paid_work)]);
    assert_eq!(store.queued_jobs(1).await.unwrap(), queued[..1]);

    let facts = read(store, anna).await.facts;
    assert_eq!(
        (
            facts.jobs.unfinished[0].ahead.jobs,
            facts.jobs.unfinished[0].ahead.work
        ),
        (1, paid_work)
    );

    assert_eq!(
        (
            facts.jobs.queues.painter.paid.jobs,
            facts.jobs.queues.painter.free.jobs
        ),
        (1, 2)
    );
    assert_eq!(facts.jobs.queues.painter.free.work, paid_work + free_work);
    assert_eq!(
        facts.jobs.queues.painter.speed,
        Some(free_work / 100),
        "measured on the first job's hundred seconds"
    );

    assert_eq!(facts.credits.balance, Credits::ZERO);
}
