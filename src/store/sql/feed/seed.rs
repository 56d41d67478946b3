//! Made-up entries for speed tests.

use crate::domain::feed::{PaintingRecipe, Parts};
use crate::domain::picture_size::PictureSize;
use crate::domain::style_edit::StyleEdit;
use crate::domain::styles::GalleryStyle;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::domain::work::{Knobs, painting};
use crate::store::Result;
use crate::store::database::{Connection, query};

/// An odd factor that spreads consecutive numbers: no id occurs twice, and they are not in order.
const SPREAD: i64 = 9_176_421_587_473;

pub(super) async fn seed(db: &mut Connection, entries: u32, now: Moment) -> Result<()> {
    // 30 and 60 days are written out: a product of two small numbers is a small number in PostgreSQL.
    let sql = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $1),
                    hung (id, place) AS (SELECT id, row_number() OVER (ORDER BY picture) - 1 FROM feed_styles
                                         WHERE is_gallery = TRUE)
               INSERT INTO feed_entries (id, is_by_service, state, recipe, parts, style_id, asked_at, published_at, freshness, likes,
                                         files_gone)
               SELECT drawn, TRUE, 'public', $3, $4, hung.id, at, at,
                      CASE WHEN at > $2 - 86400000 THEN 3
                           WHEN at > $2 - 7 * 86400000 THEN 2
                           WHEN at > $2 - 2592000000 THEN 1
                           ELSE 0 END,
                      drawn % 97 * (drawn % 13), FALSE
               FROM (SELECT n, n * $5 AS drawn, $2 - n * (5184000000 / $1) AS at
                     FROM numbers) AS many
               LEFT JOIN hung ON hung.place = n % $6";

    let shape = PictureSize {
        width: 600,
        height: 450,
    };
    let parts = Parts {
        painting: shape,
        photo: Some(shape),
        style: Some(shape),
        second_style: None,
        painted_over: None,
        second_painted_over: None,
        film: None,
    };

    let recipe = PaintingRecipe {
        kind: painting::NAME,
        knobs: Knobs::default(),
        is_guided: true,
        tier: Tier::Free,
        size: 600,
        iterations: 300,
        share: None,
        edit: StyleEdit::default(),
        second_edit: StyleEdit::default(),
    };

    query(sql)
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
    query(sql).execute(db).await?;

    Ok(())
}
