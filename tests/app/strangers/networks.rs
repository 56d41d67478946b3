//! One network with any number of cookies: what costs something is counted for all of them.

use std::{path::Path, sync::Arc, time::Duration};

use serde_json::Value;
use sqlx::{Connection, SqliteConnection};
use tokio::task::JoinSet;
use vernissage::{
    clock::{Clock, SystemClock},
    config::Settings,
    domain::{button::Action, credits::Credits, feed::Order},
    engine::stylize::fake::FakePainter,
    store::{FeedStore, LedgerStore, MaintenanceStore},
};

use super::behind_a_proxy;
use crate::support::{
    clock::TestClock,
    makers::makers,
    open_page::fresh,
    service::{TestApp, folder, pair, quick, quickly, slow, start_by, start_with, store},
    visitor::{Visitor, says},
    wait::wait_until,
};

/// The attacker's network; each cookie has an IPv6 address of its own in it.
const HOSTILE: &str = "2001:db8:bad:1";
const HONEST: &str = "203.0.113.7";

async fn begin(settings: &Settings, painter: FakePainter) -> TestApp {
    start_with(settings, Arc::new(move || makers(painter))).await
}

/// Strangers of one network, each with a cookie of its own.
async fn crowd(app: &TestApp, size: usize) -> Vec<Arc<Visitor>> {
    let mut joining = JoinSet::new();
    for n in 0..size {
        let address = app.address;
        joining.spawn(async move {
            Arc::new(Visitor::without_page(address, &format!("{HOSTILE}::{n:x}")).await)
        });
    }

    joining.join_all().await
}

/// Everybody writes the same text, and each is answered.
async fn everybody_writes(crowd: &[Arc<Visitor>], text: &str) {
    for visitor in crowd {
        assert_eq!(visitor.post("/chat/text", &fresh(), text).await, 202);
    }
}

/// The answer to a question about the service's database.
async fn count(folder: &Path, sql: &'static str) -> i64 {
    let path = format!("sqlite://{}/test.db", folder.display());
    let mut db = SqliteConnection::connect(&path).await.unwrap();
    let count = sqlx::query_scalar(sql).fetch_one(&mut db).await.unwrap();
    db.close().await.unwrap();

    count
}

/// Waits until the bot has answered everything.
async fn answered(folder: &Path) {
    let unanswered = "SELECT count(*) FROM inbox WHERE done_at IS NULL";
    wait_until("every update is answered", async || {
        count(folder, unanswered).await == 0
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_cookies_of_one_network_leave_the_queue_to_others() {
    let folder = folder();
    let app = begin(&behind_a_proxy(folder.path(), ""), slow()).await;

    let mut hostile = Vec::new();
    for n in 0..20 {
        let visitor = Visitor::from(app.address, &format!("{HOSTILE}::{n:x}")).await;
        visitor.send(&pair()).await;
        hostile.push(visitor);
    }

    let mut pressing = JoinSet::new();
    for visitor in hostile {
        pressing.spawn(async move {
            visitor.press("Paint it").await;
            visitor
        });
    }

    let hostile = pressing.join_all().await;
    answered(folder.path()).await;

    let unfinished = "SELECT count(*) FROM jobs WHERE ended_at IS NULL";
    assert_eq!(count(folder.path(), unfinished).await, 5);

    let refusal = "Several free paintings are already being made for people on your network";
    for visitor in &hostile {
        visitor
            .see(|bubbles| {
                let is_answered = |bubble| says(bubble, refusal) || says(bubble, "Started!");
                bubbles.iter().any(is_answered).then_some(())
            })
            .await;
    }

    // One is being painted; the honest visitor goes before the rest of the crowd.
    let honest = Visitor::from(app.address, HONEST).await;
    honest.order().await;
    honest.read("Started!").await;
    let ahead = "SELECT count(*) FROM jobs
                 WHERE ended_at IS NULL AND state = 'queued'
                   AND turn < (SELECT turn FROM jobs ORDER BY asked_at DESC LIMIT 1)";
    assert!(count(folder.path(), ahead).await <= 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_free_painting_of_another_day_is_counted_no_more() {
    let folder = folder();
    let clock = TestClock::default();
    let settings = behind_a_proxy(
        folder.path(),
        "network.free_per_day = 2\nnetwork.free_at_once = 9",
    );
    let app = start_by(clock.clone(), &settings, quickly()).await;

    for n in 0..2 {
        let visitor = Visitor::from(app.address, &format!("{HOSTILE}::{n:x}")).await;
        visitor.order().await;
        visitor.read("Your painting!").await;
    }

    let third = Visitor::from(app.address, &format!("{HOSTILE}::3")).await;
    third.order().await;
    third
        .read("The free paintings for your network have been used up for today")
        .await;

    let honest = Visitor::from(app.address, HONEST).await;
    honest.order().await;
    honest.read("Your painting!").await;

    clock.put_forward(Duration::from_hours(25));
    third.press("Paint it").await;
    third.read("Your painting!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promo_code_is_used_by_few_cookies_of_one_network() {
    let folder = folder();
    let promo = "[[promo]]\ncode = \"WELCOME\"\ncredits = 7";
    let app = begin(&behind_a_proxy(folder.path(), promo), quick()).await;

    let hostile = crowd(&app, 5).await;
    everybody_writes(&hostile, "/promo welcome").await;
    answered(folder.path()).await;

    let given = "SELECT coalesce(sum(amount), 0) FROM movements WHERE kind = 'promo'";
    assert_eq!(count(folder.path(), given).await, 2 * 7);

    let honest = Visitor::from(app.address, HONEST).await;
    honest.write("/promo welcome").await;
    honest.read("7 credits").await;
    assert_eq!(count(folder.path(), given).await, 3 * 7);

    let late = Visitor::from(app.address, &format!("{HOSTILE}::9")).await;
    late.write("/promo welcome").await;
    late.read("This promo code has been used from your network several times today")
        .await;
    assert_eq!(store(folder.path()).await.audit().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_cannot_be_guessed_by_many_cookies() {
    let folder = folder();
    let promo = "[[promo]]\ncode = \"WELCOME\"\ncredits = 7";
    let app = begin(&behind_a_proxy(folder.path(), promo), quick()).await;

    let hostile = crowd(&app, 30).await;
    for n in 0..5 {
        everybody_writes(&hostile, &format!("/promo guess{n}")).await;
    }

    // The code of another chat, written as people write it.
    everybody_writes(&hostile, "/link ABCDE-FGHJK").await;
    answered(folder.path()).await;

    let looked_up = "SELECT count(*) FROM sender_uses WHERE kind = 'wrong_code'";
    assert_eq!(count(folder.path(), looked_up).await, 10);

    // Who is refused does not learn whether a code exists.
    let guesser = Visitor::from(app.address, &format!("{HOSTILE}::77")).await;
    guesser.write("/promo welcome").await;
    guesser.read("Too many wrong codes").await;

    let honest = Visitor::from(app.address, HONEST).await;
    honest.write("/promo typo").await;
    honest.read("I don't know that promo code").await;
    honest.write("/promo welcome").await;
    honest.read("7 credits").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_that_have_said_hello_are_no_more_people_for_likes_and_reports() {
    let folder = folder();
    let app = begin(&behind_a_proxy(folder.path(), ""), quick()).await;
    let feed = store(folder.path()).await.feed();
    feed.seed(1, SystemClock.now()).await.unwrap();
    let entry = feed.page(Order::Newest, None, 1).await.unwrap().items[0].id;
    let likes = async || feed.entry(entry).await.unwrap().unwrap().likes;
    let before = likes().await;

    let hostile = crowd(&app, 50).await;
    everybody_writes(&hostile, "/help").await;
    answered(folder.path()).await;

    for visitor in &hostile {
        visitor.submit(&format!("/p/{entry}/like"), "to=/").await;
        visitor
            .submit(&format!("/p/{entry}/report"), "reason=other")
            .await;
    }

    assert_eq!(likes().await - before, 8);
    let reports = "SELECT count(*) FROM feed_reports";
    assert_eq!(count(folder.path(), reports).await, 20);

    let honest = Visitor::without_page(app.address, HONEST).await;
    honest.submit(&format!("/p/{entry}/like"), "to=/").await;
    assert_eq!(likes().await - before, 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn payment_pages_are_opened_for_few_cookies_of_one_network() {
    let folder = folder();
    let app = begin(&behind_a_proxy(folder.path(), ""), quick()).await;

    let hostile = crowd(&app, 15).await;
    let pack = Action::Pack(Credits::new(50)).to_string();
    for _ in 0..5 {
        for visitor in &hostile {
            let status = visitor.post("/chat/press", &fresh(), &pack).await;
            assert_eq!(status, 202);
        }
    }

    answered(folder.path()).await;
    let opened = "SELECT count(*) FROM purchases";
    assert_eq!(count(folder.path(), opened).await, 20);

    let late = Visitor::from(app.address, &format!("{HOSTILE}::77")).await;
    late.write("/buy").await;
    late.press("50 credits").await;
    late.read("Many payment pages have been opened from your network")
        .await;

    let honest = Visitor::from(app.address, HONEST).await;
    honest.write("/buy").await;
    honest.press("50 credits").await;
    let link = |bubble: &Value| Some(bubble["buttons"][0][0]["link"].as_str()?.to_owned());
    honest
        .see(|bubbles| bubbles.iter().rev().find_map(link))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn support_hears_a_network_a_few_times_a_day() {
    let folder = folder();
    let app = begin(&behind_a_proxy(folder.path(), ""), quick()).await;

    let hostile = crowd(&app, 20).await;
    everybody_writes(&hostile, "/paysupport").await;
    everybody_writes(&hostile, "Where is my painting?").await;
    answered(folder.path()).await;

    let asked = "SELECT count(*) FROM support_requests";
    assert_eq!(count(folder.path(), asked).await, 10);

    let honest = Visitor::from(app.address, HONEST).await;
    honest.write("/paysupport").await;
    honest.write("Where is mine?").await;
    honest.read("I've passed it on").await;
    assert_eq!(count(folder.path(), asked).await, 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_counted_is_forgotten_after_two_days() {
    let folder = folder();
    let app = begin(&behind_a_proxy(folder.path(), ""), quick()).await;
    let visitor = Visitor::from(app.address, HONEST).await;
    visitor.write("/promo typo").await;
    visitor.read("I don't know that promo code").await;

    let remembered = "SELECT (SELECT count(*) FROM sender_uses)
                           + (SELECT count(*) FROM chats WHERE network IS NOT NULL)";
    assert_eq!(count(folder.path(), remembered).await, 2);

    let now = SystemClock.now();
    let later = now.plus(Duration::from_hours(49));
    let history = now.minus(Duration::from_hours(24 * 90));
    let store = store(folder.path()).await;
    store.prune(history, now).await.unwrap();
    assert_eq!(count(folder.path(), remembered).await, 2);

    store.prune(history, later).await.unwrap();
    assert_eq!(count(folder.path(), remembered).await, 0);
}
