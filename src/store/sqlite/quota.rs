//! When somebody's free paintings were started. It survives `/delete_me` for two days as a digest
//! of the chat's address, or the day's paintings could be had again and again.

use std::{collections::BTreeSet, time::Duration};

use sha2::{Digest, Sha256};
use sqlx::{FromRow, SqliteConnection};

use crate::{
    domain::{ids::PersonId, time::Moment},
    store::Result,
};

/// Longer than any period within which free paintings are counted.
const REMEMBERED: Duration = Duration::from_hours(48);

/// More than anybody has within that time.
const COUNTED: u32 = 100;

#[derive(FromRow)]
struct AddressRow {
    messenger: String,
    external_id: String,
}

impl AddressRow {
    fn digest(&self) -> String {
        let digest = Sha256::digest(format!("{}\n{}", self.messenger, self.external_id));
        digest
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

/// The newest hundred suffice, oldest first: how far back they count is the domain's to say.
pub(super) async fn free_starts(
    db: &mut SqliteConnection,
    person: PersonId,
) -> Result<Vec<Moment>> {
    let sql = "SELECT asked_at FROM jobs
               WHERE person_id = ?1
                 AND class = 'free'
                 AND (state IN ('queued', 'running', 'done') OR (state = 'cancelled' AND started_at IS NOT NULL))
               ORDER BY asked_at DESC
               LIMIT ?2";

    let mut starts: Vec<i64> = sqlx::query_scalar(sql)
        .bind(person.0)
        .bind(COUNTED)
        .fetch_all(&mut *db)
        .await?;
    starts.extend(remembered(db, person).await?);
    starts.sort_unstable();

    let old = starts.len().saturating_sub(COUNTED as usize);
    Ok(starts
        .into_iter()
        .skip(old)
        .map(Moment::from_millis)
        .collect())
}

/// Those of somebody forgotten who has spoken from one of the person's chats: from several, they
/// are the same ones.
async fn remembered(db: &mut SqliteConnection, person: PersonId) -> Result<BTreeSet<i64>> {
    let mut starts = BTreeSet::new();
    for address in digests(db, person).await? {
        let sql =
            "SELECT asked_at FROM spent_turns WHERE address = ?1 ORDER BY asked_at DESC LIMIT ?2";
        let of_address: Vec<i64> = sqlx::query_scalar(sql)
            .bind(address)
            .bind(COUNTED)
            .fetch_all(&mut *db)
            .await?;

        starts.extend(of_address);
    }

    Ok(starts)
}

/// Each of a person's addresses as it survives being forgotten.
pub(super) async fn digests(db: &mut SqliteConnection, person: PersonId) -> Result<Vec<String>> {
    let sql = "SELECT messenger, external_id FROM chats WHERE person_id = ?1";
    let addresses: Vec<AddressRow> = sqlx::query_as(sql).bind(person.0).fetch_all(db).await?;
    Ok(addresses.iter().map(AddressRow::digest).collect())
}

/// Remembers the turns of a person who is about to be forgotten, under each of their addresses.
pub(super) async fn remember(
    db: &mut SqliteConnection,
    person: PersonId,
    now: Moment,
) -> Result<()> {
    for address in digests(db, person).await? {
        let sql = "INSERT INTO spent_turns (address, asked_at)
                   SELECT ?1, asked_at FROM jobs
                   WHERE person_id = ?2
                     AND class = 'free'
                     AND asked_at > ?3
                     AND (state IN ('queued', 'running', 'done') OR (state = 'cancelled' AND started_at IS NOT NULL))";

        let since = now.minus(REMEMBERED).millis();
        sqlx::query(sql)
            .bind(address)
            .bind(person.0)
            .bind(since)
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

/// Forgets what counts no more.
pub(super) async fn prune(db: &mut SqliteConnection, now: Moment) -> Result<()> {
    let sql = "DELETE FROM spent_turns WHERE asked_at <= ?1";
    sqlx::query(sql)
        .bind(now.minus(REMEMBERED).millis())
        .execute(db)
        .await?;

    Ok(())
}
