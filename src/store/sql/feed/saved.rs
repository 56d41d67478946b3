//! Styles that people have saved, and styles of entries that they like.

use super::styles;
use crate::domain::feed::{SavedStyle, StyleKey, StyleTitle};
use crate::domain::ids::PersonId;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::database::{Connection, query, query_as};
use crate::store::sql::pictures;
use crate::store::{Result, StoreError};
use sqlx::FromRow;

/// A saved style, as it is kept.
#[derive(FromRow)]
struct Row {
    picture: String,
    title: String,
    edit: Option<String>,
}

/// A style that is no longer saved lives as long as a picture sent today.
const KEPT_AFTER: i64 = 30 * 24 * 60 * 60 * 1000;

/// Saves a style or renames it. Fails with `Conflict`, because the step was made from old facts, if
/// its picture is gone.
pub(in crate::store::sql) async fn save(
    db: &mut Connection,
    person: PersonId,
    style: &SavedStyle,
    now: Moment,
) -> Result<()> {
    let kept = style.style().own_pictures();
    for picture in kept.clone() {
        if !pictures::is_usable(db, person, picture).await? {
            return Err(StoreError::Conflict);
        }
    }

    let edit = (!style.edit.is_nothing()).then(|| serde_json::to_string(&style.edit));
    let sql =
        "INSERT INTO saved_styles (person_id, picture, title, saved_at, edit) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (person_id, picture) DO UPDATE SET title = excluded.title, edit = excluded.edit";
    query(sql)
        .bind(person.0)
        .bind(style.picture.to_string())
        .bind(style.title.to_string())
        .bind(now.millis())
        .bind(edit.transpose()?)
        .execute(&mut *db)
        .await?;

    for picture in kept {
        let sql = "UPDATE pictures SET expires_at = NULL
                   WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = $1)
                     AND picture_key = $2 AND delete_since IS NULL";
        query(sql)
            .bind(person.0)
            .bind(picture.to_string())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

/// Removes a saved style. A painting that was used as a style stays a painting.
pub(in crate::store::sql) async fn drop(
    db: &mut Connection,
    person: PersonId,
    picture: PictureKey,
    now: Moment,
) -> Result<()> {
    // The copy in which something is painted over goes with it.
    let sql = "UPDATE pictures SET expires_at = $3
               WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = $1)
                 AND kind <> 'painting' AND expires_at IS NULL
                 AND (picture_key = $2
                      OR picture_key = (SELECT json_extract(edit, '$.without') FROM saved_styles
                                        WHERE person_id = $1 AND picture = $2))";
    query(sql)
        .bind(person.0)
        .bind(picture.to_string())
        .bind(now.millis() + KEPT_AFTER)
        .execute(&mut *db)
        .await?;

    let sql = "DELETE FROM saved_styles WHERE person_id = $1 AND picture = $2";
    query(sql)
        .bind(person.0)
        .bind(picture.to_string())
        .execute(db)
        .await?;

    Ok(())
}

/// The saved styles, newest first.
pub(in crate::store::sql) async fn list(
    db: &mut Connection,
    person: i64,
) -> Result<Vec<SavedStyle>> {
    let sql = "SELECT picture, title, edit FROM saved_styles WHERE person_id = $1 ORDER BY saved_at DESC, picture LIMIT $2";
    let most = SavedStyle::MOST as u32;
    let rows: Vec<Row> = query_as(sql).bind(person).bind(most).fetch_all(db).await?;

    Ok(rows.iter().filter_map(read).collect())
}

fn read(row: &Row) -> Option<SavedStyle> {
    let edit = row.edit.as_deref().map(serde_json::from_str);
    Some(SavedStyle {
        picture: PictureKey::parse(&row.picture)?,
        title: StyleTitle::parse(&row.title)?,
        edit: edit.transpose().ok()?.unwrap_or_default(),
    })
}

/// The styles of the entries that a person liked last.
pub(in crate::store::sql) async fn liked(
    db: &mut Connection,
    person: i64,
) -> Result<Vec<StyleKey>> {
    let sql = "SELECT feed_styles.id, feed_styles.picture FROM feed_likes
               JOIN feed_entries ON feed_entries.id = entry_id AND state = 'public'
               JOIN feed_styles ON feed_styles.id = style_id
               WHERE liker = 'person ' || $1
               GROUP BY feed_styles.id
               ORDER BY max(at) DESC
               LIMIT 10";
    let rows: Vec<(i64, String)> = query_as(sql).bind(person).fetch_all(db).await?;

    Ok(rows
        .into_iter()
        .filter_map(|(id, picture)| styles::key(Some(id), Some(&picture)))
        .collect())
}
