//! The console's first page: live numbers, and charts with a text for screen readers.

use std::time::Duration;

use sqlx::{Connection, SqliteConnection};

use crate::{
    console::test_console::TestConsole,
    support::service::{quick, slow},
};

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_are_those_of_the_moment() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let empty = operator.read("/console").await;
    assert!(
        empty.contains("aria-label=\"Paintings, the last 24 hours: 0 in all; nothing.\""),
        "{empty}"
    );

    assert!(empty.contains("No payments in the last 30 days."));

    let (visitor, _) = console.visitor().await;
    visitor.order().await;
    visitor.read("Your painting!").await;
    tokio::time::sleep(Duration::from_millis(1100)).await;

    let page = operator.read("/console").await;
    assert!(
        page.contains("aria-label=\"Paintings, the last 24 hours: 1 in all; the most at "),
        "{page}"
    );

    assert!(page.contains("aria-label=\"Paintings, the last 30 days: 1 in all; the most at "));
    assert_eq!(page.matches("<svg").count(), 4);

    let row = page
        .split("?state=done")
        .nth(1)
        .unwrap()
        .split("</tr>")
        .next()
        .unwrap();
    assert!(row.contains("<td>1</td><td>0</td><td>0</td>"), "{row}");
    assert!(
        !page.contains("style="),
        "the policy allows no style of its own"
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_takes_too_long_is_aborted() {
    let console = TestConsole::open(slow()).await;
    let operator = console.operator().await;
    let (visitor, _) = console.visitor().await;
    let mut db =
        SqliteConnection::connect(&format!("sqlite://{}/test.db", console.path().display()))
            .await
            .unwrap();

    // A view that never ends in place of the table.
    for statement in [
        "ALTER TABLE charges RENAME TO charges_before",
        "CREATE VIEW charges AS
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
         SELECT 'test' AS provider, 'x' AS id, NULL AS purchase_id, NULL AS person_id, 1 AS minor, 'RUB' AS currency,
                0 AS credits, 0 AS extra, NULL AS payer, 0 AS at, NULL AS returned_at
         FROM n WHERE i < 0",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }

    let page = operator.get("/console/purchases").await;

    assert_eq!(page.status, 503, "{}", page.text());
    assert!(page.text().contains("the chats go first"));

    visitor.write("/terms").await;
    visitor.read("only pictures").await;

    for statement in [
        "DROP VIEW charges",
        "ALTER TABLE charges_before RENAME TO charges",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }

    console.close().await;
}
