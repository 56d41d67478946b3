//! The log of the operator's actions.

use sqlx::{Connection, SqliteConnection};

use crate::{console::test_console::TestConsole, support::service::quick};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_stands_on_the_page_and_can_be_looked_up() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (_, person) = console.visitor().await;
    let page = format!("/console/people/{person}");

    for n in 0..55 {
        let reason = format!("gift {n}");
        let fields = [("amount", "1"), ("reason", reason.as_str())];
        assert_eq!(
            operator
                .post(&page, &format!("{page}/credits"), &fields)
                .await
                .status,
            303
        );
    }

    let newest = operator.read("/console/audit").await;
    assert!(
        newest.contains("1: gift 54")
            && newest.contains("console 1")
            && newest.contains("127.0.0.1"),
        "{newest}"
    );

    assert!(!newest.contains("sign in") && !newest.contains("gift 4<"));

    let older = newest
        .split("Older</a>")
        .next()
        .unwrap()
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let older = operator.read(&older.replace("&amp;", "&")).await;
    assert!(
        older.contains("1: gift 4<") && older.contains("sign in"),
        "{older}"
    );

    let about = operator
        .read(&format!("/console/audit?about=person+{person}"))
        .await;
    assert!(about.contains("1: gift 54") && !about.contains("sign in"));
    assert!(
        operator
            .read("/console/audit?about=person+99")
            .await
            .contains("No entries.")
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_line_is_ever_changed_or_taken_out() {
    let console = TestConsole::open(quick()).await;
    console.operator().await;

    let mut db =
        SqliteConnection::connect(&format!("sqlite://{}/test.db", console.path().display()))
            .await
            .unwrap();

    for statement in [
        "UPDATE operator_log SET outcome = 'done'",
        "DELETE FROM operator_log",
    ] {
        let refused = sqlx::query(statement).execute(&mut db).await.unwrap_err();
        assert!(
            refused.to_string().contains("the operator log"),
            "{refused}"
        );
    }

    assert_eq!(console.journal().await, ["sign in|||done"]);
    console.close().await;
}
