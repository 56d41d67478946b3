//! Long polling: nothing is confirmed before it is stored, and repetitions change nothing.

use std::time::Duration;

use crate::{
    max::{
        fake::{Fault, Max},
        person::Person,
        service::{folder, quick, start},
    },
    support::wait::wait_until,
};

#[tokio::test(flavor = "multi_thread")]
async fn polls_that_fail_lose_and_double_nothing() {
    let folder = folder();
    let max = Max::start().await;
    max.world().updates.doubling = true;
    let faults = [
        Fault::Gateway(502),
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::TooMany(1),
        Fault::Refused(500, "internal.error"),
        Fault::Silence(Duration::from_millis(50)),
    ];
    for fault in faults {
        max.order("GET updates", 1, fault);
    }

    let app = start(folder.path(), &max, quick()).await;
    let anna = Person::new(&max, 7, "ru");
    anna.begin(None);
    anna.read("Здравствуйте!").await;
    anna.order().await;
    anna.read("Ваша картина!").await;
    anna.write("/balance");
    anna.read("У вас 0 кредитов").await;

    let counts = [
        "Здравствуйте!",
        "Начал!",
        "Ваша картина!",
        "У вас 0 кредитов",
    ]
    .map(|words| anna.count(words));
    assert_eq!(counts, [1, 1, 1, 1]);
    assert!(!max.world().faults.has_orders());
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_confirmed_is_not_asked_for_again() {
    let folder = folder();
    let max = Max::start().await;
    let anna = Person::new(&max, 7, "ru");
    let app = start(folder.path(), &max, quick()).await;
    anna.write("/help");
    anna.read("Пришлите фото").await;
    wait_until("the update is confirmed", async || {
        max.world().updates.waiting() == 0
    })
    .await;
    app.stop().await.unwrap();

    anna.write("/balance");
    let before = max.world().updates.answers;
    let app = start(folder.path(), &max, quick()).await;
    anna.read("У вас 0 кредитов").await;
    assert_eq!(max.world().updates.answers, before + 1);
    assert_eq!(anna.count("Пришлите фото"), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_is_ended_where_the_settings_have_none() {
    let folder = folder();
    let max = Max::start().await;
    let url = format!("{}/subscriptions", max.url());
    let body =
        serde_json::json!({ "url": "https://a.example", "update_types": [], "secret": "12345" });
    let post = reqwest::Client::new().post(url).json(&body);
    let post = post.header("Authorization", crate::max::fake::TOKEN);
    assert_eq!(post.send().await.unwrap().status(), 200);

    let app = start(folder.path(), &max, quick()).await;
    let anna = Person::new(&max, 7, "ru");
    anna.write("/help");
    anna.read("Пришлите фото").await;
    assert!(max.world().subscriptions.all.is_empty());
    app.stop().await.unwrap();
}
