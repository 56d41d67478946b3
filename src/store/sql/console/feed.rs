//! Moderation of the feed.

use super::page_sql::push_page;
use crate::domain::ids::{JobId, PersonId};
use crate::domain::look::Level;
use crate::domain::things::Word;
use crate::domain::time::Moment;
use crate::domain::{
    feed::{EntryId, Parts, Reason, Stage},
    news::FeedNews,
};
use crate::store::Result;
use crate::store::console::feed::ReportCount;
use crate::store::console::lists::ListOrder;
use crate::store::console::{
    FeedEntryFilter, FeedEntryLine, ListKey, ListPage, PageStart, Refusal, Tuning,
};
use crate::store::database::{Connection, QueryBuilder, Whole, query, query_as, query_scalar};
use crate::store::sql::feed::{feed_entries, styles};
use crate::store::sql::persons;
use sqlx::FromRow;

type Outcome = std::result::Result<(), Refusal>;

#[derive(FromRow)]
struct Row {
    id: i64,
    state: String,
    person_id: Option<i64>,
    is_banned: bool,
    job_id: Option<i64>,
    name: Option<String>,
    thing: Option<String>,
    parts: Option<String>,
    asked_at: i64,
    #[sqlx(try_from = "i64")]
    likes: u32,
    hidden_because: Option<String>,
    rank: i64,
}

const LINE: &str =
    "SELECT feed_entries.id, state, person_id, persons.feed_banned_at IS NOT NULL AS is_banned, job_id, name, thing,
            parts, asked_at, likes, hidden_because, ";

const TABLES: &str = " AS rank
     FROM feed_entries
     LEFT JOIN persons ON persons.id = person_id
     WHERE ";

/// How the entries of a filter are found and sorted.
struct Listing {
    condition: &'static str,
    rank: &'static str,
    order: ListOrder,
}

const fn listing(filter: FeedEntryFilter) -> Listing {
    let (condition, rank, order) = match filter {
        FeedEntryFilter::Awaiting => ("state = 'awaiting'", "asked_at", ListOrder::OldestFirst),
        FeedEntryFilter::Reported => (
            "state = 'public' AND reports > 0",
            "reports",
            ListOrder::NewestFirst,
        ),
        FeedEntryFilter::Public => ("state = 'public'", "published_at", ListOrder::NewestFirst),
        FeedEntryFilter::Hidden => ("state = 'hidden'", "asked_at", ListOrder::NewestFirst),
    };

    Listing {
        condition,
        rank,
        order,
    }
}

/// A page of the entries that pass a filter.
pub(super) async fn list(
    db: &mut Connection,
    filter: FeedEntryFilter,
    start: &PageStart<ListKey>,
    limit: usize,
) -> Result<ListPage<FeedEntryLine, ListKey>> {
    let listing = listing(filter);
    let mut query = QueryBuilder::new(LINE);
    query
        .push(listing.rank)
        .push(TABLES)
        .push(listing.condition);
    push_page(
        &mut query,
        &[listing.rank, "feed_entries.id"],
        listing.order,
        start,
        limit,
    );

    let rows: Vec<Row> = query.build_query_as().fetch_all(&mut *db).await?;
    let page = ListPage::from_rows(rows, start, listing.order, limit, |row| ListKey {
        rank: row.rank,
        id: row.id,
    });

    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        let reports = reports(db, row.id).await?;
        items.extend(feed_entry_line(row, reports)?);
    }

    Ok(ListPage {
        items,
        newer: page.newer,
        older: page.older,
    })
}

async fn reports(db: &mut Connection, entry: i64) -> Result<Vec<ReportCount>> {
    let sql = "SELECT reason, count(*) FROM feed_reports WHERE entry_id = $1 GROUP BY reason ORDER BY count(*) DESC";
    let rows: Vec<(String, Whole)> = query_as(sql).bind(entry).fetch_all(db).await?;

    Ok(rows
        .into_iter()
        .filter_map(|(reason, Whole(count))| {
            let reason = Reason::parse(&reason)?;
            Some(ReportCount { reason, count })
        })
        .collect())
}

fn feed_entry_line(row: Row, reports: Vec<ReportCount>) -> Result<Option<FeedEntryLine>> {
    let Some(stage) = Stage::parse(&row.state) else {
        return Ok(None);
    };
    Ok(Some(FeedEntryLine {
        id: EntryId::from_row(row.id),
        stage,
        person: row.person_id.map(PersonId),
        is_banned: row.is_banned,
        job: row.job_id.map(JobId::from_row),
        name: row.name,
        title: row.thing.as_deref().and_then(Word::parse),
        parts: row
            .parts
            .map(|parts| serde_json::from_str(&parts))
            .transpose()?,
        submitted_at: Moment::from_millis(row.asked_at),
        likes: row.likes,
        reports,
        hidden_because: row.hidden_because,
    }))
}

/// The parts of an entry that was not withdrawn.
pub(super) async fn parts(db: &mut Connection, id: EntryId) -> Result<Option<Parts>> {
    let sql = "SELECT parts FROM feed_entries WHERE id = $1 AND state <> 'taken_back' AND parts IS NOT NULL";
    let parts: Option<String> = query_scalar(sql).bind(id.row()).fetch_optional(db).await?;
    Ok(parts
        .map(|parts| serde_json::from_str(&parts))
        .transpose()?)
}

/// Makes an entry public that waited or was hidden. Its reports are settled by that.
pub(super) async fn approve(db: &mut Connection, id: EntryId, now: Moment) -> Result<Outcome> {
    let sql = "SELECT state FROM feed_entries WHERE id = $1 AND parts IS NOT NULL";
    let state: Option<String> = query_scalar(sql)
        .bind(id.row())
        .fetch_optional(&mut *db)
        .await?;
    let Some(stage) = state.as_deref().and_then(Stage::parse) else {
        return Ok(Err(Refusal::Unknown));
    };

    if !matches!(stage, Stage::Awaiting | Stage::Hidden | Stage::Public) {
        return Ok(Err(Refusal::TooLate));
    }

    let statements = [
        "UPDATE feed_entries SET state = 'public', published_at = coalesce(published_at, $2), hidden_because = NULL,
                                 reports = 0
         WHERE id = $1",
        "DELETE FROM feed_reports WHERE entry_id = $1",
    ];

    for statement in statements {
        query(statement)
            .bind(id.row())
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    if stage == Stage::Awaiting {
        feed_entries::tell(db, id, &FeedNews::Public(id), now).await?;
    }

    Ok(Ok(()))
}

/// Hides an entry, and tells its person why.
pub(super) async fn hide(
    db: &mut Connection,
    id: EntryId,
    because: &str,
    now: Moment,
) -> Result<Outcome> {
    let sql = "UPDATE feed_entries SET state = 'hidden', hidden_because = $2
               WHERE id = $1 AND state IN ('awaiting', 'public')
               RETURNING job_id";
    let hidden: Option<Option<i64>> = query_scalar(sql)
        .bind(id.row())
        .bind(because)
        .fetch_optional(&mut *db)
        .await?;

    let Some(job) = hidden else {
        return Ok(Err(Refusal::TooLate));
    };

    if let Some(job) = job {
        let news = FeedNews::Hidden {
            job: JobId::from_row(job),
            because: because.to_owned(),
        };
        feed_entries::tell(db, id, &news, now).await?;
    }

    Ok(Ok(()))
}

/// Bans a person from the feed, or lifts the ban.
pub(super) async fn ban(
    db: &mut Connection,
    person: PersonId,
    because: Option<&str>,
    now: Moment,
) -> Result<Outcome> {
    let person = persons::now_known_as(db, person).await?;
    let sql = "UPDATE persons SET feed_banned_at = CASE WHEN $2 IS NULL THEN NULL ELSE $3 END, feed_banned_because = $2
               WHERE id = $1 AND forgotten_at IS NULL AND (feed_banned_at IS NULL) = ($2 IS NOT NULL)";
    let changed = query(sql)
        .bind(person.0)
        .bind(because)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    if changed.rows_affected() != 1 {
        return Ok(Err(Refusal::TooLate));
    }

    crate::store::sql::persons::changed(db, person)
        .await
        .map(Ok)
}

/// Saves the settings that suit a style.
pub(super) async fn tune(db: &mut Connection, tuning: Tuning) -> Result<Outcome> {
    let Some(style) = styles::row(db, tuning.style).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    let sql = "UPDATE feed_styles SET strength = $2, stroke = $3 WHERE id = $1";
    let position = |level: Option<Level>| level.map(Level::position);
    let statement = query(sql)
        .bind(style)
        .bind(position(tuning.strength))
        .bind(position(tuning.stroke));

    let tuned = statement.execute(db).await?;
    Ok(if tuned.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Refusal::Unknown)
    })
}
