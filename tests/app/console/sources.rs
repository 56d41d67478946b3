//! Where people and money come from, in the console and in the metrics.

use crate::{
    console::{money::buy, test_console::TestConsole},
    support::{http, service::quick},
};

#[tokio::test(flavor = "multi_thread")]
async fn people_and_payments_are_shown_by_messenger_language_and_provider() {
    let more = "server.monitor_listen = \"127.0.0.1:0\"\n";
    let console = TestConsole::open_with(quick(), more).await;
    let operator = console.operator().await;
    let nothing = operator.read("/console/sources").await;
    assert_eq!(nothing.matches("Nothing yet.").count(), 3, "{nothing}");

    let (visitor, _) = console.visitor().await;
    console.visitor().await;
    visitor.order().await;
    visitor.read("Your painting!").await;
    buy(&console, &visitor, "100 credits").await;

    let page = operator.read("/console/sources").await;
    let row = |name: &str| {
        let rest = page.split(&format!("<th scope=\"row\">{name}</th>")).nth(1);
        let row = rest.unwrap_or_else(|| panic!("no {name} in {page}"));
        let cells = row.split("</tr>").next().unwrap().split("</td>");
        let text = |cell: &str| cell.rsplit('>').next().unwrap().to_owned();
        cells.map(text).collect::<Vec<_>>()
    };

    let people = ["2", "1", "1", "1", "100.00 RUB", ""];
    assert_eq!(row("web"), people);
    assert_eq!(row("en"), people);
    assert_eq!(row("test"), ["1", "100.00 RUB", ""]);

    let monitor = console.app.app.monitor_address().unwrap();
    let metrics = http::ask(monitor, "GET /metrics", &[], b"").await.text();
    let person = "messenger=\"web\",language=\"en\"";
    let payment = format!("{person},provider=\"test\",currency=\"RUB\"");
    for line in [
        format!("vernissage_day_new_people{{{person}}} 2"),
        format!("vernissage_day_makers{{{person}}} 1"),
        format!("vernissage_day_finished{{{person}}} 1"),
        format!("vernissage_day_charges{{{payment}}} 1"),
        format!("vernissage_day_income_minor{{{payment}}} 10000"),
    ] {
        assert!(metrics.contains(&line), "{line} in {metrics}");
    }

    console.close().await;
}
