//! What was done lately, counted by where it came from: by networks on the chat page, by accounts in
//! messengers.

use std::time::Duration;

use sqlx::SqliteConnection;

use crate::domain::time::Moment;
use crate::store::Result;

/// Longer than any period that something is counted over.
const REMEMBERED: Duration = Duration::from_hours(48);

/// Deletes what no longer counts, and the networks of chats that have been silent for as long.
/// A time that lies far ahead was written while the clock was wrong.
pub(super) async fn prune(db: &mut SqliteConnection, now: Moment) -> Result<()> {
    for sql in [
        "DELETE FROM sender_uses WHERE at <= ?1 OR at > ?2",
        "UPDATE chats SET network = NULL
         WHERE network IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM inbox WHERE chat_id = chats.id AND received_at > ?1)",
    ] {
        sqlx::query(sql)
            .bind(now.minus(REMEMBERED).millis())
            .bind(now.plus(REMEMBERED).millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}
