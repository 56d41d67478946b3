//! Jobs: their start and cancellation within a step, and what workers do after the claim.

use crate::store::database::{Connection, query, query_scalar};
use async_trait::async_trait;

use super::feed::styles as feed_styles;
use super::{
    finished_pieces, leases, ledger, locks, outbox, persons, pictures, queue, senders, sketches,
};
use crate::domain::ids::{JobId, PersonId};
use crate::domain::job::{JobRequest, Rendition, Styles};
use crate::domain::message::Message;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::things;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::domain::work::{self, Findings};
use crate::store::ChatOwner;
use crate::store::jobs::{ClaimedJob, FinishedPiece, JobClaim, JobProgress, JobStore, QueuedJob};
use crate::store::leases::{Attempt, Claim, JobLease};
use crate::store::sql::SqlStore;
use crate::store::{Ending, LeaseState, Result, StoreError};

/// A thing that is at least so probable is one that its job is found by.
const SEARCHED: f32 = 0.15;
/// The most things that a job is found by.
const THINGS: usize = 5;

#[async_trait]
impl JobStore for SqlStore {
    async fn claim_job(&self, claim: JobClaim) -> Result<Option<ClaimedJob>> {
        self.writer
            .run(move |db| Box::pin(queue::claim(db, claim)))
            .await
    }

    async fn holds_job(&self, lease: &JobLease) -> Result<LeaseState> {
        leases::holds(&self.readers, *lease).await
    }

    async fn renew_job(&self, lease: &JobLease, progress: JobProgress) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(renew(db, lease, progress)))
            .await
    }

    async fn finish_job(
        &self,
        lease: &JobLease,
        ending: Ending,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(finish(db, lease, ending, messages, now)))
            .await
    }

    async fn keep_snapshots(&self, lease: &JobLease, film: PictureKey) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(finished_pieces::keep_snapshots(db, lease, film)))
            .await
    }

    async fn finished_piece(
        &self,
        person: PersonId,
        picture: PictureKey,
    ) -> Result<Option<FinishedPiece>> {
        let mut db = self.readers.acquire().await?;
        finished_pieces::find(&mut db, person, picture).await
    }

    async fn return_job(
        &self,
        lease: &JobLease,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(leases::give_back(db, lease, ready_at, attempt, now)))
            .await
    }

    async fn claim_exhausted_job(&self, claim: Claim) -> Result<Option<ClaimedJob>> {
        self.writer
            .run(move |db| Box::pin(queue::claim_exhausted(db, claim)))
            .await
    }

    async fn queued_jobs(&self, limit: u32) -> Result<Vec<QueuedJob>> {
        queue::queued(&self.readers, limit).await
    }
}

/// Creates a job and holds its price. Fails with `Conflict`, because the step was made from old
/// facts, if a picture is gone, the credits do not suffice or the id exists.
pub(super) async fn start(
    db: &mut Connection,
    owner: ChatOwner,
    id: JobId,
    request: &JobRequest,
    now: Moment,
) -> Result<()> {
    let ChatOwner { person, chat } = owner;
    for key in request.own_pictures() {
        if !pictures::is_usable(db, person, key).await? {
            return Err(StoreError::Conflict);
        }
    }

    let class = if request.plan.tier == Tier::Free {
        "free"
    } else {
        "paid"
    };
    let lane = work::lane(request.kind);
    let own_turn = queue::next_turn(db, person.0, lane, class).await?;
    let turn = if request.plan.tier == Tier::Free {
        own_turn.max(senders::next_free_turn(db, chat, lane).await?)
    } else {
        own_turn
    };
    let key = |picture: PictureRef| picture.own().map(|key| key.to_string());
    let mut beside = request.pictures().skip(1).map(key);
    let sql = "INSERT INTO jobs (id, person_id, chat_id, tier, class, request, photo, style, second_style,
                                 work, price, turn, asked_at, ready_at, ready_set_at, topic, job_kind,
                                 lane)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $13,
                       (SELECT topic FROM chats WHERE id = $3), $14, $15)";

    query(sql)
        .bind(id.row())
        .bind(person.0)
        .bind(chat.0)
        .bind(request.plan.tier.name())
        .bind(class)
        .bind(serde_json::to_string(request)?)
        .bind(key(request.photo))
        .bind(beside.next().flatten())
        .bind(beside.next().flatten())
        .bind(i64::try_from(request.work()).unwrap_or(i64::MAX))
        .bind(request.plan.price.amount())
        .bind(turn)
        .bind(now.millis())
        .bind(request.kind.as_str())
        .bind(lane.name())
        .execute(&mut *db)
        .await?;

    if let Some(styles) = style_of_painting(request) {
        feed_styles::count_use(db, styles).await?;
    }
    ledger::hold(db, person, id, request.plan.price, now).await
}

/// The styles of a painting or a clip. The guide of something else is no style.
pub(super) fn style_of_painting(request: &JobRequest) -> Option<&Styles> {
    request.styles.as_ref().filter(|_| request.has_styles())
}

/// Cancels a job of this person and voids its hold. Fails with `Conflict` if it has ended.
pub(super) async fn cancel(
    db: &mut Connection,
    person: PersonId,
    id: JobId,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT count(*) FROM jobs WHERE id = $1 AND person_id = $2";
    let is_own = query_scalar::<i64>(sql)
        .bind(id.row())
        .bind(person.0)
        .fetch_one(&mut *db)
        .await?
        == 1;

    if !is_own || !leases::cancel(db, id, now).await? {
        return Err(StoreError::Conflict);
    }

    mark_checkpoint_for_deletion(db, id, None, now).await?;
    ledger::void(db, id, now).await
}

async fn renew(db: &mut Connection, lease: JobLease, progress: JobProgress) -> Result<LeaseState> {
    let JobProgress {
        lease_until,
        percent,
        checkpoint,
        message,
        shown,
        now,
    } = progress;

    if leases::renew(db, lease, lease_until, percent).await? == LeaseState::Lost {
        return Ok(LeaseState::Lost);
    }

    if let Some(key) = checkpoint {
        mark_checkpoint_for_deletion(db, lease.id, Some(key), now).await?;

        let sql = "UPDATE jobs SET checkpoint = $2 WHERE id = $1";
        query(sql)
            .bind(lease.id.row())
            .bind(key.to_string())
            .execute(&mut *db)
            .await?;
    }

    if let Some(message) = message
        && sketches::may_show(db, lease.id, shown).await?
    {
        outbox::put_for_job(db, lease.id, &message, now).await?;
    }

    Ok(LeaseState::Held)
}

/// Marks a checkpoint for deletion when it is replaced or no longer needed.
async fn mark_checkpoint_for_deletion(
    db: &mut Connection,
    job: JobId,
    replaced_by: Option<PictureKey>,
    now: Moment,
) -> Result<()> {
    // The plus removes the column's affinity, so that SQLite uses the index on `selves`.
    let sql = "UPDATE pictures SET delete_since = $3
               WHERE kind = 'checkpoint'
                 AND delete_since IS NULL
                 AND (owner_id, picture_key) IN (SELECT self_id, checkpoint FROM jobs
                                                 JOIN selves ON selves.person_id = +jobs.person_id
                                                 WHERE jobs.id = $1)
                 AND picture_key IS DISTINCT FROM $2";

    let replaced_by = replaced_by.map(|key| key.to_string());
    query(sql)
        .bind(job.row())
        .bind(replaced_by)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

async fn finish(
    db: &mut Connection,
    lease: JobLease,
    ending: Ending,
    messages: Vec<Message>,
    now: Moment,
) -> Result<LeaseState> {
    locks::owner_of_job(db, lease.id).await?;

    let end = match &ending {
        Ending::Done { .. } => leases::End::Done,
        Ending::Failed(_) => leases::End::Failed,
    };

    if leases::finish(db, lease, end, now).await? == LeaseState::Lost {
        return Ok(LeaseState::Lost);
    }

    let (worked, failure, found) = match &ending {
        Ending::Done { worked, found, .. } => (
            i64::try_from(worked.as_millis()).ok(),
            None,
            Some(serde_json::to_string(found)?),
        ),
        Ending::Failed(why) => (None, Some(serde_json::to_string(why)?), None),
    };

    let sql = "UPDATE jobs SET worked_millis = $2, failure = $3, found = $4
               WHERE id = $1
               RETURNING person_id";

    let person: i64 = query_scalar(sql)
        .bind(lease.id.row())
        .bind(worked)
        .bind(failure)
        .bind(found)
        .fetch_one(&mut *db)
        .await?;

    settle(db, lease.id, ending, now).await?;
    persons::changed(db, PersonId(person)).await?;

    for message in messages {
        outbox::put_for_job(db, lease.id, &message, now).await?;
    }

    Ok(LeaseState::Held)
}

async fn settle(db: &mut Connection, job: JobId, ending: Ending, now: Moment) -> Result<()> {
    mark_checkpoint_for_deletion(db, job, None, now).await?;
    match ending {
        Ending::Done {
            pictures, found, ..
        } => {
            insert_renditions(db, job, &pictures).await?;
            insert_things(db, job, &found).await?;
            ledger::post(db, job, now).await
        }
        Ending::Failed(_) => ledger::void(db, job, now).await,
    }
}

/// Keeps what the photo of a job shows, for searches.
async fn insert_things(db: &mut Connection, job: JobId, found: &Findings) -> Result<()> {
    for guess in things::guesses(found, SEARCHED).into_iter().take(THINGS) {
        let sql = "INSERT INTO job_things (class, job_id) VALUES ($1, $2)";
        query(sql)
            .bind(guess.thing.class())
            .bind(job.row())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

async fn insert_renditions(db: &mut Connection, job: JobId, pictures: &[Rendition]) -> Result<()> {
    let sql =
        "INSERT INTO renditions (job_id, place, picture_key, iteration) VALUES ($1, $2, $3, $4)";

    for (place, one) in (0_i64..).zip(pictures) {
        let inserted = query(sql)
            .bind(job.row())
            .bind(place)
            .bind(one.picture.to_string())
            .bind(one.iteration);
        inserted.execute(&mut *db).await?;
    }

    Ok(())
}
