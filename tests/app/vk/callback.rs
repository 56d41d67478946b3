//! The Callback API: the address is registered, confirms itself, and takes events only from
//! VKontakte.

use serde_json::json;

use crate::support::connections::free_address;
use crate::vk::{
    fake::{GROUP, Vk},
    person::Person,
    service::{folder, quick, run, toml},
};

const SECRET: &str = "s3cretw0rd";

#[tokio::test(flavor = "multi_thread")]
async fn two_photos_become_a_painting_over_the_callback_api() {
    let folder = folder();
    let vk = Vk::start().await;

    // The port must be known before the service tells VKontakte of it.
    let free = free_address();
    let more = format!(
        "server.listen = \"{free}\"\nvk.callback_url = \"http://{free}\"\nvk.secret = \"{SECRET}\""
    );
    let app = run(&toml(folder.path(), &vk, &more), quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.begin("");

    anna.read("Здравствуйте!").await;
    anna.order().await;
    anna.read("Ваша картина!").await;

    let hook = vk.hook().unwrap();
    assert_eq!(
        (hook.url.as_str(), hook.secret.as_str()),
        (format!("http://{free}/hooks/vk").as_str(), SECRET)
    );

    strangers_are_not_heard(&vk, &hook.url).await;
    repetitions_are_answered_and_change_nothing(&vk, &hook.url).await;
    assert_eq!(vk.world().long_poll.answers, 0, "nobody asks for events");
    app.stop().await.unwrap();
}

async fn strangers_are_not_heard(vk: &Vk, url: &str) {
    let bob = Person::new(vk, 8, 3);
    let client = reqwest::Client::new();
    let object = json!({ "message": { "id": 1, "peer_id": 8, "from_id": 8, "text": "/start" } });
    let event = |group: i64, secret: &str| json!({ "type": "message_new", "group_id": group, "event_id": "e", "object": object, "secret": secret });
    let nobody =
        json!({ "type": "message_new", "group_id": GROUP, "event_id": "e", "object": object });

    let elsewhere = json!({ "type": "confirmation", "group_id": GROUP + 1 });
    let wrong = json!({ "type": "confirmation", "group_id": GROUP, "secret": "guessed" });
    let more = format!("{SECRET}more");
    for event in [
        event(GROUP, ""),
        event(GROUP, &more),
        event(GROUP + 1, SECRET),
        nobody,
        elsewhere,
        wrong,
    ] {
        let answer = client.post(url).json(&event).send().await.unwrap();
        assert!(
            answer.status().is_client_error(),
            "a stranger was heard: {event}"
        );

        assert_eq!(answer.text().await.unwrap(), "");
    }

    assert!(bob.messages().is_empty());
}

async fn repetitions_are_answered_and_change_nothing(vk: &Vk, url: &str) {
    let cleo = Person::new(vk, 9, 3);
    let object = json!({ "message": { "id": 5, "peer_id": 9, "from_id": 9, "text": "/terms" } });
    let event = json!({ "type": "message_new", "group_id": GROUP, "event_id": "twice", "object": object, "secret": SECRET });
    let client = reqwest::Client::new();

    for _ in 0..3 {
        let answer = client.post(url).json(&event).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), "ok");
    }

    cleo.read("only pictures").await;
    cleo.write("/balance");
    cleo.read("0 credits").await;
    assert_eq!(cleo.count("only pictures"), 1);
}
