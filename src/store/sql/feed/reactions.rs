//! Likes and reports: one per person or visitor, within daily limits.

use crate::domain::feed::{EntryId, LikeOutcome, Liker, Report, ReportOutcome};
use crate::domain::rules::ReactionLimits;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, Whole, query, query_as, query_scalar};
use sqlx::FromRow;

/// The most likes of one person or visitor in a day.
const MOST_LIKES: i64 = 300;
/// The most reports of one person or visitor in a day.
const MOST_REPORTS: i64 = 20;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The name of a person or visitor in the rows.
fn name(liker: &Liker) -> String {
    match liker {
        Liker::Person { person, .. } => format!("person {person}"),
        Liker::Visitor { cookie, .. } => format!("visitor {cookie}"),
    }
}

fn network(liker: &Liker) -> Option<&str> {
    match liker {
        Liker::Person { network, .. } => network.as_deref(),
        Liker::Visitor { network, .. } => Some(network),
    }
}

/// The likes of a public entry, and whether it is the liker's own.
async fn seen(db: &mut Connection, id: EntryId, liker: &Liker) -> Result<Option<(u32, bool)>> {
    let own = match liker {
        Liker::Person { person, .. } => Some(person.0),
        Liker::Visitor { .. } => None,
    };

    let sql =
        "SELECT likes, coalesce(person_id = (SELECT person_id FROM selves WHERE self_id = $2), FALSE)
               FROM feed_entries WHERE id = $1 AND state = 'public'";
    let row: Option<(Whole, bool)> = query_as(sql)
        .bind(id.row())
        .bind(own)
        .fetch_optional(db)
        .await?;

    Ok(row.map(|(Whole(likes), is_own)| (likes, is_own)))
}

pub(in crate::store::sql) async fn like(
    db: &mut Connection,
    id: EntryId,
    liker: &Liker,
    limits: ReactionLimits,
    now: Moment,
) -> Result<LikeOutcome> {
    let Some((likes, is_own)) = seen(db, id, liker).await? else {
        return Ok(LikeOutcome::Nothing);
    };

    if is_own {
        return Ok(LikeOutcome::Own(likes));
    }

    if has_liked(db, id, liker).await? {
        return Ok(LikeOutcome::Already(likes));
    }

    if is_too_much(db, id, liker, limits, now).await? {
        return Ok(LikeOutcome::TooMany);
    }

    let sql = "INSERT INTO feed_likes (entry_id, liker, address, at) VALUES ($1, $2, $3, $4)";
    query(sql)
        .bind(id.row())
        .bind(name(liker))
        .bind(network(liker))
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(LikeOutcome::Yes(likes + 1))
}

pub(super) async fn unlike(db: &mut Connection, id: EntryId, liker: &Liker) -> Result<LikeOutcome> {
    let Some((likes, _)) = seen(db, id, liker).await? else {
        return Ok(LikeOutcome::Nothing);
    };
    let sql = "DELETE FROM feed_likes WHERE entry_id = $1 AND liker = $2";
    let gone = query(sql)
        .bind(id.row())
        .bind(name(liker))
        .execute(db)
        .await?;

    Ok(if gone.rows_affected() == 1 {
        LikeOutcome::Yes(likes.saturating_sub(1))
    } else {
        LikeOutcome::Already(likes)
    })
}

async fn has_liked(db: &mut Connection, id: EntryId, liker: &Liker) -> Result<bool> {
    let sql = "SELECT count(*) FROM feed_likes WHERE entry_id = $1 AND liker = $2";
    let found: i64 = query_scalar(sql)
        .bind(id.row())
        .bind(name(liker))
        .fetch_one(db)
        .await?;

    Ok(found > 0)
}

/// The likes of a day.
#[derive(FromRow)]
struct GivenRow {
    own: i64,
    of_network: i64,
    of_entry: i64,
}

async fn is_too_much(
    db: &mut Connection,
    id: EntryId,
    liker: &Liker,
    limits: ReactionLimits,
    now: Moment,
) -> Result<bool> {
    let sql = "SELECT (SELECT count(*) FROM feed_likes WHERE liker = $2 AND at > $4) AS own,
                      (SELECT count(*) FROM feed_likes WHERE address = $3 AND at > $4) AS of_network,
                      (SELECT count(*) FROM feed_likes
                       WHERE address = $3 AND at > $4 AND entry_id = $1) AS of_entry";
    let query = query_as(sql)
        .bind(id.row())
        .bind(name(liker))
        .bind(network(liker))
        .bind(now.millis() - DAY);
    let given: GivenRow = query.fetch_one(db).await?;

    Ok(given.own >= MOST_LIKES
        || given.of_network >= limits.likes_per_day.into()
        || given.of_entry >= limits.likes_per_entry.into())
}

pub(super) async fn liked(
    db: &mut Connection,
    liker: &Liker,
    entries: &[EntryId],
) -> Result<Vec<EntryId>> {
    let ids: Vec<i64> = entries.iter().map(|id| id.row()).collect();
    let sql = "SELECT entry_id FROM feed_likes
               WHERE liker = $1 AND entry_id IN (SELECT CAST(value AS BIGINT) FROM json_each($2))";
    let query = query_scalar(sql)
        .bind(name(liker))
        .bind(serde_json::to_string(&ids)?);

    let found: Vec<i64> = query.fetch_all(db).await?;
    Ok(found.into_iter().map(EntryId::from_row).collect())
}

pub(super) async fn report(
    db: &mut Connection,
    report: &Report,
    limits: ReactionLimits,
    now: Moment,
) -> Result<ReportOutcome> {
    let Report { entry, by, reason } = report;
    if seen(db, *entry, by).await?.is_none() {
        return Ok(ReportOutcome::Nothing);
    }

    let sql = "SELECT (SELECT count(*) FROM feed_reports WHERE reporter = $1 AND at > $3),
                      (SELECT count(*) FROM feed_reports WHERE address = $2 AND at > $3)";
    let (own, of_network): (i64, i64) = query_as(sql)
        .bind(name(by))
        .bind(network(by))
        .bind(now.millis() - DAY)
        .fetch_one(&mut *db)
        .await?;
    if own >= MOST_REPORTS || of_network >= limits.reports_per_day.into() {
        return Ok(ReportOutcome::TooMany);
    }

    let sql = "INSERT INTO feed_reports (entry_id, reporter, address, reason, at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (entry_id, reporter) DO NOTHING";
    query(sql)
        .bind(entry.row())
        .bind(name(by))
        .bind(network(by))
        .bind(reason.name())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(ReportOutcome::Yes)
}
