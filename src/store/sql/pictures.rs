//! Rows of pictures. A row is created before its bytes and deleted after them.

use crate::store::database::{Connection, Whole, query, query_as, query_scalar};
use async_trait::async_trait;

use super::{films, kept_inputs, locks};
use crate::domain::film::{Film, KeptFilm};
use crate::domain::ids::{ChatId, PersonId};
use crate::domain::picture::PictureKey;
use crate::domain::picture_size::PictureSize;
use crate::domain::time::Moment;
use crate::store::pictures::{KeptInputs, OwnedPicture, PictureKind, PictureStore};
use crate::store::sql::SqlStore;
use crate::store::{KeepOutcome, KeepPicture, Result, StoredPicture};

#[async_trait]
impl PictureStore for SqlStore {
    async fn keep_picture(&self, picture: KeepPicture) -> Result<KeepOutcome> {
        self.writer.run(move |db| Box::pin(keep(db, picture))).await
    }

    async fn picture(&self, owner: PersonId, key: PictureKey) -> Result<Option<StoredPicture>> {
        let mut db = self.readers.acquire().await?;
        find(&mut db, owner, key).await
    }

    async fn keep_film(&self, owner: PersonId, kept: KeptFilm, now: Moment) -> Result<KeepOutcome> {
        self.writer
            .run(move |db| Box::pin(films::keep(db, owner, kept, now)))
            .await
    }

    async fn film(&self, owner: PersonId, still: PictureKey) -> Result<Option<Film>> {
        let mut db = self.readers.acquire().await?;
        let found = films::find(&mut db, owner, std::iter::once(still)).await?;

        Ok(found.first().map(|kept| kept.film))
    }

    async fn kept_inputs(&self, owner: PersonId, chat: ChatId, now: Moment) -> Result<KeptInputs> {
        kept_inputs::read(&self.readers, owner, chat, now).await
    }

    async fn count_input(&self, chat: ChatId, key: PictureKey, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(kept_inputs::count(db, chat, key, now)))
            .await
    }

    async fn pictures_to_delete(&self, now: Moment, limit: u32) -> Result<Vec<OwnedPicture>> {
        self.writer
            .run(move |db| Box::pin(mark_expired(db, now, limit)))
            .await
    }

    async fn delete_picture_row(&self, owner: PersonId, key: PictureKey) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(delete_row(db, owner, key)))
            .await
    }
}

pub(super) async fn keep(db: &mut Connection, picture: KeepPicture) -> Result<KeepOutcome> {
    let KeepPicture {
        owner,
        key,
        kind,
        bytes,
        size,
        is_grey,
        expires_at,
        now,
    } = picture;

    locks::keep_person(db, owner).await?;
    if is_forgotten(db, owner).await? {
        return Ok(KeepOutcome::NoOwner);
    }

    // A painting that is sent again as a photo stays a painting: the longer lifetime wins.
    let sql = "INSERT INTO pictures (owner_id, picture_key, kind, bytes, width, height, created_at, expires_at,
                                     is_grey)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (owner_id, picture_key) DO UPDATE SET
                   is_grey = (pictures.is_grey OR excluded.is_grey),
                   kind = CASE WHEN excluded.expires_at IS NULL THEN excluded.kind ELSE pictures.kind END,
                   expires_at = CASE
                       WHEN pictures.expires_at IS NULL OR excluded.expires_at IS NULL THEN NULL
                       WHEN pictures.expires_at > excluded.expires_at THEN pictures.expires_at
                       ELSE excluded.expires_at
                   END
                   WHERE pictures.delete_since IS NULL";

    let kept = query(sql)
        .bind(owner.0)
        .bind(key.to_string())
        .bind(<&str>::from(kind))
        .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
        .bind(size.width)
        .bind(size.height)
        .bind(now.millis())
        .bind(expires_at.map(Moment::millis))
        .bind(is_grey)
        .execute(db)
        .await?;

    Ok(if kept.rows_affected() == 1 {
        KeepOutcome::Yes
    } else {
        KeepOutcome::TryLater
    })
}

/// Whether the person was forgotten. Somebody with a paid canvas under way still counts as known,
/// because the canvas needs its pictures.
async fn is_forgotten(db: &mut Connection, person: PersonId) -> Result<bool> {
    let sql = "SELECT count(*) FROM persons
               WHERE id = $1
                 AND (forgotten_at IS NULL
                      OR EXISTS (SELECT 1 FROM orders
                                 WHERE orders.person_id = persons.id
                                   AND stage IN ('paid', 'in_production', 'shipped')))";

    Ok(query_scalar::<i64>(sql)
        .bind(person.0)
        .fetch_one(db)
        .await?
        == 0)
}

/// Marks all pictures of a forgotten person for deletion, except those of a canvas under way.
pub(super) async fn mark_all_for_deletion(
    db: &mut Connection,
    person: PersonId,
    now: Moment,
) -> Result<()> {
    let sql = "WITH needed AS (
                   SELECT picture, master, sheet, checkpoint,
                          CASE WHEN masters.ended_at IS NULL THEN request END AS request
                   FROM orders
                   LEFT JOIN masters ON masters.order_id = orders.id
                   WHERE orders.person_id = $1 AND stage IN ('paid', 'in_production', 'shipped')
               )
               UPDATE pictures SET delete_since = coalesce(delete_since, $2)
               WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = $1)
                 AND NOT EXISTS (SELECT 1 FROM needed
                                 WHERE picture_key IN (picture, master, sheet, checkpoint,
                                                       json_extract(request, '$.photo'),
                                                       json_extract(request, '$.styles.first'),
                                                       json_extract(request, '$.styles.second.picture'),
                                           json_extract(request, '$.styles.edit.without'),
                                           json_extract(request, '$.styles.second.edit.without')))";

    query(sql)
        .bind(person.0)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// Marks a checkpoint for deletion.
pub(super) async fn mark_checkpoint_for_deletion(
    db: &mut Connection,
    person: PersonId,
    key: PictureKey,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE pictures SET delete_since = $3
               WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = $1)
                 AND picture_key = $2
                 AND kind = 'checkpoint'
                 AND delete_since IS NULL";

    query(sql)
        .bind(person.0)
        .bind(key.to_string())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// Whether a picture is there.
pub(super) async fn is_alive(
    db: &mut Connection,
    owner: PersonId,
    key: PictureKey,
) -> Result<bool> {
    Ok(find(db, owner, key).await?.is_some())
}

/// Whether a picture is there for what is written now: it is not marked for deletion before the
/// transaction ends.
pub(super) async fn is_usable(
    db: &mut Connection,
    owner: PersonId,
    key: PictureKey,
) -> Result<bool> {
    let Some(picture) = find(db, owner, key).await? else {
        return Ok(false);
    };
    let sql = "SELECT owner_id FROM pictures
               WHERE owner_id = $1 AND picture_key = $2 AND delete_since IS NULL
               FOR SHARE";
    let found: Option<i64> = query_scalar(sql)
        .bind(picture.owner.0)
        .bind(key.to_string())
        .fetch_optional(db)
        .await?;

    Ok(found.is_some())
}

/// Those of a person's pictures that have no colours of their own.
pub(super) async fn grey(
    db: &mut Connection,
    owner: PersonId,
    keys: impl Iterator<Item = PictureKey>,
) -> Result<Vec<PictureKey>> {
    let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
    let sql = "SELECT DISTINCT picture_key FROM selves
               JOIN pictures ON owner_id = self_id
               WHERE selves.person_id = (SELECT person_id FROM selves WHERE self_id = $1)
                 AND picture_key IN (SELECT value FROM json_each($2))
                 AND is_grey
                 AND delete_since IS NULL";
    let grey: Vec<String> = query_scalar(sql)
        .bind(owner.0)
        .bind(serde_json::to_string(&keys)?)
        .fetch_all(db)
        .await?;

    Ok(grey
        .iter()
        .filter_map(|key| PictureKey::parse(key))
        .collect())
}

/// A picture of a person or of an account that joined theirs. It stays in the folder where it was
/// written. Of two with the same content, the one with the longer lifetime.
pub(super) async fn find(
    db: &mut Connection,
    owner: PersonId,
    key: PictureKey,
) -> Result<Option<StoredPicture>> {
    let sql = "SELECT owner_id, kind, bytes, width, height FROM selves
               JOIN pictures ON owner_id = self_id
               WHERE selves.person_id = (SELECT person_id FROM selves WHERE self_id = $1)
                 AND picture_key = $2
                 AND delete_since IS NULL
               ORDER BY expires_at IS NULL DESC, expires_at DESC
               LIMIT 1";

    let row: Option<(i64, String, i64, Whole, Whole)> = query_as(sql)
        .bind(owner.0)
        .bind(key.to_string())
        .fetch_optional(db)
        .await?;

    Ok(row.map(
        |(owner, name, bytes, Whole(width), Whole(height))| StoredPicture {
            owner: PersonId(owner),
            kind: name.parse().unwrap_or(PictureKind::Input),
            bytes: bytes.unsigned_abs(),
            size: PictureSize::new(width, height),
        },
    ))
}

pub(super) async fn mark_expired(
    db: &mut Connection,
    now: Moment,
    limit: u32,
) -> Result<Vec<OwnedPicture>> {
    if db.has_many_writers() {
        // Jobs that begin with one of them are seen by the statement after this one.
        let sql = "SELECT owner_id FROM pictures WHERE expires_at <= $1 AND delete_since IS NULL FOR UPDATE";
        query(sql).bind(now.millis()).execute(&mut *db).await?;
    }

    let sql = "UPDATE pictures SET delete_since = $1
               WHERE expires_at <= $1
                 AND delete_since IS NULL
                 AND NOT EXISTS (
                     SELECT 1 FROM jobs
                     WHERE jobs.person_id = (SELECT selves.person_id FROM selves WHERE self_id = owner_id)
                       AND ended_at IS NULL
                       AND picture_key IN (photo, style, second_style, checkpoint,
                                           json_extract(request, '$.film.whole.file'),
                                           json_extract(request, '$.styles.edit.without'),
                                           json_extract(request, '$.styles.second.edit.without'))
                 )
                 AND NOT EXISTS (
                     SELECT 1 FROM masters
                     JOIN orders ON orders.id = order_id
                     WHERE orders.person_id = (SELECT selves.person_id FROM selves WHERE self_id = owner_id)
                       AND ended_at IS NULL
                       AND picture_key IN (checkpoint, json_extract(request, '$.photo'),
                                           json_extract(request, '$.styles.first'),
                                           json_extract(request, '$.styles.second.picture'))
                 )";

    query(sql).bind(now.millis()).execute(&mut *db).await?;

    let sql = "SELECT owner_id, picture_key FROM pictures WHERE delete_since IS NOT NULL ORDER BY delete_since LIMIT $1";
    let rows: Vec<(i64, String)> = query_as(sql).bind(limit).fetch_all(db).await?;

    Ok(rows
        .into_iter()
        .filter_map(|(owner, key)| {
            Some(OwnedPicture {
                owner: PersonId(owner),
                key: PictureKey::parse(&key)?,
            })
        })
        .collect())
}

pub(super) async fn delete_row(
    db: &mut Connection,
    owner: PersonId,
    key: PictureKey,
) -> Result<()> {
    films::let_go(db, owner, key).await?;

    let sql = "DELETE FROM pictures WHERE owner_id = $1 AND picture_key = $2 AND delete_since IS NOT NULL";
    query(sql)
        .bind(owner.0)
        .bind(key.to_string())
        .execute(db)
        .await?;

    Ok(())
}
