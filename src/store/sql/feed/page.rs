//! Reads entries. Each order is one index range, or a few that are merged.

use super::styles;
use crate::domain::feed::{Cursor, Entry, EntryId, Order, Part, Parts, PenName, Span};
use crate::domain::picture_size::PictureSize;
use crate::domain::things::Word;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, query_as, query_scalar};
use crate::store::feed::Page;
use sqlx::FromRow;

macro_rules! entries {
    ($rank:literal, $rest:literal) => {
        concat!(
            "SELECT feed_entries.id, name, thing, is_by_service, published_at, recipe, parts, likes, ",
            $rank,
            " AS rank, first.id AS first_id, first.picture AS first_picture,
              second.id AS second_id, second.picture AS second_picture
             FROM feed_entries
             LEFT JOIN feed_styles AS first ON first.id = style_id
             LEFT JOIN feed_styles AS second ON second.id = second_style_id
             WHERE state = 'public' ",
            $rest
        )
    };
}

const NEWEST: &str = entries!(
    "published_at",
    "AND (published_at, feed_entries.id) < ($1, $2) ORDER BY published_at DESC, feed_entries.id DESC LIMIT $3"
);
const BEST: &str = entries!(
    "likes",
    "AND freshness = $4 AND (likes, feed_entries.id) < ($1, $2) ORDER BY likes DESC, feed_entries.id DESC LIMIT $3"
);
const OF_STYLE: &str = entries!(
    "published_at",
    "AND style_id = $4 AND (published_at, feed_entries.id) < ($1, $2)
     ORDER BY published_at DESC, feed_entries.id DESC LIMIT $3"
);
const OF_SECOND_STYLE: &str = entries!(
    "published_at",
    "AND second_style_id = $4 AND (published_at, feed_entries.id) < ($1, $2)
     ORDER BY published_at DESC, feed_entries.id DESC LIMIT $3"
);
const ONE: &str = entries!("published_at", "AND feed_entries.id = $1");

#[derive(FromRow)]
struct Row {
    id: i64,
    name: Option<String>,
    thing: Option<String>,
    is_by_service: bool,
    published_at: i64,
    recipe: String,
    parts: String,
    #[sqlx(try_from = "i64")]
    likes: u32,
    rank: i64,
    first_id: Option<i64>,
    first_picture: Option<String>,
    second_id: Option<i64>,
    second_picture: Option<String>,
}

/// A query over an index range, and the value of its first column.
type Stretch = (&'static str, i64);

pub(super) async fn page(
    db: &mut Connection,
    order: Order,
    after: Cursor,
    limit: u32,
) -> Result<Page<Entry>> {
    let mut rows: Vec<Row> = Vec::new();
    for (sql, column) in stretches(db, order).await? {
        let query = query_as(sql)
            .bind(after.rank)
            .bind(after.id)
            .bind(limit + 1)
            .bind(column);
        rows.extend(query.fetch_all(&mut *db).await?);
    }

    rows.sort_by_key(|row| std::cmp::Reverse((row.rank, row.id)));
    rows.dedup_by_key(|row| row.id);

    let is_last = rows.len() <= limit as usize;
    rows.truncate(limit as usize);

    let next = rows.last().filter(|_| !is_last).map(|row| Cursor {
        rank: row.rank,
        id: row.id,
    });
    let items = rows.iter().map(read).collect::<Result<_>>()?;

    Ok(Page { items, next })
}

async fn stretches(db: &mut Connection, order: Order) -> Result<Vec<Stretch>> {
    Ok(match order {
        Order::Newest => vec![(NEWEST, 0)],
        Order::Best(Span::Day) => vec![(BEST, 3)],
        Order::Best(Span::Week) => vec![(BEST, 3), (BEST, 2)],
        Order::Best(Span::Month) => vec![(BEST, 3), (BEST, 2), (BEST, 1)],
        Order::Style(key) => match styles::row(db, key).await? {
            Some(style) => vec![(OF_STYLE, style), (OF_SECOND_STYLE, style)],
            None => Vec::new(),
        },
    })
}

pub(super) async fn entry(db: &mut Connection, id: EntryId) -> Result<Option<Entry>> {
    let row: Option<Row> = query_as(ONE).bind(id.row()).fetch_optional(db).await?;
    row.as_ref().map(read).transpose()
}

pub(super) async fn shape(
    db: &mut Connection,
    id: EntryId,
    part: Part,
) -> Result<Option<PictureSize>> {
    let sql = "SELECT parts FROM feed_entries WHERE id = $1 AND state = 'public'";
    let parts: Option<String> = query_scalar(sql).bind(id.row()).fetch_optional(db).await?;
    let parts: Option<Parts> = parts
        .map(|parts| serde_json::from_str(&parts))
        .transpose()?;

    Ok(parts.and_then(|parts| parts.shape(part)))
}

fn read(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: EntryId::from_row(row.id),
        name: row.name.as_deref().and_then(PenName::parse),
        title: row.thing.as_deref().and_then(Word::parse),
        is_by_service: row.is_by_service,
        published: Moment::from_millis(row.published_at),
        recipe: serde_json::from_str(&row.recipe)?,
        parts: serde_json::from_str(&row.parts)?,
        style: styles::key(row.first_id, row.first_picture.as_deref()),
        second_style: styles::key(row.second_id, row.second_picture.as_deref()),
        likes: row.likes,
    })
}
