//! Rows of films: which file belongs to which still. Both have rows among the pictures.
//!
//! While a still names it, a file has no time of its own at which it expires. It gets one when the
//! row of the last still goes.

use crate::store::database::{Connection, query, query_as, query_scalar};
use sqlx::FromRow;

use super::locks;
use crate::domain::film::{Film, KeptFilm};
use crate::domain::ids::PersonId;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::{KeepOutcome, Result};

/// Notes which film a picture is the still of.
pub(super) async fn keep(
    db: &mut Connection,
    owner: PersonId,
    kept: KeptFilm,
    now: Moment,
) -> Result<KeepOutcome> {
    locks::keep_person(db, owner).await?;

    let KeptFilm { still, film } = kept;
    let sql = "SELECT delete_since IS NULL FROM pictures
               WHERE owner_id = $1 AND picture_key IN ($2, $3)
               ORDER BY picture_key
               FOR UPDATE";
    let are_usable: Vec<bool> = query_scalar(sql)
        .bind(owner.0)
        .bind(still.to_string())
        .bind(film.file.to_string())
        .fetch_all(&mut *db)
        .await?;

    match are_usable[..] {
        [true, true] => {}
        [_, _] => return Ok(KeepOutcome::TryLater),
        _ => return Ok(KeepOutcome::NoOwner),
    }

    let before = files(db, owner, still).await?;
    insert(db, owner, kept).await?;

    let sql = "UPDATE pictures SET expires_at = NULL WHERE owner_id = $1 AND picture_key = $2";
    query(sql)
        .bind(owner.0)
        .bind(film.file.to_string())
        .execute(&mut *db)
        .await?;

    for file in before {
        let sql = "UPDATE pictures SET expires_at = $3
                   WHERE owner_id = $1 AND picture_key = $2
                     AND NOT EXISTS (SELECT 1 FROM films WHERE films.owner_id = $1 AND file_key = $2)";
        query(sql)
            .bind(owner.0)
            .bind(file)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(KeepOutcome::Yes)
}

async fn files(db: &mut Connection, owner: PersonId, still: PictureKey) -> Result<Vec<String>> {
    let sql = "SELECT file_key FROM films WHERE owner_id = $1 AND still_key = $2";
    let files = query_scalar(sql)
        .bind(owner.0)
        .bind(still.to_string())
        .fetch_all(db)
        .await?;

    Ok(files)
}

async fn insert(db: &mut Connection, owner: PersonId, kept: KeptFilm) -> Result<()> {
    let KeptFilm { still, film } = kept;
    let sql = "INSERT INTO films (owner_id, still_key, file_key, millis, width, height, frames, is_round, has_sound)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (owner_id, still_key) DO UPDATE SET
                   file_key = excluded.file_key,
                   millis = excluded.millis,
                   width = excluded.width,
                   height = excluded.height,
                   frames = excluded.frames,
                   is_round = excluded.is_round,
                   has_sound = excluded.has_sound";

    query(sql)
        .bind(owner.0)
        .bind(still.to_string())
        .bind(film.file.to_string())
        .bind(film.millis)
        .bind(film.width)
        .bind(film.height)
        .bind(film.frames)
        .bind(film.is_round)
        .bind(film.has_sound)
        .execute(db)
        .await?;

    Ok(())
}

#[derive(FromRow)]
struct Row {
    still_key: String,
    file_key: String,
    millis: i64,
    width: i64,
    height: i64,
    frames: i64,
    is_round: bool,
    has_sound: bool,
}

impl Row {
    fn kept(&self) -> Option<KeptFilm> {
        let number = |stored: i64| u32::try_from(stored).ok();
        Some(KeptFilm {
            still: PictureKey::parse(&self.still_key)?,
            film: Film {
                file: PictureKey::parse(&self.file_key)?,
                millis: number(self.millis)?,
                width: number(self.width)?,
                height: number(self.height)?,
                frames: number(self.frames)?,
                is_round: self.is_round,
                has_sound: self.has_sound,
            },
        })
    }
}

/// The films of those of these pictures that are stills. Of two accounts that were joined, either
/// may have the picture: its film is beside that one which is found as the picture.
pub(super) async fn find(
    db: &mut Connection,
    owner: PersonId,
    stills: impl Iterator<Item = PictureKey>,
) -> Result<Vec<KeptFilm>> {
    let keys: Vec<String> = stills.map(|key| key.to_string()).collect();
    let sql =
        "SELECT still_key, file_key, millis, films.width, films.height, frames, is_round, has_sound
               FROM selves
               JOIN films ON films.owner_id = self_id
               JOIN pictures AS still ON still.owner_id = self_id AND still.picture_key = still_key
               JOIN pictures AS file ON file.owner_id = self_id AND file.picture_key = file_key
               WHERE selves.person_id = (SELECT person_id FROM selves WHERE self_id = $1)
                 AND still_key IN (SELECT value FROM json_each($2))
                 AND still.delete_since IS NULL
                 AND file.delete_since IS NULL
               ORDER BY still_key, still.expires_at IS NULL DESC, still.expires_at DESC";
    let rows: Vec<Row> = query_as(sql)
        .bind(owner.0)
        .bind(serde_json::to_string(&keys)?)
        .fetch_all(db)
        .await?;

    let mut films: Vec<KeptFilm> = rows.iter().filter_map(Row::kept).collect();
    films.dedup_by_key(|kept| kept.still);

    Ok(films)
}

/// The same without films about finished pieces, which are not what something is made of: how a painting
/// came about, or the zoom into a dream.
pub(super) async fn sources(
    db: &mut Connection,
    owner: PersonId,
    stills: impl Iterator<Item = PictureKey>,
) -> Result<Vec<KeptFilm>> {
    let mut sources = Vec::new();
    for kept in find(db, owner, stills).await? {
        let sql = "SELECT count(*) FROM jobs
                   JOIN renditions ON job_id = jobs.id
                   WHERE person_id = (SELECT person_id FROM selves WHERE self_id = $1)
                     AND picture_key = $2
                     AND json_extract(request, '$.film.millis') IS NULL";
        let pieces: i64 = query_scalar(sql)
            .bind(owner.0)
            .bind(kept.still.to_string())
            .fetch_one(&mut *db)
            .await?;
        if pieces == 0 {
            sources.push(kept);
        }
    }

    Ok(sources)
}

/// Removes what says that this marked picture is the still of a film, or the file of one. The file of
/// a still that no other still names expires.
pub(super) async fn let_go(db: &mut Connection, owner: PersonId, key: PictureKey) -> Result<()> {
    for sql in [
        "UPDATE pictures
         SET expires_at = (SELECT delete_since FROM pictures AS still
                           WHERE still.owner_id = $1 AND still.picture_key = $2)
         WHERE owner_id = $1
           AND picture_key IN (SELECT file_key FROM films WHERE films.owner_id = $1 AND still_key = $2)
           AND NOT EXISTS (SELECT 1 FROM films
                           WHERE films.owner_id = $1 AND file_key = picture_key AND still_key <> $2)
           AND EXISTS (SELECT 1 FROM pictures AS still
                       WHERE still.owner_id = $1 AND still.picture_key = $2 AND still.delete_since IS NOT NULL)",
        "DELETE FROM films
         WHERE owner_id = $1
           AND (still_key = $2 OR file_key = $2)
           AND EXISTS (SELECT 1 FROM pictures
                       WHERE pictures.owner_id = $1 AND picture_key = $2 AND delete_since IS NOT NULL)",
    ] {
        query(sql)
            .bind(owner.0)
            .bind(key.to_string())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}
