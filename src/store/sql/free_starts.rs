//! When a person's free paintings were started.
//!
//! It survives `/delete_me` for two days under a digest of the chat's address. Otherwise people could
//! get their daily free paintings again and again.

use crate::store::database::{Connection, query, query_as};
use sqlx::FromRow;
use std::collections::BTreeSet;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::domain::facts::FreeStart;
use crate::domain::ids::PersonId;
use crate::domain::time::Moment;
use crate::domain::work::KindName;
use crate::store::Result;

/// Longer than any period in which free paintings are counted.
pub(super) const REMEMBERED: Duration = Duration::from_hours(48);

/// More than anybody starts in that time.
const COUNTED: u32 = 100;

/// A chat as its messenger names it.
#[derive(FromRow)]
pub(super) struct AddressRow {
    messenger: String,
    external_id: String,
}

impl AddressRow {
    /// A digest that stands for the account in rows that outlive it.
    pub(super) fn digest(&self) -> String {
        let digest = Sha256::digest(format!("{}\n{}", self.messenger, self.external_id));
        digest
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

#[derive(FromRow)]
struct StartRow {
    asked_at: i64,
    kind: String,
}

impl StartRow {
    fn start(&self) -> Option<FreeStart> {
        Some(FreeStart {
            at: Moment::from_millis(self.asked_at),
            kind: KindName::parse(&self.kind)?,
        })
    }
}

/// The newest starts, oldest first. The domain decides how far back they count.
pub(super) async fn newest(db: &mut Connection, person: PersonId) -> Result<Vec<FreeStart>> {
    let sql = "SELECT asked_at, job_kind AS kind FROM jobs
               WHERE person_id = $1
                 AND class = 'free'
                 AND (state IN ('queued', 'running', 'done') OR (state = 'cancelled' AND started_at IS NOT NULL))
               ORDER BY asked_at DESC
               LIMIT $2";

    let rows: Vec<StartRow> = query_as(sql)
        .bind(person.0)
        .bind(COUNTED)
        .fetch_all(&mut *db)
        .await?;

    let mut starts: Vec<FreeStart> = rows.iter().filter_map(StartRow::start).collect();
    starts.extend(remembered(db, person).await?);
    starts.sort_unstable();

    let old = starts.len().saturating_sub(COUNTED as usize);
    Ok(starts.into_iter().skip(old).collect())
}

/// The starts of forgotten persons who used one of this person's chats. The set removes those that
/// were remembered under several addresses.
async fn remembered(db: &mut Connection, person: PersonId) -> Result<BTreeSet<FreeStart>> {
    let mut starts = BTreeSet::new();
    for address in digests(db, person).await? {
        let sql = "SELECT asked_at, kind FROM free_starts WHERE address = $1 ORDER BY asked_at DESC LIMIT $2";
        let of_address: Vec<StartRow> = query_as(sql)
            .bind(address)
            .bind(COUNTED)
            .fetch_all(&mut *db)
            .await?;

        starts.extend(of_address.iter().filter_map(StartRow::start));
    }

    Ok(starts)
}

/// The digests of a person's addresses.
pub(super) async fn digests(db: &mut Connection, person: PersonId) -> Result<Vec<String>> {
    let sql = "SELECT messenger, external_id FROM chats WHERE person_id = $1";
    let addresses: Vec<AddressRow> = query_as(sql).bind(person.0).fetch_all(db).await?;
    Ok(addresses.iter().map(AddressRow::digest).collect())
}

/// Remembers the starts of a person who is about to be forgotten, under each of their addresses.
pub(super) async fn remember(db: &mut Connection, person: PersonId, now: Moment) -> Result<()> {
    for address in digests(db, person).await? {
        let sql = "INSERT INTO free_starts (address, asked_at, kind)
                   SELECT $1, asked_at, job_kind FROM jobs
                   WHERE person_id = $2
                     AND class = 'free'
                     AND asked_at > $3
                     AND (state IN ('queued', 'running', 'done') OR (state = 'cancelled' AND started_at IS NOT NULL))";

        let since = now.minus(REMEMBERED).millis();
        query(sql)
            .bind(address)
            .bind(person.0)
            .bind(since)
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}
