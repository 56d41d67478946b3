//! Failures between the bot and VKontakte, after which nobody has lost anything or got it twice.

use std::path::Path;

use vernissage::store::MaintenanceStore;

use crate::support::wait::wait_until;
use crate::vk::{
    fake::{Fault, Vk},
    person::{Person, pair},
    service::{folder, quick, slow, start, store},
};

#[tokio::test(flavor = "multi_thread")]
async fn errors_and_broken_servers_delay_and_double_nothing() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    let faults = [
        ("messages.send", Fault::error(6)),
        ("messages.send", Fault::error(10)),
        ("messages.send", Fault::CutAfter),
        ("messages.send", Fault::Gateway(502)),
        ("messages.edit", Fault::error(10)),
        ("messages.edit", Fault::CutAfter),
        ("photos.getMessagesUploadServer", Fault::CutBefore),
        ("photos.saveMessagesPhoto", Fault::error(1)),
        ("upload", Fault::CutAfter),
        ("upload", Fault::Gateway(500)),
        ("file", Fault::Gateway(503)),
    ];

    for (method, fault) in faults {
        vk.order(method, 1, fault);
    }

    anna.begin("");
    anna.read("Здравствуйте!").await;
    anna.order().await;
    anna.read("Ваша картина!").await;
    anna.read("Готово!").await;

    let counts =
        ["Здравствуйте!", "Начал!", "Готово!", "Ваша картина!"].map(|words| anna.count(words));
    assert_eq!(counts, [1, 1, 1, 1]);

    let world = vk.world();
    assert!(
        world.chats.repeated >= 1,
        "an answer was lost, and the message is there once"
    );

    assert!(!world.faults.has_orders(), "{:?}", world.faults);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_for_files_that_is_too_old_is_asked_for_again() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);

    vk.world().files.expiring = 1;
    anna.order().await;
    anna.read("Ваша картина!").await;

    let world = vk.world();
    assert!(
        world.files.given > world.files.brought,
        "{} {}",
        world.files.given,
        world.files.brought
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_blocked_the_community_is_told_of_the_painting_when_they_write() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, slow()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.order().await;

    anna.read("Рисую: ").await;
    anna.block();
    everything_has_ended(folder.path()).await;
    assert_eq!(anna.count("Ваша картина!"), 0);
    anna.unblock();
    anna.write("/history");

    anna.read("Ваши последние картины").await;
    let counts = ["Рисую: ", "Готово!", "Ваша картина!"].map(|words| anna.count(words));
    assert_eq!(counts, [0, 1, 1]);
}

/// Waits until nothing is to be answered, painted or sent any more.
pub(crate) async fn everything_has_ended(folder: &Path) {
    let store = store(folder).await;
    wait_until("everything is answered, painted and sent", async || {
        store.is_settled().await.unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyboard_that_is_refused_costs_the_buttons_and_not_the_words() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);

    vk.order("messages.send", 1, Fault::error(911));
    anna.begin("");

    let welcome = anna.read("Здравствуйте!").await;
    assert!(welcome.buttons.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn features_of_a_bot_that_were_turned_off_are_turned_on_again() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.write("/help");

    anna.read("Пришлите фото").await;
    vk.world().community.bots = false;
    anna.send_photos(pair(), "");
    anna.read("Всё готово").await;
    assert!(vk.world().community.bots);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_that_vkontakte_has_lost_are_brought_again() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    let bob = Person::new(&vk, 8, 0);

    anna.write("/styles");

    let shown = anna.read("Мои любимые.").await.attachments.len();
    let brought = vk.world().files.brought;
    bob.write("/styles");
    assert_eq!(bob.read("Мои любимые.").await.attachments.len(), shown);
    assert_eq!(
        vk.world().files.brought,
        brought,
        "what VKontakte has is not brought again"
    );

    vk.world().files.lose_saved();
    anna.write("/styles");
    anna.read_times("Мои любимые.", 2).await;
    assert!(vk.world().files.brought > brought);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_message_is_sent_again_with_its_buttons() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, slow()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.order().await;

    let progress = anna.read("Рисую: ").await;
    anna.delete(progress.id);

    let again = anna
        .see(|chat| {
            chat.messages
                .iter()
                .find(|one| one.id > progress.id)
                .cloned()
        })
        .await;

    assert!(
        again.text.contains("Рисую: ") || again.text.contains("Готово!"),
        "{again:?}"
    );

    anna.read("Ваша картина!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_is_served_within_twenty_requests_a_second() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let people: Vec<Person> = (1..=60).map(|id| Person::new(&vk, id, 0)).collect();

    for person in &people {
        person.write("/help");
    }

    for person in &people {
        person.read("Пришлите фото").await;
    }

    let world = vk.world();
    assert!(
        people
            .iter()
            .all(|person| world.chats.open[&person.id].messages.len() == 2),
        "each has one answer"
    );

    assert_eq!(world.chats.repeated, 0);
    assert!(world.too_many <= 5, "{} requests too many", world.too_many);
}
