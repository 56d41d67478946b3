//! The operator log. Triggers forbid changing or deleting a line.

use sqlx::{FromRow, SqliteConnection};

use super::PAGE;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::console::{ActionOrigin, OperatorLogLine, Refusal};

/// What the log says about an action.
pub(super) struct Line {
    pub(super) action: &'static str,
    pub(super) subject: String,
    pub(super) note: String,
}

pub(super) async fn write(
    db: &mut SqliteConnection,
    line: Line,
    origin: &ActionOrigin,
    outcome: std::result::Result<(), Refusal>,
    now: Moment,
) -> Result<()> {
    let sql =
        "INSERT INTO operator_log (at, actor, session_id, address, action, subject, note, outcome)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let outcome = outcome.map_or_else(|refusal| refusal.to_string(), |()| "done".to_owned());
    sqlx::query(sql)
        .bind(now.millis())
        .bind(origin.actor.name())
        .bind(origin.session)
        .bind(&origin.address)
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

pub(super) async fn list(
    db: &mut SqliteConnection,
    before: Option<i64>,
    subject: Option<&str>,
) -> Result<Vec<OperatorLogLine>> {
    let sql = match subject {
        Some(_) => {
            "SELECT * FROM operator_log WHERE id < ?1 AND subject = ?3 ORDER BY id DESC LIMIT ?2"
        }
        None => "SELECT * FROM operator_log WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
    };
    let query = sqlx::query_as(sql)
        .bind(before.unwrap_or(i64::MAX))
        .bind(PAGE);
    let query = if let Some(subject) = subject {
        query.bind(subject.to_owned())
    } else {
        query
    };

    let rows: Vec<Row> = query.fetch_all(db).await?;
    Ok(rows.into_iter().map(entry).collect())
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
