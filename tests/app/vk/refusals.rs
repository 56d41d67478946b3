//! Every error of the API that a message can meet: the person gets their answer all the same, once.

use std::{sync::Arc, time::Duration};

use crate::support::wait::wait_until;
use crate::vk::{
    fake::{Fault, Vk},
    person::{Person, pair},
    service::{TestClock, folder, quick, run_by, start, toml},
};

/// Error codes after which the message is sent again, and after which time at the latest.
const LATER: [(i64, Duration); 6] = [
    (1, Duration::from_secs(5)),
    (6, Duration::from_secs(5)),
    (9, Duration::from_secs(31)),
    (10, Duration::from_secs(5)),
    (14, Duration::from_secs(301)),
    (27, Duration::from_secs(5)),
];

/// Waits until everything that was ordered has happened.
async fn refused(vk: &Vk) {
    wait_until("every ordered fault has happened", async || {
        !vk.world().faults.has_orders()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_for_now_is_sent_once_its_time_has_come() {
    for (code, wait) in LATER {
        let folder = folder();
        let vk = Vk::start().await;
        let clock = TestClock::default();
        let app = run_by(
            Arc::new(clock.clone()),
            &toml(folder.path(), &vk, ""),
            quick(),
        )
        .await;
        let anna = Person::new(&vk, 7, 0);

        vk.order("messages.send", 1, Fault::error(code));
        anna.write("/balance");
        refused(&vk).await;

        if wait > Duration::from_secs(5) {
            let early = anna
                .wait(Duration::from_secs(2), |chat| chat.messages.get(1).cloned())
                .await;
            assert!(early.is_none(), "{code} was not waited for");
            clock.put_forward(wait);
        }

        anna.read("У вас 0 кредитов").await;
        assert_eq!(anna.messages().len(), 2, "{code}");
        app.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_cannot_be_written_to_finds_the_painting_when_they_write_again() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;

    for (id, code) in [(1, 7), (2, 900), (3, 901), (4, 902), (5, 950)] {
        let anna = Person::new(&vk, id, 0);
        anna.send_photos(pair(), "");
        anna.read("Всё готово").await;

        // From here on the painting and the message about it are refused.
        vk.order("messages.edit", 1, Fault::error(code));
        anna.press("Нарисовать").await;
        refused(&vk).await;
        crate::vk::failures::everything_has_ended(folder.path()).await;
        assert_eq!(anna.count("Ваша картина!"), 0, "{code}");

        anna.write("/history");
        anna.read("Ваши последние картины").await;
    }

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_too_long_comes_with_fewer_words() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.write("/help");

    let whole = anna.read("Пришлите фото").await.text;
    vk.order("messages.send", 1, Fault::error(914));
    anna.write("/help");

    let short = anna
        .see(|chat| {
            chat.messages
                .iter()
                .filter(|one| one.from_bot)
                .nth(1)
                .cloned()
        })
        .await
        .text;
    let beginning = short.strip_suffix('…').unwrap();
    assert!(
        whole.starts_with(beginning) && beginning.chars().count() + 1 == whole.chars().count() / 2
    );

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_data_was_deleted_no_new_message_is_taken_for_an_old_one() {
    let vk = Vk::start().await;
    let anna = Person::new(&vk, 7, 0);
    for life in 1..=3 {
        let folder = folder();
        let app = start(folder.path(), &vk, quick()).await;

        for _ in 0..5 {
            anna.write("/terms");
        }

        anna.read_times("Присылайте", 5 * life).await;
        app.stop().await.unwrap();
    }

    assert_eq!(vk.world().chats.repeated, 0);
}
