//! What the start and `vernissage check` find in the community's settings.

use vernissage::{
    app,
    config::Settings,
    messengers::{
        MessengerError, UpdateSource,
        vk::{CommunityCheck, Vk as Client},
    },
};

use crate::vk::{
    fake::{GROUP, Vk},
    person::Person,
    service::{folder, quick, start, toml},
};

fn client(vk: &Vk, more: &str) -> Client {
    let settings = format!(
        "vk.token = \"{}\"\nvk.api_url = \"{}\"\n{more}",
        crate::vk::fake::TOKEN,
        vk.url()
    );

    app::vk(&Settings::from_toml(&settings).unwrap(), "")
        .unwrap()
        .unwrap()
}

fn ours() -> String {
    format!("vk.group_id = {GROUP}")
}

#[tokio::test]
async fn what_is_wanting_is_named_and_put_right_at_the_start() {
    let vk = Vk::start().await;
    vk.world().community.bots = false;

    let client = client(&vk, &ours());
    let CommunityCheck { name, problems } = client.check_community().await.unwrap();
    assert_eq!(
        (name.as_str(), problems.len()),
        ("Вернисаж", 2),
        "{problems:?}"
    );

    assert!(
        problems[0].contains("bot") && problems[1].contains("long poll"),
        "{problems:?}"
    );

    assert!(!vk.world().community.bots, "who only looks changes nothing");
    client.register().await.unwrap();
    assert!(vk.world().community.bots);
    assert_eq!(
        vk.world().community.events,
        ["message_new", "message_event"]
    );

    assert_eq!(client.check_community().await.unwrap().problems, [""; 0]);
}

#[tokio::test]
async fn a_token_that_may_not_manage_is_named() {
    let vk = Vk::start().await;
    vk.world().community.manages = false;

    let wanting = client(&vk, &ours()).check_community().await;
    let said = match wanting {
        Ok(found) => found.problems.join("; "),
        Err(error) => format!("{error:?}"),
    };

    assert!(said.contains("manage"), "{said}");
}

#[tokio::test]
async fn a_wrong_token_and_another_community_are_told_apart() {
    let vk = Vk::start().await;
    let other = client(&vk, "vk.group_id = 7")
        .check_community()
        .await
        .unwrap_err();
    assert!(
        matches!(other, MessengerError::Misconfigured(_))
            && other.to_string().contains("vk.group_id"),
        "{other}"
    );

    let settings = format!(
        "vk.token = \"vk1.a.wrong\"\nvk.api_url = \"{}\"\n{}",
        vk.url(),
        ours()
    );

    let wrong = app::vk(&Settings::from_toml(&settings).unwrap(), "")
        .unwrap()
        .unwrap();
    let refused = wrong.check_community().await.unwrap_err();
    assert!(
        refused.to_string().contains("vk.token") && !format!("{refused:?}").contains("vk1.a"),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_whose_token_may_not_manage_answers_all_the_same() {
    let folder = folder();
    let vk = Vk::start().await;
    vk.world().community.manages = false;

    let settings = Settings::from_toml(&toml(folder.path(), &vk, "")).unwrap();
    assert!(!format!("{settings:?}").contains(crate::vk::fake::TOKEN));

    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.write("/start");
    anna.read("Здравствуйте!").await;
}
