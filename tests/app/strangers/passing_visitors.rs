//! Visitors of the chat page who only said hello are not kept for good, and nobody waits while they
//! are deleted.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use vernissage::{
    clock::{Clock, SystemClock},
    domain::credits::Credits,
    store::{CreditGrant, LedgerStore},
};

use crate::{
    console::test_console::TestConsole,
    support::{
        open_page::fresh,
        service::{pair, quick, quickly, settings, start_with, store},
        size::full_or_small,
        visitor::Visitor,
        wait::wait_until,
    },
};

/// What the answer to /help begins with.
const HELP: &str = "Send me a photo and then a picture whose style you like";
const MONTH: Duration = Duration::from_hours(24 * 31);

async fn database(folder: &Path) -> SqliteConnection {
    let path = format!("sqlite://{}/test.db", folder.display());
    SqliteConnection::connect(&path).await.unwrap()
}

async fn numbers(folder: &Path, sql: &'static str) -> Vec<i64> {
    let mut db = database(folder).await;
    let numbers = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
    db.close().await.unwrap();

    numbers
}

async fn persons(folder: &Path) -> Vec<i64> {
    numbers(folder, "SELECT id FROM persons ORDER BY id").await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_only_said_hello_is_deleted_after_a_month_and_may_come_back() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (silent, gone) = console.visitor().await;
    let (chatty, chatty_person) = console.visitor().await;
    chatty.write("/help").await;
    chatty.write("/settings").await;

    // Each of these has left something.
    let (painter, painted) = console.visitor().await;
    painter.send(&pair()).await;
    painter.press("Paint it").await;
    painter.read("Your painting!").await;

    let (asker, asking) = console.visitor().await;
    asker.write("/paysupport").await;
    asker.write("Is anybody there?").await;
    asker.read("I've passed it on.").await;

    let (_, given) = console.visitor().await;
    let grant = CreditGrant {
        person: given,
        amount: Credits::new(5),
        reason: "operator:a gift".to_owned(),
        note: "a gift".to_owned(),
        now: SystemClock.now(),
    };
    console.store().await.grant(grant).await.unwrap();

    let (_, blocked) = console.visitor().await;
    let page = format!("/console/people/{blocked}");
    let block = [("reason", "spam")];
    let done = operator.post(&page, &format!("{page}/block"), &block).await;
    assert_eq!(done.status, 303);

    // And of these, one comes back in time, and one has found guests.
    let (regular, back) = console.visitor().await;
    let (_, host) = console.visitor().await;
    let (guest, invited) = console.visitor().await;
    let mut db = database(console.path()).await;
    sqlx::query("UPDATE persons SET invited_by = ?2 WHERE id = ?1")
        .bind(invited.0)
        .bind(host.0)
        .execute(&mut db)
        .await
        .unwrap();
    db.close().await.unwrap();

    console.clock.put_forward(MONTH);
    regular.write("/help").await;
    guest.write("/help").await;
    let kept = [painted, asking, given, blocked, back, host, invited].map(|person| person.0);

    wait_until("who left nothing is deleted", async || {
        persons(console.path()).await == kept
    })
    .await;

    for nothing in [
        "SELECT 1 FROM pragma_foreign_key_check",
        "SELECT id FROM chats WHERE person_id IS NULL",
        "SELECT id FROM inbox WHERE chat_id IS NULL OR chat_id NOT IN (SELECT id FROM chats)",
        "SELECT id FROM outbox WHERE chat_id NOT IN (SELECT id FROM chats)",
        "SELECT person_id FROM accounts WHERE person_id NOT IN (SELECT id FROM persons)",
    ] {
        assert_eq!(numbers(console.path(), nothing).await, [0; 0], "{nothing}");
    }

    for visitor in [&silent, &chatty] {
        visitor.write("/start").await;
    }

    wait_until("both are somebody new", async || {
        let now = persons(console.path()).await;
        now.len() == kept.len() + 2 && !now.contains(&gone.0) && !now.contains(&chatty_person.0)
    })
    .await;

    console.close().await;
}

/// Strangers who said hello 40 days ago, with two messages of theirs and two answers each.
const STRANGERS: [&str; 5] = [
    "INSERT INTO persons (id, created_at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
     SELECT 1000 + i, ?1 FROM n",
    "INSERT INTO accounts (name, kind, person_id)
     SELECT 'user:' || id, 'user', id FROM persons WHERE id > 1000 AND ?1 = ?1 AND ?2 = ?2
     UNION ALL
     SELECT 'held:' || id, 'held', id FROM persons WHERE id > 1000",
    "INSERT INTO chats (messenger, external_id, person_id, language)
     SELECT 'web', 'stranger ' || id, id, 'en' FROM persons WHERE id > 1000 AND ?1 = ?1 AND ?2 = ?2",
    "INSERT INTO inbox (messenger, update_id, chat_id, incoming, received_at, ready_at, done_at)
     SELECT 'web', external_id || value, chats.id, '{\"text\":\"hello\"}', ?1, ?1, ?1
     FROM chats, json_each('[1,2]') WHERE person_id > 1000 AND ?2 = ?2",
    "INSERT INTO outbox (chat_id, is_edit, message, next_at, created_at, ended_at)
     SELECT chats.id, 0, '{}', ?1, ?1, ?1
     FROM chats, json_each('[1,2]') WHERE person_id > 1000 AND ?2 = ?2",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_of_passing_visitors_goes_without_anybody_waiting() {
    let crowd = full_or_small(100_000, 10_000);
    let folder = crate::support::service::folder();
    drop(store(folder.path()).await);
    let long_ago = SystemClock.now().minus(Duration::from_hours(24 * 40));
    let mut db = database(folder.path()).await;
    for statement in STRANGERS {
        sqlx::query(AssertSqlSafe(statement))
            .bind(long_ago.millis())
            .bind(crowd)
            .execute(&mut db)
            .await
            .unwrap();
    }

    db.close().await.unwrap();

    let settings = settings(folder.path(), "limits.requests_per_minute = 100000");
    let app = start_with(&settings, quickly()).await;
    let begun = Instant::now();
    let honest = Visitor::new(&app).await;
    let mut longest = Duration::ZERO;
    while persons(folder.path()).await.len() > 1 {
        let asked = Instant::now();
        let answers = honest.count(HELP);
        assert_eq!(honest.post("/chat/text", &fresh(), "/help").await, 202);
        wait_until("an answer", async || honest.count(HELP) > answers).await;

        longest = longest.max(asked.elapsed());
        assert!(
            begun.elapsed() < Duration::from_mins(4),
            "it takes too long"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    eprintln!(
        "{crowd} persons were deleted in {:?}; the longest answer took {longest:?}",
        begun.elapsed()
    );
    assert!(longest < Duration::from_secs(5), "{longest:?}");
    assert_eq!(
        numbers(folder.path(), "SELECT 1 FROM pragma_foreign_key_check").await,
        [0; 0]
    );
    assert_eq!(store(folder.path()).await.audit().await.unwrap(), []);
    app.app.stop().await.unwrap();
}
