//! Films that entries show: wanted by their person, copied by a worker, then among the entry's parts.

use crate::domain::feed::{EntryId, Parts};
use crate::domain::ids::PersonId;
use crate::domain::picture_size::PictureSize;
use crate::store::Result;
use crate::store::database::{Connection, Pool, query, query_as, query_scalar};
use crate::store::feed_entries::FilmToPublish;

/// Films that are to be copied for entries whose pictures are made.
pub(super) async fn wanted(readers: &Pool, limit: u32) -> Result<Vec<FilmToPublish>> {
    let sql = "SELECT id, person_id, film FROM feed_entries
               WHERE film IS NOT NULL AND parts IS NOT NULL AND person_id IS NOT NULL
                 AND state IN ('awaiting', 'public', 'hidden')
               ORDER BY asked_at
               LIMIT $1";
    let rows: Vec<(i64, i64, String)> = query_as(sql).bind(limit).fetch_all(readers).await?;

    rows.into_iter()
        .map(|(id, owner, film)| {
            Ok(FilmToPublish {
                id: EntryId::from_row(id),
                owner: PersonId(owner),
                film: serde_json::from_str(&film)?,
            })
        })
        .collect()
}

/// Notes that the film of an entry was copied, or cannot be.
pub(super) async fn settle(
    db: &mut Connection,
    id: EntryId,
    shape: Option<PictureSize>,
) -> Result<bool> {
    let sql = "SELECT parts FROM feed_entries
               WHERE id = $1 AND parts IS NOT NULL AND state IN ('awaiting', 'public', 'hidden')
               FOR UPDATE";
    let parts: Option<String> = query_scalar(sql)
        .bind(id.row())
        .fetch_optional(&mut *db)
        .await?;
    let Some(parts) = parts else {
        return Ok(false);
    };

    let parts = Parts {
        film: shape,
        ..serde_json::from_str(&parts)?
    };
    let sql = "UPDATE feed_entries SET parts = $2, film = NULL WHERE id = $1";
    query(sql)
        .bind(id.row())
        .bind(serde_json::to_string(&parts)?)
        .execute(db)
        .await?;

    Ok(true)
}

/// The shape of the film that a public entry shows.
pub(super) async fn shown(db: &mut Connection, id: EntryId) -> Result<Option<PictureSize>> {
    let sql = "SELECT parts FROM feed_entries WHERE id = $1 AND state = 'public'";
    let parts: Option<String> = query_scalar(sql).bind(id.row()).fetch_optional(db).await?;
    let parts: Option<Parts> = parts
        .map(|parts| serde_json::from_str(&parts))
        .transpose()?;

    Ok(parts.and_then(|parts| parts.film))
}
