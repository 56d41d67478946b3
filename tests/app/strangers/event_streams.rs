//! Open pages: so many for a visitor, a network and all together, and what they open with.

use std::{collections::HashMap, path::Path};

use serde_json::{Value, json};
use sqlx::{Connection, FromRow, SqliteConnection};

use super::newcomer::{BEHIND_A_PROXY, Newcomer};
use crate::support::{
    http::{self, Reader},
    service::{TestApp, folder, quickly, settings, start_with},
    visitor::Visitor,
    wait::{wait_until, within_patience},
};

async fn start(folder: &Path, more: &str) -> TestApp {
    let settings = settings(folder, &format!("{BEHIND_A_PROXY}{more}"));
    start_with(&settings, quickly()).await
}

async fn opened(newcomer: &Newcomer) -> Reader {
    let (answer, reader) = newcomer.listen().await;
    assert_eq!(answer.status, 200);
    reader
}

/// Everything that a stream says until it ends.
async fn rest(reader: &mut Reader) -> String {
    let mut text = String::new();
    while let Some(chunk) = http::chunk(reader).await {
        text += &String::from_utf8(chunk).unwrap();
    }

    text
}

#[tokio::test(flavor = "multi_thread")]
async fn the_oldest_page_of_a_visitor_makes_room() {
    let folder = folder();
    let app = start(folder.path(), "limits.event_streams = 2").await;
    let newcomer = Newcomer::new(app.address, "203.0.113.7").await;

    let mut first = opened(&newcomer).await;
    let mut second = opened(&newcomer).await;
    let mut third = opened(&newcomer).await;

    let said = within_patience("the first stream ends", rest(&mut first)).await;
    assert!(said.contains("event: replaced"), "{said}");

    for reader in [&mut second, &mut third] {
        let said = String::from_utf8(http::chunk(reader).await.unwrap()).unwrap();
        assert!(said.starts_with("event: history"), "{said}");
    }
    let visitor = Visitor::back(&app, newcomer.cookie.clone());
    visitor.write("/start").await;
    let said = http::chunk(&mut third).await.unwrap();
    assert!(String::from_utf8(said).unwrap().starts_with("event: line"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_has_so_many_pages_open() {
    let folder = folder();
    let app = start(folder.path(), "network.event_streams = 3").await;
    let mut readers = Vec::new();
    for _ in 0..3 {
        let newcomer = Newcomer::new(app.address, "2001:db8:1:2::1").await;
        readers.push(opened(&newcomer).await);
    }

    let fourth = Newcomer::new(app.address, "2001:db8:1:2:ffff::9").await;
    let (answer, _) = fourth.listen().await;
    assert_eq!(answer.status, 429);
    assert!(answer.header("retry-after").is_some());

    let neighbour = Newcomer::new(app.address, "2001:db8:1:3::1").await;
    opened(&neighbour).await;

    drop(readers);
    wait_until("the places are free again", async || {
        fourth.listen().await.0.status == 200
    })
    .await;
}

#[derive(FromRow)]
struct Row {
    at: i64,
    incoming: Option<String>,
    message: Option<String>,
    message_id: Option<String>,
}

/// What a page showed when every one of the newest 3000 rows was read: bubbles with their ids and
/// texts.
async fn shown_from_all_rows(db: &mut SqliteConnection) -> Vec<String> {
    let sql = "SELECT at, incoming, message, message_id FROM (
                   SELECT received_at AS at, incoming, NULL AS message, NULL AS message_id, 0 AS side, id FROM inbox
                   WHERE chat_id = 1 AND incoming IS NOT NULL
                   UNION ALL
                   SELECT created_at AS at, NULL, message, message_id, 1 AS side, id FROM outbox
                   WHERE chat_id = 1 AND message_id IS NOT NULL
               )
               ORDER BY at DESC, side DESC, id DESC
               LIMIT 3000";
    let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(db).await.unwrap();

    let mut shown: Vec<String> = Vec::new();
    let mut places = HashMap::new();
    for row in rows.into_iter().rev() {
        let json: Value = row.incoming.or(row.message).unwrap().parse().unwrap();
        let (id, text) = match row.message_id {
            Some(id) => (format!("b{id}"), json["body"]["text"].clone()),
            None => (format!("m{}", row.at), json["text"].clone()),
        };
        let Some(text) = text.as_str() else { continue };
        let bubble = format!("{id}: {text}");
        if let Some(place) = places.get(&id) {
            shown[*place] = bubble;
        } else {
            places.insert(id, shown.len());
            shown.push(bubble);
        }
    }

    shown.split_off(shown.len().saturating_sub(200))
}

async fn shown_on_a_page(newcomer: &Newcomer) -> Vec<String> {
    let mut reader = opened(newcomer).await;
    let mut text = String::new();
    while !text.contains("\n\n") {
        text += &String::from_utf8(http::chunk(&mut reader).await.unwrap()).unwrap();
    }
    let data = text.split_once("data: ").unwrap().1.trim();
    let bubbles: Vec<Value> = serde_json::from_str(data).unwrap();

    let line = |bubble: Value| {
        let id = bubble["id"].as_str().unwrap();
        format!("{id}: {}", bubble["text"].as_str().unwrap())
    };
    bubbles.into_iter().map(line).collect()
}

/// Fills the first chat with long paintings, whose progress is edited again and again, between
/// texts, pressed buttons and messages that are edited much later.
async fn fill(db: &mut SqliteConnection, start: i64) {
    let place = |edit: bool, job: i64| {
        let slot = json!({ "job": job });
        if edit {
            json!({ "edit": slot })
        } else {
            json!({ "new_in": slot })
        }
    };

    for number in 1..=2400_i64 {
        let at = start + number * 10;
        let job = number / 60 - i64::from(number % 7 == 0) * 3;
        let slot = format!("job:{job}");
        let sql = "SELECT message_id FROM outbox WHERE slot = ?1 ORDER BY id DESC LIMIT 1";
        let before: Option<String> = sqlx::query_scalar(sql)
            .bind(&slot)
            .fetch_optional(&mut *db)
            .await
            .unwrap();
        let message = json!({
            "place": place(before.is_some(), job.max(0)),
            "body": { "text": format!("step {number} of {job}") },
            "keyboard": [],
        });
        let message_id = before.unwrap_or_else(|| format!("first {number}"));
        let sql = "INSERT INTO outbox (chat_id, slot, is_edit, message, next_at, created_at, ended_at, message_id)
                   VALUES (1, ?1, 0, ?2, ?3, ?3, ?3, ?4)";
        sqlx::query(sql)
            .bind(&slot)
            .bind(message.to_string())
            .bind(at)
            .bind(message_id)
            .execute(&mut *db)
            .await
            .unwrap();

        if number % 9 == 0 {
            let incoming = match number % 2 {
                0 => json!({ "button": "x" }),
                _ => json!({ "text": format!("text {number}") }),
            };
            let sql = "INSERT INTO inbox (messenger, update_id, chat_id, incoming, received_at, ready_at, done_at)
                       VALUES ('web', ?1, 1, ?2, ?3, ?3, ?3)";
            sqlx::query(sql)
                .bind(format!("fill {number}"))
                .bind(incoming.to_string())
                .bind(at)
                .execute(&mut *db)
                .await
                .unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_opens_with_the_same_history_as_if_every_row_were_read() {
    let folder = folder();
    let app = start(folder.path(), "").await;
    let newcomer = Newcomer::new(app.address, "203.0.113.7").await;
    let visitor = Visitor::back(&app, newcomer.cookie.clone());
    visitor.write("/start").await;
    visitor.read("Hello!").await;

    let path = format!("sqlite://{}/test.db", folder.path().display());
    let mut db = SqliteConnection::connect(&path).await.unwrap();
    let last: i64 = sqlx::query_scalar("SELECT max(created_at) FROM outbox")
        .fetch_one(&mut db)
        .await
        .unwrap();
    fill(&mut db, last - 12_000).await;

    let shown = shown_on_a_page(&newcomer).await;
    assert!(shown.len() > 150, "{} bubbles", shown.len());
    assert_eq!(shown, shown_from_all_rows(&mut db).await);
}
