//! Jobs after the claim, and their beginning and end within a step.

use sqlx::{SqliteConnection, SqlitePool};

use super::feed::styles as feed_styles;
use super::{ledger, outbox, pictures, queue};
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::{JobRequest, Rendition};
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::store::jobs::Attempt;
use crate::store::{Ending, Lease, LeaseState, Result, StoreError, Touch};

/// Creates a job and holds its price. A picture that is gone, credits that do not suffice or a job
/// of this id mean that the step was made from old facts.
pub(super) async fn start(
    db: &mut SqliteConnection,
    (person, chat): (PersonId, ChatId),
    id: JobId,
    request: &JobRequest,
    now: Moment,
) -> Result<()> {
    for key in request.own_pictures() {
        if !pictures::is_alive(db, person, key).await? {
            return Err(StoreError::Conflict);
        }
    }

    let class = if request.plan.tier == Tier::Free {
        "free"
    } else {
        "paid"
    };
    let turn = queue::next_turn(db, person.0, class).await?;
    let key = |picture: PictureRef| picture.own().map(|key| key.to_string());
    let sql = "INSERT INTO jobs (id, person_id, chat_id, tier, class, request, photo, style, second_style,
                                 work, price, turn, asked_at, ready_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)";

    sqlx::query(sql)
        .bind(id.row())
        .bind(person.0)
        .bind(chat.0)
        .bind(request.plan.tier.name())
        .bind(class)
        .bind(serde_json::to_string(request)?)
        .bind(key(request.photo))
        .bind(key(request.styles.first))
        .bind(request.styles.second.and_then(|second| key(second.picture)))
        .bind(i64::try_from(request.plan.work()).unwrap_or(i64::MAX))
        .bind(request.plan.price.amount())
        .bind(turn)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    feed_styles::count_use(db, &request.styles).await?;
    ledger::hold(db, person, id, request.plan.price, now).await
}

/// Ends a job of this person that has not ended, and gives its hold back.
pub(super) async fn cancel(
    db: &mut SqliteConnection,
    person: PersonId,
    id: JobId,
    now: Moment,
) -> Result<()> {
    let sql =
        "UPDATE jobs SET state = 'cancelled', ended_at = ?3, leased_by = NULL, lease_until = NULL
               WHERE id = ?1 AND person_id = ?2 AND ended_at IS NULL";
    let ended = sqlx::query(sql)
        .bind(id.row())
        .bind(person.0)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    if ended.rows_affected() != 1 {
        return Err(StoreError::Conflict);
    }

    doom_checkpoint(db, id, None, now).await?;
    ledger::void(db, id, now).await
}

pub(super) async fn holds(db: &SqlitePool, lease: Lease) -> Result<LeaseState> {
    let sql = "SELECT count(*) FROM jobs WHERE id = ?1 AND attempt = ?2 AND state = 'running'";
    let held: i64 = sqlx::query_scalar(sql)
        .bind(lease.job.row())
        .bind(lease.attempt)
        .fetch_one(db)
        .await?;

    Ok(if held == 1 {
        LeaseState::Yes
    } else {
        LeaseState::Lost
    })
}

pub(super) async fn touch(
    db: &mut SqliteConnection,
    lease: Lease,
    touch: Touch,
) -> Result<LeaseState> {
    let Touch {
        lease_until,
        percent,
        checkpoint,
        message,
        now,
    } = touch;

    let sql = "UPDATE jobs SET lease_until = ?3, percent = ?4
               WHERE id = ?1 AND attempt = ?2 AND state = 'running'
               RETURNING chat_id";
    let chat: Option<i64> = sqlx::query_scalar(sql)
        .bind(lease.job.row())
        .bind(lease.attempt)
        .bind(lease_until.millis())
        .bind(percent.min(100))
        .fetch_optional(&mut *db)
        .await?;

    let Some(chat) = chat else {
        return Ok(LeaseState::Lost);
    };

    if let Some(key) = checkpoint {
        doom_checkpoint(db, lease.job, Some(key), now).await?;

        let sql = "UPDATE jobs SET checkpoint = ?2 WHERE id = ?1";
        sqlx::query(sql)
            .bind(lease.job.row())
            .bind(key.to_string())
            .execute(&mut *db)
            .await?;
    }

    if let Some(message) = message {
        outbox::put(db, ChatId(chat), &message, now).await?;
    }

    Ok(LeaseState::Yes)
}

/// A checkpoint that is replaced or no longer needed is deleted like any picture.
async fn doom_checkpoint(
    db: &mut SqliteConnection,
    job: JobId,
    replaced_by: Option<PictureKey>,
    now: Moment,
) -> Result<()> {
    // The plus lets the index on who somebody is now be used: it takes the column's affinity away.
    let sql = "UPDATE pictures SET doomed_at = ?3
               WHERE kind = 'checkpoint'
                 AND doomed_at IS NULL
                 AND (owner_id, picture_key) IN (SELECT self_id, checkpoint FROM jobs
                                                 JOIN selves ON selves.person_id = +jobs.person_id
                                                 WHERE jobs.id = ?1)
                 AND picture_key IS NOT ?2";

    let replaced_by = replaced_by.map(|key| key.to_string());
    sqlx::query(sql)
        .bind(job.row())
        .bind(replaced_by)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

pub(super) async fn finish(
    db: &mut SqliteConnection,
    lease: Lease,
    ending: Ending,
    messages: Vec<Message>,
    now: Moment,
) -> Result<LeaseState> {
    let (state, worked, failure) = match &ending {
        Ending::Done { worked, .. } => ("done", i64::try_from(worked.as_millis()).ok(), None),
        Ending::Failed(why) => ("failed", None, Some(serde_json::to_string(why)?)),
    };
    let sql = "UPDATE jobs
               SET state = ?3, ended_at = ?4, worked_millis = ?5, failure = ?6, leased_by = NULL, lease_until = NULL
               WHERE id = ?1 AND attempt = ?2 AND state = 'running'
               RETURNING person_id, chat_id";
    let ended: Option<(i64, i64)> = sqlx::query_as(sql)
        .bind(lease.job.row())
        .bind(lease.attempt)
        .bind(state)
        .bind(now.millis())
        .bind(worked)
        .bind(failure)
        .fetch_optional(&mut *db)
        .await?;

    let Some((person, chat)) = ended else {
        return Ok(LeaseState::Lost);
    };

    settle(db, lease.job, ending, now).await?;
    changed(db, PersonId(person)).await?;

    for message in messages {
        outbox::put(db, ChatId(chat), &message, now).await?;
    }

    Ok(LeaseState::Yes)
}

async fn settle(db: &mut SqliteConnection, job: JobId, ending: Ending, now: Moment) -> Result<()> {
    doom_checkpoint(db, job, None, now).await?;
    match ending {
        Ending::Done { pictures, .. } => {
            insert_renditions(db, job, &pictures).await?;
            ledger::post(db, job, now).await
        }
        Ending::Failed(_) => ledger::void(db, job, now).await,
    }
}

async fn insert_renditions(
    db: &mut SqliteConnection,
    job: JobId,
    pictures: &[Rendition],
) -> Result<()> {
    let sql =
        "INSERT INTO renditions (job_id, place, picture_key, iteration) VALUES (?1, ?2, ?3, ?4)";

    for (place, one) in (0_i64..).zip(pictures) {
        let inserted = sqlx::query(sql)
            .bind(job.row())
            .bind(place)
            .bind(one.picture.to_string())
            .bind(one.iteration);
        inserted.execute(&mut *db).await?;
    }

    Ok(())
}

pub(super) async fn give_back(
    db: &mut SqliteConnection,
    lease: Lease,
    ready_at: Moment,
    attempt: Attempt,
) -> Result<LeaseState> {
    let sql = "UPDATE jobs
               SET state = 'queued', ready_at = ?3, failures = failures + ?4, leased_by = NULL, lease_until = NULL
               WHERE id = ?1 AND attempt = ?2 AND state = 'running'";
    let returned = sqlx::query(sql)
        .bind(lease.job.row())
        .bind(lease.attempt)
        .bind(ready_at.millis())
        .bind(i64::from(attempt == Attempt::Counts))
        .execute(db)
        .await?;

    Ok(if returned.rows_affected() == 1 {
        LeaseState::Yes
    } else {
        LeaseState::Lost
    })
}

/// The affairs of a person have changed: a step made from older facts is refused.
pub(super) async fn changed(db: &mut SqliteConnection, person: PersonId) -> Result<()> {
    sqlx::query("UPDATE persons SET version = version + 1 WHERE id = ?1")
        .bind(person.0)
        .execute(db)
        .await?;
    Ok(())
}

/// The language in which a chat is spoken to.
pub(super) async fn language(db: &mut SqliteConnection, chat: i64) -> Result<Language> {
    let sql = "SELECT coalesce(persons.language, chats.language) FROM chats
               LEFT JOIN persons ON persons.id = person_id
               WHERE chats.id = ?1";
    let code: String = sqlx::query_scalar(sql).bind(chat).fetch_one(db).await?;
    Ok(Language::parse(&code).unwrap_or_default())
}
