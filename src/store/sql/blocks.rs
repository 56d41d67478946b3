//! People blocked by the operator.
//!
//! A block survives `/delete_me` as a digest of the chat's address. Otherwise a blocked person could
//! come back as somebody new.

use super::free_starts;
use crate::domain::ids::PersonId;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, query};
use crate::store::sql::persons;

/// Blocks a person. False if they are blocked already, or forgotten.
pub(super) async fn block(
    db: &mut Connection,
    person: PersonId,
    because: &str,
    now: Moment,
) -> Result<bool> {
    let person = persons::now_known_as(db, person).await?;
    let sql = "UPDATE persons SET blocked_at = $2, blocked_because = $3
               WHERE id = $1 AND blocked_at IS NULL AND forgotten_at IS NULL";
    let blocked = query(sql)
        .bind(person.0)
        .bind(now.millis())
        .bind(because)
        .execute(db)
        .await?;

    Ok(blocked.rows_affected() == 1)
}

/// Unblocks a person. False if they are not blocked.
pub(super) async fn unblock(db: &mut Connection, person: PersonId) -> Result<bool> {
    let person = persons::now_known_as(db, person).await?;
    for address in free_starts::digests(db, person).await? {
        query("DELETE FROM blocked_addresses WHERE address = $1")
            .bind(address)
            .execute(&mut *db)
            .await?;
    }

    let sql = "UPDATE persons SET blocked_at = NULL, blocked_because = NULL WHERE id = $1 AND blocked_at IS NOT NULL";
    Ok(query(sql).bind(person.0).execute(db).await?.rows_affected() == 1)
}

/// Remembers the block of a person who is about to be forgotten, under each of their addresses.
pub(super) async fn remember(db: &mut Connection, person: PersonId) -> Result<()> {
    for address in free_starts::digests(db, person).await? {
        let sql = "INSERT INTO blocked_addresses (address, at, because)
                   SELECT $1, blocked_at, blocked_because FROM persons WHERE id = $2 AND blocked_at IS NOT NULL
                   ON CONFLICT (address) DO NOTHING";
        query(sql)
            .bind(address)
            .bind(person.0)
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

/// Blocks a new person who writes from a blocked address.
pub(super) async fn recognise(db: &mut Connection, person: i64) -> Result<()> {
    for address in free_starts::digests(db, PersonId(person)).await? {
        let sql = "UPDATE persons SET blocked_at = blocked_addresses.at, blocked_because = because
                   FROM blocked_addresses
                   WHERE persons.id = $2 AND address = $1";
        query(sql)
            .bind(address)
            .bind(person)
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}
