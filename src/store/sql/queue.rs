//! The order of the queue, and the waits that are expected from it. Each lane has its own.
//!
//! Each job belongs to a round (`turn`): one round after the person's last job, and not before the
//! round that is being served. So people take turns and nobody starves, and a claim has nothing to
//! count.

use super::{due, leases, sketches};
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::{LaneQueues, QueueFacts};
use crate::domain::language::Language;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::domain::work::Lane;
use crate::store::database::{Connection, Pool, Whole, query_as, query_scalar};
use crate::store::sql::persons;
use crate::store::{Claim, ClaimedJob, JobClaim, Lease, QueuedJob, Result};
use sqlx::FromRow;

pub(super) use crate::domain::job::Ahead;

/// The round of a person's new job.
pub(super) async fn next_turn(
    db: &mut Connection,
    person: i64,
    lane: Lane,
    class: &str,
) -> Result<i64> {
    let sql = "SELECT max(turn) FROM (
                   SELECT 0 AS turn
                   UNION ALL
                   SELECT max(turn) FROM jobs
                   WHERE lane = $3 AND class = $1 AND claim_number IS NOT NULL
                   UNION ALL
                   SELECT max(turn) + 1 FROM jobs
                   WHERE person_id = $2 AND lane = $3 AND class = $1 AND ended_at IS NULL
               ) AS turns";

    Ok(query_scalar(sql)
        .bind(class)
        .bind(person)
        .bind(lane.name())
        .fetch_one(db)
        .await?)
}

pub(super) async fn claim(db: &mut Connection, claim: JobClaim) -> Result<Option<ClaimedJob>> {
    let next = match leases::take_abandoned::<JobId>(db, &claim.claim, claim.lane).await? {
        Some(job) => Some(job),
        None => next_queued(db, &claim).await?,
    };

    match next {
        Some(job) => lease(db, job, &claim.claim).await.map(Some),
        None => Ok(None),
    }
}

pub(super) async fn claim_exhausted(
    db: &mut Connection,
    claim: Claim,
) -> Result<Option<ClaimedJob>> {
    match leases::find_exhausted::<JobId>(db, &claim).await? {
        Some(job) => lease(db, job, &claim).await.map(Some),
        None => Ok(None),
    }
}

async fn next_queued(db: &mut Connection, claim: &JobClaim) -> Result<Option<i64>> {
    let JobClaim { lane, .. } = *claim;
    let now = claim.claim.now;
    let paid = first_queued(db, lane, "paid", now).await?;
    let free = first_queued(db, lane, "free", now).await?;
    let (Some(paid), Some(free)) = (&paid, &free) else {
        return Ok(paid.or(free).map(|job| job.id));
    };

    let waited_long = now.is_past(Moment::from_millis(free.asked_at), claim.free_waits);
    let free_is_due =
        waited_long && paid_in_a_row(db, lane).await? >= i64::from(claim.paid_in_a_row);

    Ok(Some(if free_is_due { free.id } else { paid.id }))
}

#[derive(FromRow)]
struct FirstQueued {
    id: i64,
    asked_at: i64,
}

async fn first_queued(
    db: &mut Connection,
    lane: Lane,
    class: &str,
    now: Moment,
) -> Result<Option<FirstQueued>> {
    let sql = format!(
        "SELECT id, asked_at FROM jobs
         WHERE state = 'queued' AND lane = $3 AND class = $2 AND {}
         ORDER BY turn, asked_at, id
         LIMIT 1
         FOR UPDATE SKIP LOCKED",
        due::READY,
    );

    Ok(query_as(sql)
        .bind(now.millis())
        .bind(class)
        .bind(lane.name())
        .fetch_optional(db)
        .await?)
}

/// How many paid jobs were claimed since the last free one.
async fn paid_in_a_row(db: &mut Connection, lane: Lane) -> Result<i64> {
    let sql = "SELECT coalesce((SELECT max(claim_number) FROM jobs WHERE lane = $1 AND class = 'paid'), 0)
                    - coalesce((SELECT max(claim_number) FROM jobs WHERE lane = $1 AND class = 'free'), 0)";
    Ok(query_scalar(sql).bind(lane.name()).fetch_one(db).await?)
}

#[derive(FromRow)]
struct ClaimedRow {
    person_id: i64,
    chat_id: i64,
    request: String,
    shown: String,
    shown_picture: Option<String>,
    asked_at: i64,
}

async fn lease(db: &mut Connection, job: i64, claim: &Claim) -> Result<ClaimedJob> {
    let attempts = leases::begin::<JobId>(db, job, claim).await?;

    // Claims are counted over both classes of a lane, so that paid jobs in a row can be told from it.
    let sql = "UPDATE jobs
               SET claim_number = 1 + (
                       SELECT max(claim_number) FROM (
                           SELECT 0 AS claim_number
                           UNION ALL
                           SELECT max(claim_number) FROM jobs AS other
                           WHERE other.lane = jobs.lane AND class = 'paid'
                           UNION ALL
                           SELECT max(claim_number) FROM jobs AS other
                           WHERE other.lane = jobs.lane AND class = 'free'
                       ) AS claims
                   ),
                   started_at = coalesce(started_at, $2)
               WHERE id = $1
               RETURNING person_id, chat_id, request, shown, shown_picture, asked_at";

    let row: ClaimedRow = query_as(sql)
        .bind(job)
        .bind(claim.now.millis())
        .fetch_one(&mut *db)
        .await?;

    Ok(ClaimedJob {
        lease: Lease {
            id: JobId::from_row(job),
            attempt: attempts.attempt,
        },
        person: PersonId(row.person_id),
        chat: ChatId(row.chat_id),
        language: persons::language(db, row.chat_id).await?,
        request: serde_json::from_str(&row.request)?,
        failures: attempts.failures,
        checkpoint: attempts.checkpoint.as_deref().and_then(PictureKey::parse),
        shown: sketches::shown(&row.shown, row.shown_picture.as_deref()),
        asked_at: Moment::from_millis(row.asked_at),
    })
}

/// What a new job of each lane and class would wait for.
pub(super) async fn outlook(db: &mut Connection) -> Result<LaneQueues> {
    Ok(LaneQueues {
        painter: outlook_of(db, Lane::Painter).await?,
        quick: outlook_of(db, Lane::Quick).await?,
    })
}

async fn outlook_of(db: &mut Connection, lane: Lane) -> Result<QueueFacts> {
    let running = running_work(db, lane).await?;
    let paid = waiting(db, lane, "paid").await?;
    let free = waiting(db, lane, "free").await?;

    Ok(QueueFacts {
        paid: Ahead {
            jobs: paid.jobs,
            work: running + paid.work,
        },
        free: Ahead {
            jobs: paid.jobs + free.jobs,
            work: running + paid.work + free.work,
        },
        speed: speed(db, lane).await?,
    })
}

/// The work before a job in the queue of its lane.
pub(super) async fn ahead_of(db: &mut Connection, job: i64, lane: Lane) -> Result<Ahead> {
    let sql = "SELECT count(*), CAST(coalesce(sum(other.work), 0) AS BIGINT) FROM jobs AS me
               JOIN jobs AS other ON other.state = 'queued' AND other.lane = me.lane
                AND ((other.class = me.class
                      AND (other.turn, other.asked_at, other.id) < (me.turn, me.asked_at, me.id))
                     OR (other.class = 'paid' AND me.class = 'free'))
               WHERE me.id = $1";
    let (Whole(jobs), work): (Whole, i64) = query_as(sql).bind(job).fetch_one(&mut *db).await?;

    Ok(Ahead {
        jobs,
        work: work.unsigned_abs() + running_work(db, lane).await?,
    })
}

async fn waiting(db: &mut Connection, lane: Lane, class: &str) -> Result<Ahead> {
    let sql = "SELECT count(*), CAST(coalesce(sum(work), 0) AS BIGINT) FROM jobs
               WHERE state = 'queued' AND lane = $2 AND class = $1";
    let (Whole(jobs), work): (Whole, i64) = query_as(sql)
        .bind(class)
        .bind(lane.name())
        .fetch_one(db)
        .await?;

    Ok(Ahead {
        jobs,
        work: work.unsigned_abs(),
    })
}

async fn running_work(db: &mut Connection, lane: Lane) -> Result<u64> {
    let sql = "SELECT CAST(coalesce(sum(work * (100 - percent) / 100), 0) AS BIGINT) FROM jobs
               WHERE state = 'running' AND lane = $1";
    Ok(query_scalar::<i64>(sql)
        .bind(lane.name())
        .fetch_one(db)
        .await?
        .unsigned_abs())
}

/// The speed of the lane's last twenty jobs, times the number of its workers that are busy.
async fn speed(db: &mut Connection, lane: Lane) -> Result<Option<u64>> {
    let sql = "SELECT CAST(sum(work) AS BIGINT), CAST(sum(worked_millis) AS BIGINT) FROM (
                   SELECT work, worked_millis FROM jobs
                   WHERE worked_millis IS NOT NULL AND lane = $1
                   ORDER BY ended_at DESC
                   LIMIT 20
               ) AS measured";
    let measured: (Option<i64>, Option<i64>) =
        query_as(sql).bind(lane.name()).fetch_one(&mut *db).await?;
    let (Some(work), Some(millis @ 1..)) = measured else {
        return Ok(None);
    };

    let sql = "SELECT count(DISTINCT leased_by) FROM jobs WHERE state = 'running' AND lane = $1";
    let workers: i64 = query_scalar(sql).bind(lane.name()).fetch_one(db).await?;
    let a_second = u128::from(work.unsigned_abs()) * 1000 / u128::from(millis.unsigned_abs());

    Ok(u64::try_from(a_second)
        .ok()
        .map(|speed| speed.saturating_mul(workers.max(1).unsigned_abs())))
}

#[derive(FromRow)]
struct QueuedRow {
    id: i64,
    chat_id: i64,
    language: String,
    request: String,
    shown: String,
    shown_picture: Option<String>,
    work: i64,
}

pub(super) async fn queued(db: &Pool, limit: u32) -> Result<Vec<QueuedJob>> {
    let mut db = db.begin().await?;
    let mut queued = Vec::new();
    for lane in Lane::ALL {
        queued.extend(queued_in(&mut db, lane, limit).await?);
    }

    Ok(queued)
}

async fn queued_in(db: &mut Connection, lane: Lane, limit: u32) -> Result<Vec<QueuedJob>> {
    let sql = "SELECT jobs.id, chat_id, coalesce(persons.language, chats.language) AS language, request, shown,
                      shown_picture, work
               FROM jobs
               JOIN chats ON chats.id = chat_id
               JOIN persons ON persons.id = jobs.person_id
               WHERE jobs.state = 'queued' AND lane = $1 AND request IS NOT NULL
               ORDER BY class = 'free', turn, asked_at, jobs.id
               LIMIT $2";

    let rows: Vec<QueuedRow> = query_as(sql)
        .bind(lane.name())
        .bind(limit)
        .fetch_all(&mut *db)
        .await?;
    let mut ahead = Ahead {
        jobs: 0,
        work: running_work(db, lane).await?,
    };
    let mut queued = Vec::with_capacity(rows.len());
    for row in rows {
        queued.push(QueuedJob {
            job: JobId::from_row(row.id),
            chat: ChatId(row.chat_id),
            language: Language::parse(&row.language).unwrap_or_default(),
            request: serde_json::from_str(&row.request)?,
            lane,
            ahead,
            shown: sketches::shown(&row.shown, row.shown_picture.as_deref()),
        });

        ahead = Ahead {
            jobs: ahead.jobs + 1,
            work: ahead.work + row.work.unsigned_abs(),
        };
    }

    Ok(queued)
}
