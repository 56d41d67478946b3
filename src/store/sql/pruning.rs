//! Deletes what is no longer needed, in steps of a few rows: no step holds up a chat that waits to
//! be written.
use super::{due, free_starts, promos, senders};
use crate::domain::ids::PersonId;
use crate::domain::link::WINDOW;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, Pool, Writer, query, query_scalar};

/// Rows that one statement deletes.
const ROWS: u32 = 500;
/// Persons that are looked at in one step.
const PERSONS: u32 = 200;

/// A statement that deletes at most `$2` rows, those from before or after `$1` if it has one.
struct Statement {
    sql: &'static str,
    at: Moment,
}

/// One step of deleting what is older than it is kept. True if there may be more.
pub(super) async fn step(db: &mut Connection, before: Moment, now: Moment) -> Result<bool> {
    let mut is_more = false;
    for Statement { sql, at } in statements(before, now) {
        let deleted = query(sql)
            .bind(at.millis())
            .bind(ROWS)
            .execute(&mut *db)
            .await?;
        is_more |= deleted.rows_affected() >= u64::from(ROWS);
    }

    Ok(is_more)
}

fn statements(before: Moment, now: Moment) -> [Statement; 9] {
    [
        Statement {
            sql: "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE done_at < $1 LIMIT $2)",
            at: before,
        },
        Statement {
            sql: "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE ended_at < $1 LIMIT $2)",
            at: before,
        },
        Statement {
            sql: "DELETE FROM chats
                  WHERE id IN (SELECT id FROM chats
                               WHERE person_id IS NULL
                                 AND NOT EXISTS (SELECT 1 FROM outbox WHERE chat_id = chats.id AND ended_at IS NULL)
                               LIMIT $2)",
            at: before,
        },
        Statement {
            sql: "DELETE FROM spent_gifts
                  WHERE (address, gift) IN (SELECT address, gift FROM spent_gifts WHERE at <= $1 LIMIT $2)",
            at: now.minus(promos::REMEMBERED),
        },
        Statement {
            sql: "DELETE FROM link_offers
                  WHERE person_id IN (SELECT person_id FROM link_offers WHERE until <= $1 LIMIT $2)",
            at: now.minus(WINDOW),
        },
        Statement {
            sql: "DELETE FROM link_misses
                  WHERE (person_id, at) IN (SELECT person_id, at FROM link_misses WHERE at <= $1 LIMIT $2)",
            at: now.minus(WINDOW),
        },
        Statement {
            sql: "DELETE FROM free_starts
                  WHERE (address, asked_at) IN (SELECT address, asked_at FROM free_starts WHERE asked_at <= $1 LIMIT $2)",
            at: now.minus(free_starts::REMEMBERED),
        },
        Statement {
            sql: "DELETE FROM sender_uses
                  WHERE id IN (SELECT id FROM sender_uses WHERE at <= $1 LIMIT $2)",
            at: now.minus(senders::REMEMBERED),
        },
        // A time that lies far ahead was written while the clock was wrong.
        Statement {
            sql: "DELETE FROM sender_uses
                  WHERE id IN (SELECT id FROM sender_uses WHERE at > $1 LIMIT $2)",
            at: now.plus(senders::REMEMBERED),
        },
    ]
}

/// Forgets the networks of chats that have been silent for as long as uses are counted: one step.
/// True if there may be more. Such chats are found without the writer.
pub(super) async fn forget_networks(readers: &Pool, writer: &Writer, now: Moment) -> Result<bool> {
    let sql = "SELECT id FROM chats
               WHERE network IS NOT NULL
                 AND coalesce((SELECT received_at FROM inbox WHERE chat_id = chats.id ORDER BY id DESC LIMIT 1), 0) <= $1
               LIMIT $2";
    let chats: Vec<i64> = query_scalar(sql)
        .bind(now.minus(senders::REMEMBERED).millis())
        .bind(ROWS)
        .fetch_all(readers)
        .await?;
    if chats.is_empty() {
        return Ok(false);
    }

    let is_more = chats.len() >= ROWS as usize;
    let chats = due::list(chats);
    writer
        .run(move |db| {
            Box::pin(async move {
                let sql =
                    "UPDATE chats SET network = NULL WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))";
                query(sql).bind(chats).execute(db).await?;
                Ok(())
            })
        })
        .await?;

    Ok(is_more)
}

/// True for a person who has left nothing but words, was silent since `$1`, and was told
/// nothing since. All of it is found by indexes.
///
/// Everything that refers to a person is here, or is deleted with them in [`delete_persons`]: what
/// is in the ledger, what somebody paid, what is kept or published, and who is known by them. Likes
/// and reports stay: they name a number that is never given again.
const PASSING: &str = "
    created_at < $1
    AND blocked_at IS NULL
    AND feed_banned_at IS NULL
    AND joined_into IS NULL
    AND NOT EXISTS (SELECT 1 FROM chats WHERE person_id = persons.id AND messenger <> 'web')
    AND NOT EXISTS (SELECT 1 FROM chats JOIN inbox ON chat_id = chats.id
                    WHERE person_id = persons.id AND (done_at IS NULL OR received_at >= $1))
    AND NOT EXISTS (SELECT 1 FROM chats JOIN outbox ON chat_id = chats.id
                    WHERE person_id = persons.id AND (ended_at IS NULL OR outbox.created_at >= $1))
    AND NOT EXISTS (SELECT 1 FROM pictures WHERE owner_id = persons.id)
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE person_id = persons.id)
    AND NOT EXISTS (SELECT 1 FROM movements WHERE from_account IN ('user:' || persons.id, 'held:' || persons.id))
    AND NOT EXISTS (SELECT 1 FROM movements WHERE to_account IN ('user:' || persons.id, 'held:' || persons.id))
    AND NOT EXISTS (SELECT 1 FROM purchases WHERE person_id = persons.id)
    AND NOT EXISTS (SELECT 1 FROM charges WHERE person_id = persons.id)
    AND NOT EXISTS (SELECT 1 FROM orders WHERE person_id = persons.id)
    AND NOT EXISTS (SELECT 1 FROM feed_entries WHERE person_id = persons.id)
    AND NOT EXISTS (SELECT 1 FROM saved_styles WHERE person_id = persons.id)
    AND NOT EXISTS (SELECT 1 FROM support_requests WHERE person_id = persons.id AND answered_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM persons AS joined WHERE joined.joined_into = persons.id)
    AND NOT EXISTS (SELECT 1 FROM persons AS guest WHERE guest.invited_by = persons.id)";

/// One step of deleting passing visitors: looks at the next persons after `after`, without the
/// writer, and deletes those who are passing visitors. Returns where the next step begins; `None`
/// at the end.
pub(super) async fn visitors(
    readers: &Pool,
    writer: &Writer,
    after: PersonId,
    silent_since: Moment,
) -> Result<Option<PersonId>> {
    let sql =
        "SELECT max(id) FROM (SELECT id FROM persons WHERE id > $1 ORDER BY id LIMIT $2) AS next";
    let last: Option<i64> = query_scalar(sql)
        .bind(after.0)
        .bind(PERSONS)
        .fetch_one(readers)
        .await?;
    let Some(last) = last else {
        return Ok(None);
    };

    let sql = format!("SELECT id FROM persons WHERE id > $2 AND id <= $3 AND {PASSING}");
    let passing: Vec<i64> = query_scalar(sql)
        .bind(silent_since.millis())
        .bind(after.0)
        .bind(last)
        .fetch_all(readers)
        .await?;
    if passing.is_empty() {
        return Ok(Some(PersonId(last)));
    }

    let persons = due::list(passing);
    let are_gone = writer
        .run(move |db| Box::pin(delete_visitors(db, persons, silent_since)))
        .await?;

    Ok(Some(if are_gone { PersonId(last) } else { after }))
}

/// Deletes those of these persons who still are passing visitors; first what was said, a few rows at
/// a time. False if there is more of it.
async fn delete_visitors(
    db: &mut Connection,
    persons: String,
    silent_since: Moment,
) -> Result<bool> {
    let sql = format!(
        "SELECT id FROM persons WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each($2)) AND {PASSING}"
    );
    let passing: Vec<i64> = query_scalar(sql)
        .bind(silent_since.millis())
        .bind(persons)
        .fetch_all(&mut *db)
        .await?;
    let persons = due::list(passing);

    let mut is_more = false;
    for sql in [
        "DELETE FROM inbox
         WHERE id IN (SELECT inbox.id FROM json_each($1)
                      JOIN chats ON person_id = CAST(value AS BIGINT)
                      JOIN inbox ON chat_id = chats.id
                      LIMIT $2)",
        "DELETE FROM outbox
         WHERE id IN (SELECT outbox.id FROM json_each($1)
                      JOIN chats ON person_id = CAST(value AS BIGINT)
                      JOIN outbox ON chat_id = chats.id
                      LIMIT $2)",
    ] {
        let deleted = query(sql)
            .bind(&persons)
            .bind(ROWS)
            .execute(&mut *db)
            .await?;
        is_more |= deleted.rows_affected() >= u64::from(ROWS);
    }

    if is_more {
        return Ok(false);
    }

    delete_persons(db, &persons).await?;
    Ok(true)
}

/// Deletes persons and all that refers to them.
async fn delete_persons(db: &mut Connection, persons: &str) -> Result<()> {
    for sql in [
        "DELETE FROM support_requests WHERE person_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))",
        "DELETE FROM link_offers WHERE person_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))",
        "DELETE FROM chats WHERE person_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))",
        "DELETE FROM accounts WHERE person_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))",
        "DELETE FROM persons WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))",
    ] {
        query(sql).bind(persons).execute(&mut *db).await?;
    }

    Ok(())
}
