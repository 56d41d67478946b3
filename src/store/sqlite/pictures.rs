//! Rows of pictures, kept a little longer than their bytes on both ends.

use sqlx::SqliteConnection;

use crate::domain::ids::PersonId;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::pictures::PictureKind;
use crate::store::{KeepOutcome, KeepPicture, Result, StoredPicture};

const KINDS: [(PictureKind, &str); 4] = [
    (PictureKind::Input, "input"),
    (PictureKind::Preview, "preview"),
    (PictureKind::Painting, "painting"),
    (PictureKind::Checkpoint, "checkpoint"),
];

pub(super) async fn keep(db: &mut SqliteConnection, picture: KeepPicture) -> Result<KeepOutcome> {
    let KeepPicture {
        owner,
        key,
        kind,
        bytes,
        size,
        expires_at,
        now,
    } = picture;

    if is_forgotten(db, owner).await? {
        return Ok(KeepOutcome::NoOwner);
    }

    // A painting that is sent again as a photo stays a painting: the longer life wins.
    let sql = "INSERT INTO pictures (owner_id, picture_key, kind, bytes, width, height, created_at, expires_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT (owner_id, picture_key) DO UPDATE SET
                   kind = CASE WHEN excluded.expires_at IS NULL THEN excluded.kind ELSE kind END,
                   expires_at = CASE
                       WHEN expires_at IS NULL OR excluded.expires_at IS NULL THEN NULL
                       ELSE max(expires_at, excluded.expires_at)
                   END
                   WHERE doomed_at IS NULL";

    let kept = sqlx::query(sql)
        .bind(owner.0)
        .bind(key.to_string())
        .bind(kind_name(kind))
        .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
        .bind(size.0)
        .bind(size.1)
        .bind(now.millis())
        .bind(expires_at.map(Moment::millis))
        .execute(db)
        .await?;

    Ok(if kept.rows_affected() == 1 {
        KeepOutcome::Yes
    } else {
        KeepOutcome::TryLater
    })
}

fn kind_name(kind: PictureKind) -> &'static str {
    KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("input", |(_, name)| name)
}

/// Nothing is kept any more for somebody who was forgotten, but what a canvas needs that they have
/// paid for.
async fn is_forgotten(db: &mut SqliteConnection, person: PersonId) -> Result<bool> {
    let sql = "SELECT count(*) FROM persons
               WHERE id = ?1
                 AND (forgotten_at IS NULL
                      OR EXISTS (SELECT 1 FROM orders
                                 WHERE orders.person_id = persons.id
                                   AND stage IN ('paid', 'in_production', 'shipped')))";

    Ok(sqlx::query_scalar::<_, i64>(sql)
        .bind(person.0)
        .fetch_one(db)
        .await?
        == 0)
}

/// Every picture of somebody who was forgotten, but those of a canvas that is on its way.
pub(super) async fn doom_all(
    db: &mut SqliteConnection,
    person: PersonId,
    now: Moment,
) -> Result<()> {
    let sql = "WITH needed AS (
                   SELECT picture, master, sheet, checkpoint,
                          CASE WHEN masters.ended_at IS NULL THEN request END AS request
                   FROM orders
                   LEFT JOIN masters ON masters.order_id = orders.id
                   WHERE orders.person_id = ?1 AND stage IN ('paid', 'in_production', 'shipped')
               )
               UPDATE pictures SET doomed_at = coalesce(doomed_at, ?2)
               WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = ?1)
                 AND NOT EXISTS (SELECT 1 FROM needed
                                 WHERE picture_key IN (picture, master, sheet, checkpoint,
                                                       json_extract(request, '$.photo'),
                                                       json_extract(request, '$.styles.first'),
                                                       json_extract(request, '$.styles.second.picture')))";

    sqlx::query(sql)
        .bind(person.0)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// A checkpoint that is replaced, or not needed any more.
pub(super) async fn doom_checkpoint(
    db: &mut SqliteConnection,
    person: PersonId,
    key: PictureKey,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE pictures SET doomed_at = ?3
               WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = ?1)
                 AND picture_key = ?2
                 AND kind = 'checkpoint'
                 AND doomed_at IS NULL";

    sqlx::query(sql)
        .bind(person.0)
        .bind(key.to_string())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

pub(super) async fn is_alive(
    db: &mut SqliteConnection,
    owner: PersonId,
    key: PictureKey,
) -> Result<bool> {
    Ok(find(db, owner, key).await?.is_some())
}

/// A picture of a person, or of somebody with whom they have joined: it stays where it was written.
/// Of two with the same content the one that is kept longer.
pub(super) async fn find(
    db: &mut SqliteConnection,
    owner: PersonId,
    key: PictureKey,
) -> Result<Option<StoredPicture>> {
    let sql = "SELECT owner_id, kind, bytes, width, height FROM selves
               JOIN pictures ON owner_id = self_id
               WHERE selves.person_id = (SELECT person_id FROM selves WHERE self_id = ?1)
                 AND picture_key = ?2
                 AND doomed_at IS NULL
               ORDER BY expires_at IS NULL DESC, expires_at DESC
               LIMIT 1";

    let row: Option<(i64, String, i64, u32, u32)> = sqlx::query_as(sql)
        .bind(owner.0)
        .bind(key.to_string())
        .fetch_optional(db)
        .await?;

    Ok(
        row.map(|(owner, name, bytes, width, height)| StoredPicture {
            owner: PersonId(owner),
            kind: KINDS
                .iter()
                .find(|(_, known)| *known == name)
                .map_or(PictureKind::Input, |(kind, _)| *kind),
            bytes: bytes.unsigned_abs(),
            size: (width, height),
        }),
    )
}

pub(super) async fn doom(
    db: &mut SqliteConnection,
    now: Moment,
    limit: u32,
) -> Result<Vec<(PersonId, PictureKey)>> {
    let sql = "UPDATE pictures SET doomed_at = ?1
               WHERE expires_at <= ?1
                 AND doomed_at IS NULL
                 AND NOT EXISTS (
                     SELECT 1 FROM jobs
                     WHERE jobs.person_id = (SELECT selves.person_id FROM selves WHERE self_id = owner_id)
                       AND ended_at IS NULL
                       AND picture_key IN (photo, style, second_style, checkpoint)
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

    sqlx::query(sql)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    let sql = "SELECT owner_id, picture_key FROM pictures WHERE doomed_at IS NOT NULL ORDER BY doomed_at LIMIT ?1";
    let rows: Vec<(i64, String)> = sqlx::query_as(sql).bind(limit).fetch_all(db).await?;

    Ok(rows
        .into_iter()
        .filter_map(|(owner, key)| Some((PersonId(owner), PictureKey::parse(&key)?)))
        .collect())
}

pub(super) async fn bury(
    db: &mut SqliteConnection,
    owner: PersonId,
    key: PictureKey,
) -> Result<()> {
    let sql =
        "DELETE FROM pictures WHERE owner_id = ?1 AND picture_key = ?2 AND doomed_at IS NOT NULL";
    sqlx::query(sql)
        .bind(owner.0)
        .bind(key.to_string())
        .execute(db)
        .await?;

    Ok(())
}
