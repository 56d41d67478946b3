//! The conversation as a page shows it.

use crate::domain::ids::ChatId;
use crate::domain::incoming::Incoming;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Pool, query_as};
use crate::store::outbox::{TranscriptContent, TranscriptLine};
use sqlx::FromRow;

/// How far back is looked, in rows: each step of a painting's progress is a row, and all of them
/// together are one line.
const ROWS: u32 = 3000;

#[derive(FromRow)]
struct LineRow {
    at: i64,
    incoming: Option<String>,
    message: Option<String>,
    message_id: Option<String>,
}

pub(super) async fn transcript(db: &Pool, chat: ChatId, limit: u32) -> Result<Vec<TranscriptLine>> {
    let sql = "WITH received AS (
                   SELECT received_at AS at, CAST(0 AS BIGINT) AS side, id, CAST(id AS TEXT) AS message FROM inbox
                   WHERE chat_id = $1
                     AND (json_type(incoming, '$.text') IS NOT NULL OR json_type(incoming, '$.files') IS NOT NULL)
                   ORDER BY id DESC
                   LIMIT $2
               ),
               sent AS (
                   SELECT created_at AS at, CAST(1 AS BIGINT) AS side, id, message_id AS message FROM outbox
                   WHERE chat_id = $1 AND message_id IS NOT NULL
                   ORDER BY id DESC
                   LIMIT $2
               ),
               recent AS (
                   SELECT * FROM (SELECT * FROM received UNION ALL SELECT * FROM sent) AS lines
                   ORDER BY at DESC, side DESC, id DESC
                   LIMIT $2
               ),
               -- Each row with the place of the first one of its message.
               placed AS (
                   SELECT side,
                          id,
                          first_value(at) OVER oldest AS at,
                          first_value(id) OVER oldest AS place,
                          row_number() OVER (PARTITION BY side, message ORDER BY at DESC, id DESC) AS age
                   FROM recent
                   WINDOW oldest AS (PARTITION BY side, message ORDER BY at, id)
               ),
               lines AS (
                   SELECT side, id, at, place FROM placed
                   WHERE age = 1
                   ORDER BY at DESC, side DESC, place DESC
                   LIMIT $3
               )
               SELECT at, incoming, message, message_id
               FROM lines
               LEFT JOIN inbox ON side = 0 AND inbox.id = lines.id
               LEFT JOIN outbox ON side = 1 AND outbox.id = lines.id
               ORDER BY at DESC, side DESC, place DESC";

    let rows: Vec<LineRow> = query_as(sql)
        .bind(chat.0)
        .bind(ROWS)
        .bind(limit)
        .fetch_all(db)
        .await?;

    rows.into_iter().rev().map(line).collect()
}

fn line(row: LineRow) -> Result<TranscriptLine> {
    let content = match row.incoming {
        Some(incoming) => TranscriptContent::Person(serde_json::from_str::<Incoming>(&incoming)?),
        None => TranscriptContent::Bot(
            serde_json::from_str(&row.message.unwrap_or_default())?,
            row.message_id.unwrap_or_default(),
        ),
    };

    Ok(TranscriptLine {
        at: Moment::from_millis(row.at),
        content,
    })
}
