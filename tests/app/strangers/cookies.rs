//! Cookies that the service has not made, and browsers that are always new.

use std::path::Path;

use serde_json::json;

use super::behind_a_proxy;
use crate::support::{
    http::{self, Answer},
    open_page::fresh,
    service::{TestApp, folder, quick, quickly, settings, start, start_with},
    visitor::Visitor,
};

/// The value of a cookie that an answer sets.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let prefix = format!("{name}=");
    let set = answer
        .headers
        .iter()
        .filter(|(header, _)| header == "set-cookie");

    set.filter_map(|(_, cookie)| cookie.strip_prefix(&prefix))
        .filter_map(|rest| rest.split(';').next())
        .find(|value| !value.is_empty())
        .map(str::to_owned)
}

async fn open_page(app: &TestApp, headers: &[(&str, &str)]) -> Answer {
    let page = http::ask(app.address, "GET /chat", headers, b"").await;
    assert_eq!(page.status, 200);
    page
}

async fn write(app: &TestApp, headers: &[(&str, &str)], text: &str) -> Answer {
    let body = json!({ "id": fresh(), "what": text }).to_string();
    let json = [("content-type", "application/json")];
    let headers = [headers, &json].concat();
    http::ask(app.address, "POST /chat/text", &headers, body.as_bytes()).await
}

async fn start_at(folder: &Path, public_url: &str) -> TestApp {
    let settings = settings(folder, &format!("server.public_url = \"{public_url}\""));
    start_with(&settings, quickly()).await
}

/// Whether this cookie is known to somebody who has talked to the bot.
async fn has_chat(app: &TestApp, cookie: &str) -> bool {
    let page = open_page(app, &[("cookie", cookie)]).await;
    page.text().contains("\"number\":\"")
}

/// The secret in a cookie, without its signature.
fn secret(cookie: &str) -> String {
    let value = cookie.split_once('=').unwrap().1;
    value.split_once('.').unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_made_up_cookie_is_not_adopted() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let own = Visitor::new(&app).await;
    own.write("/help").await;
    own.read("/balance").await;

    let signature = own.cookie.split_once('.').unwrap().1;
    let made_up = "5a".repeat(32);
    for value in [
        made_up.clone(),
        format!("{made_up}.{signature}"),
        format!("{made_up}.{made_up}"),
        format!("{made_up}."),
    ] {
        let planted = format!("vernissage={value}");
        let sent = write(&app, &[("cookie", &planted)], "/help").await;
        assert_eq!(sent.status, 202);

        let given = cookie(&sent, "vernissage").unwrap();
        assert!(!given.contains(&made_up), "{given}");
        assert!(!has_chat(&app, &planted).await);
    }

    assert!(has_chat(&app, &own.cookie).await);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_from_before_keeps_its_chat() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let person = Visitor::new(&app).await;
    person.write("/help").await;
    person.read("/balance").await;

    // Such cookies had the secret alone.
    let outdated = format!("vernissage={}", secret(&person.cookie));
    let page = open_page(&app, &[("cookie", &outdated)]).await;
    assert!(page.text().contains("\"number\":\""), "{}", page.text());

    let signed = cookie(&page, "vernissage").unwrap();
    assert_eq!(format!("vernissage={signed}"), person.cookie);

    let sent = write(&app, &[("cookie", &outdated)], "/history").await;
    assert_eq!(sent.status, 202);
    person.read("No paintings here yet").await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_the_cookie_is_for_this_host_only() {
    let folder = folder();
    let plain = start(folder.path(), quick()).await;
    let person = Visitor::new(&plain).await;
    person.write("/help").await;
    person.read("/balance").await;
    let nobody = Visitor::new(&plain).await;
    let page = open_page(&plain, &[]).await;
    assert_eq!(page.header("strict-transport-security"), None);
    plain.app.stop().await.unwrap();

    let app = start_at(folder.path(), "https://paint.example.org").await;
    let page = open_page(&app, &[]).await;
    assert_eq!(
        page.header("strict-transport-security"),
        Some("max-age=31536000")
    );
    let set = page.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-vernissage="), "{set}");
    assert!(set.contains("; Secure") && set.contains("; Path=/;") && !set.contains("Domain"));

    // A neighbour below the same domain can plant this one. It belongs to nobody with a chat.
    let page = open_page(&app, &[("cookie", &nobody.cookie)]).await;
    let given = cookie(&page, "__Host-vernissage").unwrap();
    assert!(!given.contains(&secret(&nobody.cookie)), "{given}");

    // Who has talked to the bot keeps their chat, under the new name.
    let page = open_page(&app, &[("cookie", &person.cookie)]).await;
    let given = cookie(&page, "__Host-vernissage").unwrap();
    assert!(given.contains(&secret(&person.cookie)), "{given}");
    let removed = page
        .headers
        .iter()
        .any(|(_, value)| value.starts_with("vernissage=;") && value.contains("Max-Age=0"));
    assert!(removed, "{:?}", page.headers);

    assert!(has_chat(&app, &format!("__Host-vernissage={given}")).await);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_has_so_many_new_visitors() {
    let folder = folder();
    let settings = behind_a_proxy(folder.path(), "network.new_visitors_per_hour = 3");
    let app = start_with(&settings, quickly()).await;
    let network = ("x-forwarded-for", "203.0.113.9");

    let mut known = Vec::new();
    for _ in 0..3 {
        // Pictures set no cookie, and so cost nothing.
        let picture = http::ask(app.address, "GET /chat/pictures/wave", &[network], b"").await;
        assert_eq!(picture.status, 200);

        let page = open_page(&app, &[network]).await;
        known.push(format!(
            "vernissage={}",
            cookie(&page, "vernissage").unwrap()
        ));
    }

    let page = open_page(&app, &[network]).await;
    assert_eq!(
        page.header("set-cookie"),
        None,
        "it can be read all the same"
    );

    for language in [("en", "Many new visitors"), ("ru", "новых посетителей")] {
        let headers = [network, ("accept-language", language.0)];
        let refused = write(&app, &headers, "/help").await;
        assert_eq!(refused.status, 429);
        assert!(refused.text().contains(language.1), "{}", refused.text());
        assert!(refused.header("retry-after").is_some());
    }

    for cookie in &known {
        let sent = write(&app, &[network, ("cookie", cookie)], "/help").await;
        assert_eq!(sent.status, 202);
    }

    let neighbour = ("x-forwarded-for", "203.0.113.10");
    assert_eq!(write(&app, &[neighbour], "/help").await.status, 202);

    // The addresses of one IPv6 network are one.
    for number in 1..=4 {
        let address = format!("2001:db8:0:1::{number}");
        let sent = write(&app, &[("x-forwarded-for", &address)], "/help").await;
        assert_eq!(sent.status, if number < 4 { 202 } else { 429 });
    }
    app.app.stop().await.unwrap();
}
