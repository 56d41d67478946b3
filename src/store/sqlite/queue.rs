//! The order of the queue, and the waits that are expected from it.
//!
//! Each job belongs to a round (`turn`): one round after the person's last job, and not before the
//! round that is being served. So people take turns and nobody starves, and a claim has nothing to
//! count.

use sqlx::{AssertSqlSafe, FromRow, SqliteConnection, SqlitePool};

use super::{due, leases};
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::QueueFacts;
use crate::domain::language::Language;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::sqlite::persons;
use crate::store::{Claim, ClaimedJob, JobClaim, Lease, QueuedJob, Result};

pub(super) use crate::domain::job::Ahead;

/// The round of a person's new job.
pub(super) async fn next_turn(db: &mut SqliteConnection, person: i64, class: &str) -> Result<i64> {
    let sql = "SELECT max(
                   coalesce((SELECT max(turn) FROM jobs WHERE class = ?1 AND claim_number IS NOT NULL), 0),
                   coalesce((SELECT max(turn) + 1 FROM jobs
                             WHERE person_id = ?2 AND class = ?1 AND ended_at IS NULL), 0)
               )";

    Ok(sqlx::query_scalar(sql)
        .bind(class)
        .bind(person)
        .fetch_one(db)
        .await?)
}

pub(super) async fn claim(
    db: &mut SqliteConnection,
    claim: JobClaim,
) -> Result<Option<ClaimedJob>> {
    let next = match leases::take_abandoned::<JobId>(db, &claim.claim).await? {
        Some(job) => Some(job),
        None => next_queued(db, &claim).await?,
    };

    match next {
        Some(job) => lease(db, job, &claim.claim).await.map(Some),
        None => Ok(None),
    }
}

pub(super) async fn claim_exhausted(
    db: &mut SqliteConnection,
    claim: Claim,
) -> Result<Option<ClaimedJob>> {
    match leases::find_exhausted::<JobId>(db, &claim).await? {
        Some(job) => lease(db, job, &claim).await.map(Some),
        None => Ok(None),
    }
}

async fn next_queued(db: &mut SqliteConnection, claim: &JobClaim) -> Result<Option<i64>> {
    let now = claim.claim.now;
    let paid = first_queued(db, "paid", now).await?;
    let free = first_queued(db, "free", now).await?;
    let (Some(paid), Some(free)) = (&paid, &free) else {
        return Ok(paid.or(free).map(|job| job.id));
    };

    let waited_long = now.is_past(Moment::from_millis(free.asked_at), claim.free_waits);
    let free_is_due = waited_long && paid_in_a_row(db).await? >= i64::from(claim.paid_in_a_row);

    Ok(Some(if free_is_due { free.id } else { paid.id }))
}

#[derive(FromRow)]
struct FirstQueued {
    id: i64,
    asked_at: i64,
}

async fn first_queued(
    db: &mut SqliteConnection,
    class: &str,
    now: Moment,
) -> Result<Option<FirstQueued>> {
    let sql = format!(
        "SELECT id, asked_at FROM jobs
         WHERE state = 'queued' AND class = ?2 AND {}
         ORDER BY turn, asked_at, id
         LIMIT 1",
        due::READY,
    );

    Ok(sqlx::query_as(AssertSqlSafe(sql))
        .bind(now.millis())
        .bind(class)
        .fetch_optional(db)
        .await?)
}

/// How many paid jobs were claimed since the last free one.
async fn paid_in_a_row(db: &mut SqliteConnection) -> Result<i64> {
    let sql = "SELECT coalesce((SELECT max(claim_number) FROM jobs WHERE class = 'paid'), 0)
                    - coalesce((SELECT max(claim_number) FROM jobs WHERE class = 'free'), 0)";
    Ok(sqlx::query_scalar(sql).fetch_one(db).await?)
}

#[derive(FromRow)]
struct ClaimedRow {
    person_id: i64,
    chat_id: i64,
    request: String,
    asked_at: i64,
}

async fn lease(db: &mut SqliteConnection, job: i64, claim: &Claim) -> Result<ClaimedJob> {
    let attempts = leases::begin::<JobId>(db, job, claim).await?;

    // Claims are counted over both classes, so that paid jobs in a row can be told from it.
    let sql = "UPDATE jobs
               SET claim_number = 1 + max(
                       coalesce((SELECT max(claim_number) FROM jobs WHERE class = 'paid'), 0),
                       coalesce((SELECT max(claim_number) FROM jobs WHERE class = 'free'), 0)
                   ),
                   started_at = coalesce(started_at, ?2)
               WHERE id = ?1
               RETURNING person_id, chat_id, request, asked_at";

    let row: ClaimedRow = sqlx::query_as(sql)
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
        asked_at: Moment::from_millis(row.asked_at),
    })
}

/// What a new job of each class would wait for.
pub(super) async fn outlook(db: &mut SqliteConnection) -> Result<QueueFacts> {
    let running = running_work(db).await?;
    let paid = waiting(db, "paid").await?;
    let free = waiting(db, "free").await?;

    Ok(QueueFacts {
        paid: Ahead {
            jobs: paid.jobs,
            work: running + paid.work,
        },
        free: Ahead {
            jobs: paid.jobs + free.jobs,
            work: running + paid.work + free.work,
        },
        speed: speed(db).await?,
    })
}

/// The work before a job in the queue.
pub(super) async fn ahead_of(db: &mut SqliteConnection, job: i64) -> Result<Ahead> {
    let sql = "SELECT count(*), coalesce(sum(other.work), 0) FROM jobs AS me
               JOIN jobs AS other ON other.state = 'queued'
                AND ((other.class = me.class
                      AND (other.turn, other.asked_at, other.id) < (me.turn, me.asked_at, me.id))
                     OR (other.class = 'paid' AND me.class = 'free'))
               WHERE me.id = ?1";
    let (jobs, work): (u32, i64) = sqlx::query_as(sql).bind(job).fetch_one(&mut *db).await?;

    Ok(Ahead {
        jobs,
        work: work.unsigned_abs() + running_work(db).await?,
    })
}

async fn waiting(db: &mut SqliteConnection, class: &str) -> Result<Ahead> {
    let sql =
        "SELECT count(*), coalesce(sum(work), 0) FROM jobs WHERE state = 'queued' AND class = ?1";
    let (jobs, work): (u32, i64) = sqlx::query_as(sql).bind(class).fetch_one(db).await?;

    Ok(Ahead {
        jobs,
        work: work.unsigned_abs(),
    })
}

async fn running_work(db: &mut SqliteConnection) -> Result<u64> {
    let sql =
        "SELECT coalesce(sum(work * (100 - percent) / 100), 0) FROM jobs WHERE state = 'running'";
    Ok(sqlx::query_scalar::<_, i64>(sql)
        .fetch_one(db)
        .await?
        .unsigned_abs())
}

/// The speed of the last twenty jobs, times the number of devices at work.
async fn speed(db: &mut SqliteConnection) -> Result<Option<u64>> {
    let sql = "SELECT sum(work), sum(worked_millis) FROM (
                   SELECT work, worked_millis FROM jobs
                   WHERE worked_millis IS NOT NULL
                   ORDER BY ended_at DESC
                   LIMIT 20
               )";
    let measured: (Option<i64>, Option<i64>) = sqlx::query_as(sql).fetch_one(&mut *db).await?;
    let (Some(work), Some(millis @ 1..)) = measured else {
        return Ok(None);
    };

    let sql = "SELECT count(DISTINCT leased_by) FROM jobs WHERE state = 'running'";
    let devices: i64 = sqlx::query_scalar(sql).fetch_one(db).await?;
    let a_second = u128::from(work.unsigned_abs()) * 1000 / u128::from(millis.unsigned_abs());

    Ok(u64::try_from(a_second)
        .ok()
        .map(|speed| speed.saturating_mul(devices.max(1).unsigned_abs())))
}

#[derive(FromRow)]
struct QueuedRow {
    id: i64,
    chat_id: i64,
    language: String,
    request: String,
    work: i64,
}

pub(super) async fn queued(db: &SqlitePool) -> Result<Vec<QueuedJob>> {
    let mut db = db.begin().await?;
    let sql = "SELECT jobs.id, chat_id, coalesce(persons.language, chats.language) AS language, request, work
               FROM jobs
               JOIN chats ON chats.id = chat_id
               JOIN persons ON persons.id = jobs.person_id
               WHERE jobs.state = 'queued' AND request IS NOT NULL
               ORDER BY class = 'free', turn, asked_at, jobs.id";

    let rows: Vec<QueuedRow> = sqlx::query_as(sql).fetch_all(&mut *db).await?;
    let mut ahead = Ahead {
        jobs: 0,
        work: running_work(&mut db).await?,
    };
    let mut queued = Vec::with_capacity(rows.len());
    for row in rows {
        queued.push(QueuedJob {
            job: JobId::from_row(row.id),
            chat: ChatId(row.chat_id),
            language: Language::parse(&row.language).unwrap_or_default(),
            request: serde_json::from_str(&row.request)?,
            ahead,
        });

        ahead = Ahead {
            jobs: ahead.jobs + 1,
            work: ahead.work + row.work.unsigned_abs(),
        };
    }

    Ok(queued)
}
