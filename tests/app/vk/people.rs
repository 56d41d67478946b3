//! Profiles are fetched beside everything else: no answer waits for them.

use std::time::Duration;
use vernissage::domain::conversation::EventNeeds;

use vernissage::{
    domain::time::Moment,
    store::{Address, ConversationStore, SupportStore},
};

use crate::support::wait::wait_until;
use crate::vk::{
    fake::{Fault, Vk},
    person::Person,
    service::{folder, quick, start, store},
};

/// Waits until the service has fetched and stored the person's profile.
async fn met(folder: &std::path::Path, person: &Person) {
    let store = store(folder).await;
    let address = Address {
        messenger: "vk".into(),
        external: person.id.to_string(),
    };

    wait_until(
        &format!("the service knows who {} is", person.id),
        async || {
            let Some(vernissage::store::ChatOwner { chat, .. }) =
                store.chat_at(&address).await.unwrap()
            else {
                return false;
            };
            let read = store
                .conversation(chat, EventNeeds::default(), Moment::default())
                .await;

            read.unwrap().unwrap().met.is_some()
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_writes_is_known_by_name_and_addressed_in_their_first_language() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;
    let anna = Person::speaking(&vk, 7, "Русский");
    anna.write("/paysupport");

    met(folder.path(), &anna).await;
    anna.write("Где моя картина?");
    anna.read("Передал. Ответ придёт сюда").await;

    let asked = store(folder.path()).await.support_requests().await.unwrap();
    assert_eq!(asked[0].name.as_ref().unwrap().as_str(), "Имя7 Фамилия");

    // The app's language goes before the profile's, and a chosen one before both.
    let bob = Person::new(&vk, 8, 3);
    vk.world().chats.open.get_mut(&8).unwrap().speaks = Some("Русский");
    bob.write("/terms");
    met(folder.path(), &bob).await;
    bob.write("/balance");

    bob.read("0 credits").await;
    assert_eq!(
        vk.world().calls["users.get"],
        2,
        "who is known is not asked for again"
    );

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_is_asked_for_at_once() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let people: Vec<Person> = (1..=40).map(|id| Person::new(&vk, id, 0)).collect();

    for person in &people {
        person.write("/balance");
    }

    for person in &people {
        met(folder.path(), person).await;
    }

    assert!(
        vk.world().calls["users.get"] <= 10,
        "{}",
        vk.world().calls["users.get"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_their_name_and_it_is_asked_for_again() {
    let faults = [
        Fault::Late(Duration::from_hours(1)),
        Fault::error(10),
        Fault::Gateway(502),
        Fault::CutAfter,
    ];

    for fault in faults {
        let folder = folder();
        let vk = Vk::start().await;
        let app = start(folder.path(), &vk, quick()).await;

        vk.order("users.get", 1, fault.clone());

        let anna = Person::new(&vk, 7, 0);
        anna.order().await;
        anna.read("Ваша картина!").await;
        anna.write("/balance");
        anna.read("У вас 0 кредитов").await;

        assert_eq!(anna.count("У вас 0 кредитов"), 1, "{fault:?}");

        if fault == Fault::error(10) {
            anna.write("/terms");
            met(folder.path(), &anna).await;
        }

        app.stop().await.unwrap();
    }
}
