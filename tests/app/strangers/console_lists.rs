//! The console when strangers have filled the database: every page is small and quick, and all of
//! the lists can be read by their pages.

use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};

use sqlx::{Connection, SqliteConnection};
use vernissage::clock::{Clock, SystemClock};

use crate::{
    console::test_console::{Operator, TestConsole},
    support::service::quick,
};

/// The largest page, in bytes.
const LARGEST: usize = 300_000;
/// The longest that a page takes, unoptimised and on a busy machine.
const LONGEST: Duration = Duration::from_secs(2);
/// What strangers and a long life leave. `?1` is now. The first stranger has much of everything.
const CROWD: [&str; 12] = [
    "INSERT INTO persons (id, created_at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 36000)
     SELECT 1000 + i, ?1 - i FROM n",
    "INSERT INTO accounts (name, kind, person_id)
     SELECT 'user:' || id, 'user', id FROM persons WHERE id > 1000
     UNION ALL
     SELECT 'held:' || id, 'held', id FROM persons WHERE id > 1000",
    "INSERT INTO chats (messenger, external_id, person_id, language)
     SELECT 'web', 'stranger ' || id, id, 'en' FROM persons WHERE id > 1000",
    "INSERT INTO support_requests (person_id, chat_id, text, at)
     SELECT person_id, id, replace(hex(zeroblob(500)), '00', '<&'), ?1 - id FROM chats WHERE person_id > 1000",
    "INSERT INTO support_requests (person_id, text, at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
     SELECT 1001, replace(hex(zeroblob(2000)), '00', '<&'), ?1 - i FROM n",
    "INSERT INTO chats (messenger, external_id, person_id, language)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
     SELECT 'web', 'another chat ' || i, 1001, 'en' FROM n",
    "INSERT INTO movements (reason, kind, from_account, to_account, amount, note, at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
     SELECT 'operator:' || i, 'grant', 'grants', 'user:1001', 1, replace(hex(zeroblob(250)), '00', '<&'), ?1 - i FROM n",
    "INSERT INTO operator_log (at, actor, action, subject, note, outcome)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
     SELECT ?1 - i, 'command line', 'give credits', 'person 1001', replace(hex(zeroblob(250)), '00', '<&'), 'done' FROM n",
    "INSERT INTO purchases (id, person_id, credits, bonus, minor, currency, provider, is_on_page, next_at, asked_at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
     SELECT i, 1001, 100, 0, 5000, 'RUB', 'test', 0, ?1 + 100000000, ?1 FROM n",
    "INSERT INTO charges (provider, id, person_id, minor, currency, credits, extra, at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
     SELECT 'test', 'stranger-' || i, NULL, 5000, 'RUB', 0, 0, ?1 FROM n",
    "INSERT INTO jobs (id, person_id, tier, class, work, price, state, turn, asked_at, ready_at, ended_at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
     SELECT i, 1001, 'free', 'free', 1, 0, 'cancelled', i, ?1 - i, ?1, ?1 FROM n",
    "INSERT INTO feed_entries (id, person_id, state, name, recipe, asked_at, hidden_because)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
     SELECT i, 1001, 'hidden', 'a name', '{}', ?1 - i, replace(hex(zeroblob(250)), '00', '<&') FROM n",
];

async fn fill(folder: &Path) {
    let path = format!("sqlite://{}/test.db", folder.display());
    let mut db = SqliteConnection::connect(&path).await.unwrap();
    for statement in CROWD {
        sqlx::query(statement)
            .bind(SystemClock.now().millis())
            .execute(&mut db)
            .await
            .unwrap();
    }

    db.close().await.unwrap();
}

/// The address of a link on a page.
fn link(page: &str, label: &str) -> Option<String> {
    let before = page.split(&format!("\">{label}</a>")).next()?;
    (before.len() < page.len()).then(|| {
        let address = before.rsplit("href=\"").next().unwrap();
        address.replace("&amp;", "&")
    })
}

/// What the lines of a page are called: the parts of the text between `from` and a quote.
fn lines(page: &str, from: &str) -> Vec<String> {
    page.split(from)
        .skip(1)
        .map(|rest| rest.split(['"', '/']).next().unwrap().to_owned())
        .collect()
}

/// Follows a link from page to page; the lines of each page.
async fn walk(operator: &Operator, first: &str, label: &str, from: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(address) = next {
        let page = operator.read(&address).await;
        pages.push(lines(&page, from));
        next = link(&page, label);
    }

    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_small_and_quick_whatever_strangers_have_written() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    console.visitor().await;
    fill(console.path()).await;

    for path in [
        "/console",
        "/console/support",
        "/console/support?person=1001",
        "/console/support/1",
        "/console/people",
        "/console/people?words=1001",
        "/console/people/1001",
        "/console/people/1001/chats",
        "/console/people/1001/movements",
        "/console/jobs",
        "/console/jobs?person=1001&state=cancelled",
        "/console/purchases",
        "/console/purchases?unmatched=yes",
        "/console/purchases/open",
        "/console/orders",
        "/console/orders/at/paid",
        "/console/feed",
        "/console/feed?which=hidden",
        "/console/audit",
        "/console/audit?about=person+1001",
        "/console/audit/2",
    ] {
        let begun = Instant::now();
        let page = operator.read(path).await;
        let took = begun.elapsed();

        assert!(page.len() <= LARGEST, "{path}: {} bytes", page.len());
        assert!(took <= LONGEST, "{path}: {took:?}");
    }

    let shortened = operator.read("/console/support").await;
    assert!(shortened.contains('…'));

    let whole = operator.read("/console/support/1").await;
    assert!(whole.contains(&"&#60;&#38;".repeat(500)));

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_a_list_can_be_read_forth_and_back() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    fill(console.path()).await;

    // The start of each list, the label that leads on, what its lines are named by, their number.
    for (path, label, from, total) in [
        (
            "/console/support?person=1001",
            "Older",
            "<a href=\"/console/support/",
            301,
        ),
        (
            "/console/people/1001/movements",
            "Older",
            "data-name=\"Balance\">",
            5000,
        ),
        (
            "/console/people/1001/chats",
            "Newer",
            "<dd class=\"long\">web:",
            2001,
        ),
        (
            "/console/purchases/open",
            "Older",
            "<th scope=\"row\">",
            5000,
        ),
        (
            "/console/purchases",
            "Older",
            "name=\"payment\" value=\"",
            5000,
        ),
        (
            "/console/feed?which=hidden",
            "Older",
            "<form method=\"post\" action=\"/console/feed/",
            3000,
        ),
    ] {
        let pages = walk(&operator, path, label, from).await;
        let seen: Vec<&str> = pages
            .iter()
            .flatten()
            .map(|line| line.split('<').next().unwrap())
            .collect();
        let different: BTreeSet<&str> = seen.iter().copied().collect();

        assert_eq!((seen.len(), different.len()), (total, total), "{path}");
        assert!(pages.iter().all(|page| page.len() <= 50), "{path}");
    }

    // Of the longest list the first pages, and the way back.
    let first = operator.read("/console/support").await;
    let second = operator.read(&link(&first, "Newer").unwrap()).await;
    let third = operator.read(&link(&second, "Newer").unwrap()).await;
    let back = operator.read(&link(&third, "Older").unwrap()).await;
    let name = |page: &str| lines(page, "<a href=\"/console/support/");
    assert_eq!(name(&back), name(&second));
    assert!(link(&first, "Older").is_none());

    let numbers: BTreeSet<String> = [&first, &second, &third]
        .into_iter()
        .flat_map(|page| name(page))
        .collect();
    assert_eq!(numbers.len(), 150);

    console.close().await;
}
