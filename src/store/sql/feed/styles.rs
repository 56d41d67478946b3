//! Public styles, and how often they are used.

use crate::domain::feed::{Cursor, EntryId, Face, Part, Parts, PublicStyle, StyleId, StyleKey};
use crate::domain::job::Styles;
use crate::domain::look::Level;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::styles::GalleryStyle;
use crate::store::Result;
use crate::store::database::{Connection, Pool, query, query_as, query_scalar};
use crate::store::feed::Page;
use sqlx::FromRow;

/// Whether every picture of the starter gallery has its row.
pub(in crate::store::sql) async fn has_gallery_styles(db: &Pool) -> Result<bool> {
    let sql = "SELECT picture FROM feed_styles WHERE is_gallery = TRUE";
    let known: Vec<String> = query_scalar(sql).fetch_all(db).await?;

    Ok(GalleryStyle::all().all(|style| known.iter().any(|name| name == style.slug())))
}

/// Creates the rows of the starter gallery. They exist from the first day, because they are used
/// before anybody publishes.
pub(in crate::store::sql) async fn create_gallery_styles(db: &mut Connection) -> Result<()> {
    for style in GalleryStyle::all() {
        ensure(db, style.slug(), drawn(style.slug())).await?;

        let sql =
            "UPDATE feed_styles SET is_gallery = TRUE WHERE picture = $1 AND is_gallery = FALSE";
        query(sql).bind(style.slug()).execute(&mut *db).await?;
    }

    Ok(())
}

/// An id that looks random but is always the same. The gallery is public, so it need not be secret.
fn drawn(name: &str) -> StyleId {
    let key = PictureKey::from_bytes(format!("style {name}").as_bytes()).to_string();
    StyleId::from_chance(u64::from_str_radix(&key[..16], 16).unwrap_or_default())
}

/// The row of a style picture, created if there is none.
pub(super) async fn ensure(db: &mut Connection, picture: &str, id: StyleId) -> Result<i64> {
    let sql = "INSERT INTO feed_styles (id, picture) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    query(sql)
        .bind(id.row())
        .bind(picture)
        .execute(&mut *db)
        .await?;

    let sql = "SELECT id FROM feed_styles WHERE picture = $1";
    Ok(query_scalar(sql).bind(picture).fetch_one(db).await?)
}

/// The row of a style that an entry shows. A copy of a public style is that style.
pub(super) async fn ensure_shown(
    db: &mut Connection,
    picture: PictureRef,
    fresh: EntryId,
) -> Result<i64> {
    let sql = "SELECT id FROM feed_styles WHERE copy = $1";
    let known: Option<i64> = query_scalar(sql)
        .bind(picture.to_string())
        .fetch_optional(&mut *db)
        .await?;

    match known {
        Some(id) => Ok(id),
        None => ensure(db, &picture.to_string(), StyleId::from_row(fresh.row())).await,
    }
}

/// Saves the key of the copy that people get when they reuse a style.
pub(super) async fn name_copy(
    db: &mut Connection,
    entry: EntryId,
    part: Part,
    copy: PictureKey,
) -> Result<()> {
    let sql = match part {
        Part::Style => {
            "UPDATE feed_styles SET copy = $2
             WHERE id = (SELECT style_id FROM feed_entries WHERE id = $1) AND is_gallery = FALSE AND copy IS NULL"
        }
        Part::SecondStyle => {
            "UPDATE feed_styles SET copy = $2
             WHERE id = (SELECT second_style_id FROM feed_entries WHERE id = $1) AND is_gallery = FALSE AND copy IS NULL"
        }
        Part::Painting | Part::Photo | Part::PaintedOver | Part::SecondPaintedOver => return Ok(()),
    };

    query(sql)
        .bind(entry.row())
        .bind(copy.to_string())
        .execute(db)
        .await?;

    Ok(())
}

/// Counts a use of these styles.
pub(in crate::store::sql) async fn count_use(db: &mut Connection, styles: &Styles) -> Result<()> {
    for picture in styles.pictures() {
        let sql = "UPDATE feed_styles SET uses = uses + 1 WHERE picture = $1 OR copy = $1";
        query(sql)
            .bind(picture.to_string())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

/// The public key of a style row.
pub(super) fn key(id: Option<i64>, picture: Option<&str>) -> Option<StyleKey> {
    let gallery = picture.and_then(GalleryStyle::parse).map(StyleKey::Gallery);
    gallery.or_else(|| id.map(StyleId::from_row).map(StyleKey::Published))
}

/// The row of a public key, whether the style is public or not.
pub(in crate::store::sql) async fn row(db: &mut Connection, key: StyleKey) -> Result<Option<i64>> {
    match key {
        StyleKey::Published(id) => Ok(Some(id.row())),
        StyleKey::Gallery(style) => {
            let sql = "SELECT id FROM feed_styles WHERE picture = $1";
            Ok(query_scalar(sql)
                .bind(style.slug())
                .fetch_optional(db)
                .await?)
        }
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    picture: String,
    #[sqlx(try_from = "i64")]
    entries: u32,
    #[sqlx(try_from = "i64")]
    uses: u32,
    strength: Option<i8>,
    stroke: Option<i8>,
}

pub(super) async fn list(
    db: &mut Connection,
    after: Cursor,
    limit: u32,
) -> Result<Page<PublicStyle>> {
    let sql = "SELECT * FROM feed_styles
               WHERE (entries > 0 OR is_gallery = TRUE) AND (uses, id) < ($1, $2)
               ORDER BY uses DESC, id DESC
               LIMIT $3";
    let query = query_as(sql)
        .bind(after.rank)
        .bind(after.id)
        .bind(limit + 1);
    let mut rows: Vec<Row> = query.fetch_all(&mut *db).await?;
    let is_last = rows.len() <= limit as usize;

    rows.truncate(limit as usize);

    let next = rows.last().filter(|_| !is_last).map(|row| Cursor {
        rank: i64::from(row.uses),
        id: row.id,
    });
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.extend(read(db, row).await?);
    }

    Ok(Page { items, next })
}

pub(super) async fn find(db: &mut Connection, key: StyleKey) -> Result<Option<PublicStyle>> {
    let Some(id) = row(db, key).await? else {
        return Ok(None);
    };
    let sql = "SELECT * FROM feed_styles WHERE id = $1 AND (entries > 0 OR is_gallery = TRUE)";
    let found: Option<Row> = query_as(sql).bind(id).fetch_optional(&mut *db).await?;

    match found {
        Some(row) => read(db, row).await,
        None => Ok(None),
    }
}

async fn read(db: &mut Connection, row: Row) -> Result<Option<PublicStyle>> {
    let level = |position: Option<i8>| position.and_then(|position| Level::try_from(position).ok());
    let Some(key) = key(Some(row.id), Some(&row.picture)) else {
        return Ok(None);
    };
    Ok(Some(PublicStyle {
        key,
        face: face(db, row.id).await?,
        uses: row.uses,
        entries: row.entries,
        strength: level(row.strength),
        stroke: level(row.stroke),
    }))
}

/// The oldest entry with a style stays its face, so that a list of styles does not flicker.
async fn face(db: &mut Connection, style: i64) -> Result<Option<Face>> {
    const AS_FIRST: &str =
        "SELECT id, parts FROM feed_entries WHERE state = 'public' AND style_id = $1
                            ORDER BY published_at, id LIMIT 1";
    const AS_SECOND: &str =
        "SELECT id, parts FROM feed_entries WHERE state = 'public' AND second_style_id = $1
                             ORDER BY published_at, id LIMIT 1";

    for (sql, part) in [(AS_FIRST, Part::Style), (AS_SECOND, Part::SecondStyle)] {
        let found: Option<(i64, String)> =
            query_as(sql).bind(style).fetch_optional(&mut *db).await?;
        let Some((entry, parts)) = found else {
            continue;
        };
        let parts: Parts = serde_json::from_str(&parts)?;

        if let Some(shape) = parts.shape(part) {
            return Ok(Some(Face {
                entry: EntryId::from_row(entry),
                part,
                shape,
            }));
        }
    }

    Ok(None)
}
