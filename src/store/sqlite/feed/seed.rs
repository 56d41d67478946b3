//! Made-up entries for speed tests.

use sqlx::SqliteConnection;

use crate::domain::feed::{PaintingRecipe, Parts};
use crate::domain::picture_size::PictureSize;
use crate::domain::styles::GalleryStyle;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::domain::work::{Knobs, painting};
use crate::store::Result;

/// An odd factor that spreads consecutive numbers: no id occurs twice, and they are not in order.
const SPREAD: i64 = 9_176_421_587_473;

pub(super) async fn seed(db: &mut SqliteConnection, entries: u32, now: Moment) -> Result<()> {
    let sql = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?1),
                    hung (id, place) AS (SELECT id, row_number() OVER (ORDER BY picture) - 1 FROM feed_styles
                                         WHERE is_gallery = 1)
               INSERT INTO feed_entries (id, is_by_service, state, recipe, parts, style_id, asked_at, published_at, freshness, likes,
                                         files_gone)
               SELECT drawn, 1, 'public', ?3, ?4, hung.id, at, at,
                      CASE WHEN at > ?2 - 86400000 THEN 3
                           WHEN at > ?2 - 7 * 86400000 THEN 2
                           WHEN at > ?2 - 30 * 86400000 THEN 1
                           ELSE 0 END,
                      drawn % 97 * (drawn % 13), 0
               FROM (SELECT n, n * ?5 AS drawn, ?2 - n * (60 * 86400000 / ?1) AS at
                     FROM numbers)
               LEFT JOIN hung ON hung.place = n % ?6";

    let shape = PictureSize {
        width: 600,
        height: 450,
    };
    let parts = Parts {
        painting: shape,
        photo: Some(shape),
        style: Some(shape),
        second_style: None,
    };

    let recipe = PaintingRecipe {
        kind: painting::NAME,
        knobs: Knobs::default(),
        is_guided: true,
        tier: Tier::Free,
        size: 600,
        iterations: 300,
        share: None,
    };

    sqlx::query(sql)
        .bind(i64::from(entries.max(1)))
        .bind(now.millis())
        .bind(serde_json::to_string(&recipe)?)
        .bind(serde_json::to_string(&parts)?)
        .bind(SPREAD)
        .bind(GalleryStyle::all().map(|_| 1_i64).sum::<i64>())
        .execute(&mut *db)
        .await?;

    let sql = "UPDATE feed_styles SET entries = (SELECT count(*) FROM feed_entries
                                                 WHERE state = 'public' AND style_id = feed_styles.id),
                                      uses = uses + id % 1000";
    sqlx::query(sql).execute(db).await?;

    Ok(())
}
