//! Sessions of the console.

use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::console::Session;
use crate::store::database::{Connection, query, query_as, query_scalar};

/// Longer than any session lasts. Older rows are deleted.
const OLDEST_DAYS: i64 = 30;

pub(super) async fn begin(db: &mut Connection, digest: &str, now: Moment) -> Result<i64> {
    let sql = "DELETE FROM console_sessions WHERE began_at < $1 - $2 * 86400000";
    query(sql)
        .bind(now.millis())
        .bind(OLDEST_DAYS)
        .execute(&mut *db)
        .await?;

    let sql =
        "INSERT INTO console_sessions (digest, began_at, seen_at) VALUES ($1, $2, $2) RETURNING id";
    Ok(query_scalar(sql)
        .bind(digest)
        .bind(now.millis())
        .fetch_one(db)
        .await?)
}

pub(super) async fn end(db: &mut Connection, digest: &str) -> Result<()> {
    query("DELETE FROM console_sessions WHERE digest = $1")
        .bind(digest)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn see(db: &mut Connection, id: i64, now: Moment) -> Result<()> {
    let sql = "UPDATE console_sessions SET seen_at = $2 WHERE id = $1";
    query(sql).bind(id).bind(now.millis()).execute(db).await?;

    Ok(())
}

pub(super) async fn find(db: &mut Connection, digest: &str) -> Result<Option<Session>> {
    let sql = "SELECT id, began_at, seen_at FROM console_sessions WHERE digest = $1";
    let row: Option<(i64, i64, i64)> = query_as(sql).bind(digest).fetch_optional(db).await?;

    Ok(row.map(|(id, began_at, seen_at)| Session {
        id,
        began_at: Moment::from_millis(began_at),
        seen_at: Moment::from_millis(seen_at),
    }))
}
