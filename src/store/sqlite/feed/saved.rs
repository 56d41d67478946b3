//! Styles that people have saved, and styles of entries that they like.

use sqlx::SqliteConnection;

use super::styles;
use crate::domain::feed::{SavedStyle, StyleKey, StyleTitle};
use crate::domain::ids::PersonId;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::sqlite::pictures;
use crate::store::{Result, StoreError};

/// A style that is no longer saved lives as long as a picture sent today.
const KEPT_AFTER: i64 = 30 * 24 * 60 * 60 * 1000;

/// Saves a style or renames it. Fails with `Conflict`, because the step was made from old facts, if
/// its picture is gone.
pub(in crate::store::sqlite) async fn save(
    db: &mut SqliteConnection,
    person: PersonId,
    style: &SavedStyle,
    now: Moment,
) -> Result<()> {
    if !pictures::is_alive(db, person, style.picture).await? {
        return Err(StoreError::Conflict);
    }

    let sql =
        "INSERT INTO saved_styles (person_id, picture, title, saved_at) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (person_id, picture) DO UPDATE SET title = excluded.title";
    sqlx::query(sql)
        .bind(person.0)
        .bind(style.picture.to_string())
        .bind(style.title.to_string())
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    let sql = "UPDATE pictures SET expires_at = NULL
               WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = ?1)
                 AND picture_key = ?2 AND delete_since IS NULL";
    sqlx::query(sql)
        .bind(person.0)
        .bind(style.picture.to_string())
        .execute(db)
        .await?;

    Ok(())
}

/// Removes a saved style. A painting that was used as a style stays a painting.
pub(in crate::store::sqlite) async fn drop(
    db: &mut SqliteConnection,
    person: PersonId,
    picture: PictureKey,
    now: Moment,
) -> Result<()> {
    let sql = "DELETE FROM saved_styles WHERE person_id = ?1 AND picture = ?2";
    sqlx::query(sql)
        .bind(person.0)
        .bind(picture.to_string())
        .execute(&mut *db)
        .await?;

    let sql = "UPDATE pictures SET expires_at = ?3
               WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = ?1)
                 AND picture_key = ?2 AND kind <> 'painting' AND expires_at IS NULL";
    let query = sqlx::query(sql)
        .bind(person.0)
        .bind(picture.to_string())
        .bind(now.millis() + KEPT_AFTER);

    query.execute(db).await?;
    Ok(())
}

/// The saved styles, newest first.
pub(in crate::store::sqlite) async fn list(
    db: &mut SqliteConnection,
    person: i64,
) -> Result<Vec<SavedStyle>> {
    let sql = "SELECT picture, title FROM saved_styles WHERE person_id = ?1 ORDER BY saved_at DESC, picture LIMIT ?2";
    let most = SavedStyle::MOST as u32;
    let rows: Vec<(String, String)> = sqlx::query_as(sql)
        .bind(person)
        .bind(most)
        .fetch_all(db)
        .await?;

    let read = |(picture, title): (String, String)| {
        Some(SavedStyle {
            picture: PictureKey::parse(&picture)?,
            title: StyleTitle::parse(&title)?,
        })
    };

    Ok(rows.into_iter().filter_map(read).collect())
}

/// The styles of the entries that a person liked last.
pub(in crate::store::sqlite) async fn liked(
    db: &mut SqliteConnection,
    person: i64,
) -> Result<Vec<StyleKey>> {
    let sql = "SELECT feed_styles.id, feed_styles.picture FROM feed_likes
               JOIN feed_entries ON feed_entries.id = entry_id AND state = 'public'
               JOIN feed_styles ON feed_styles.id = style_id
               WHERE liker = 'person ' || ?1
               GROUP BY feed_styles.id
               ORDER BY max(at) DESC
               LIMIT 10";
    let rows: Vec<(i64, String)> = sqlx::query_as(sql).bind(person).fetch_all(db).await?;

    Ok(rows
        .into_iter()
        .filter_map(|(id, picture)| styles::key(Some(id), Some(&picture)))
        .collect())
}
