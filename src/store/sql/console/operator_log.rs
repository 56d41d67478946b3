//! The operator log. Triggers forbid changing or deleting a line.

use super::page_sql::push_page;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::console::lists::ListOrder;
use crate::store::console::{ActionOrigin, ListPage, OperatorLogLine, PageStart, Refusal};
use crate::store::database::{Connection, QueryBuilder, query, query_as};
use sqlx::FromRow;

/// What the log says about an action.
pub(super) struct Line {
    pub(super) action: &'static str,
    pub(super) subject: String,
    pub(super) note: String,
}

pub(super) async fn write(
    db: &mut Connection,
    line: Line,
    origin: &ActionOrigin,
    outcome: std::result::Result<(), Refusal>,
    now: Moment,
) -> Result<()> {
    let sql =
        "INSERT INTO operator_log (at, actor, session_id, address, action, subject, note, outcome)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let outcome = outcome.map_or_else(|refusal| refusal.to_string(), |()| "done".to_owned());
    query(sql)
        .bind(now.millis())
        .bind(origin.actor.name())
        .bind(origin.session)
        .bind(origin.address.as_deref())
        .bind(line.action)
        .bind(line.subject)
        .bind(line.note)
        .bind(outcome)
        .execute(db)
        .await?;

    Ok(())
}

#[derive(FromRow)]
struct Row {
    id: i64,
    at: i64,
    actor: String,
    session_id: Option<i64>,
    address: Option<String>,
    action: String,
    subject: String,
    note: String,
    outcome: String,
}

/// A page of the log, newest first.
pub(super) async fn list(
    db: &mut Connection,
    subject: Option<&str>,
    start: &PageStart<i64>,
    limit: usize,
) -> Result<ListPage<OperatorLogLine, i64>> {
    let mut query = QueryBuilder::new("SELECT * FROM operator_log WHERE TRUE");
    if let Some(subject) = subject {
        query.push(" AND subject = ").push_bind(subject.to_owned());
    }

    push_page(&mut query, &["id"], ListOrder::NewestFirst, start, limit);

    let rows: Vec<Row> = query.build_query_as().fetch_all(db).await?;
    let page = ListPage::from_rows(rows, start, ListOrder::NewestFirst, limit, |row| row.id);
    page.try_map(|row| Ok(entry(row)))
}

/// A line of the log.
pub(super) async fn find(db: &mut Connection, id: i64) -> Result<Option<OperatorLogLine>> {
    let row: Option<Row> = query_as("SELECT * FROM operator_log WHERE id = $1")
        .bind(id)
        .fetch_optional(db)
        .await?;

    Ok(row.map(entry))
}

fn entry(row: Row) -> OperatorLogLine {
    OperatorLogLine {
        id: row.id,
        at: Moment::from_millis(row.at),
        actor: row.actor,
        session: row.session_id,
        address: row.address,
        action: row.action,
        subject: row.subject,
        note: row.note,
        outcome: row.outcome,
    }
}
