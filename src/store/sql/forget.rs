//! `/delete_me`: deletes everything about a person except the ledger and the bare row that it points
//! to.

use super::feed::publications as feed;
use super::orders::transitions as orders;
use super::{blocks, free_starts, jobs, pictures, promos};
use crate::domain::ids::{JobId, PersonId};
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, query, query_scalar};

/// Chats stay until the farewell is sent; see [`release_chat`].
pub(super) async fn forget(db: &mut Connection, person: PersonId, now: Moment) -> Result<()> {
    cancel_jobs(db, person, now).await?;
    free_starts::remember(db, person, now).await?;
    promos::remember(db, person, now).await?;
    blocks::remember(db, person).await?;
    orders::forget(db, person, now).await?;

    feed::forget(db, person).await?;
    pictures::mark_all_for_deletion(db, person, now).await?;

    let statements = [
        "DELETE FROM renditions WHERE job_id IN (SELECT id FROM jobs WHERE person_id = $1)",
        "DELETE FROM job_things WHERE job_id IN (SELECT id FROM jobs WHERE person_id = $1)",
        "UPDATE jobs SET request = NULL, photo = NULL, style = NULL, second_style = NULL, checkpoint = NULL,
                         snapshots = NULL, found = NULL, shown_picture = NULL
         WHERE person_id = $1",
        "UPDATE inbox SET incoming = NULL, album = NULL, done_at = coalesce(done_at, $2)
         WHERE chat_id IN (SELECT id FROM chats WHERE person_id = $1)",
        "UPDATE inbox SET chat_id = NULL WHERE chat_id IN (SELECT id FROM chats WHERE person_id = $1)",
        "DELETE FROM outbox WHERE chat_id IN (SELECT id FROM chats WHERE person_id = $1)",
        "UPDATE jobs SET chat_id = NULL WHERE person_id = $1",
        "UPDATE purchases SET chat_id = NULL, draft = NULL, contact = NULL WHERE person_id = $1",
        // Nobody will see a payment page that is not open yet. An open one may have been paid, so
        // its provider is still asked.
        "UPDATE purchases SET state = 'closed', ended_at = $2 WHERE person_id = $1 AND state = 'wanted'",
        // A refund under way still needs to know who paid.
        "UPDATE charges SET payer = NULL
         WHERE person_id = $1
           AND NOT EXISTS (SELECT 1 FROM refunds
                           WHERE refunds.provider = charges.provider AND charge_id = charges.id AND state = 'asked')",
        "UPDATE support_requests
         SET chat_id = NULL, text = '', answer = NULL, answered_at = coalesce(answered_at, $2)
         WHERE person_id = $1",
        "DELETE FROM link_offers WHERE person_id = $1",
        "UPDATE persons SET language = NULL, look = NULL, contact = NULL, chosen_currency = NULL, invited_by = NULL,
                            blocked_because = NULL, forgotten_at = $2
         WHERE id IN (SELECT self_id FROM selves WHERE person_id = $1)",
        "UPDATE chats SET person_id = NULL, state = NULL, name = NULL, zone = NULL, profile_read_at = NULL
         WHERE person_id = $1",
    ];

    for statement in statements {
        query(statement)
            .bind(person.0)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

async fn cancel_jobs(db: &mut Connection, person: PersonId, now: Moment) -> Result<()> {
    let sql = "SELECT id FROM jobs WHERE person_id = $1 AND ended_at IS NULL";
    let live: Vec<i64> = query_scalar(sql).bind(person.0).fetch_all(&mut *db).await?;

    for job in live {
        jobs::cancel(db, person, JobId::from_row(job), now).await?;
    }

    Ok(())
}
