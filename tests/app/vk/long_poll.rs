//! The long poll broken in every way; afterwards every event was handled once.

use std::time::{Duration, Instant};

use crate::support::wait::wait_for;
use crate::vk::{
    fake::{Chat, LongPollFault, Vk},
    person::{Person, says},
    service::{folder, print_always, quick, start},
};

/// How long the server is gone; `VERNISSAGE_GONE_SECONDS` sets another number of seconds.
fn gone() -> Duration {
    Duration::from_secs(
        std::env::var("VERNISSAGE_GONE_SECONDS").map_or(3, |seconds| seconds.parse().unwrap()),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_broken_in_every_way_handles_every_event_once() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    let mut asked = 0;

    let mut ask = |times: usize| {
        for _ in 0..times {
            anna.write("/terms");
            asked += 1;
        }
        asked
    };
    anna.read_times("Присылайте", ask(3)).await;

    let faults = [
        LongPollFault::TooOld,
        LongPollFault::KeyGone,
        LongPollFault::AllGone,
        LongPollFault::HalfJson,
        LongPollFault::Status(502),
        LongPollFault::CutAfter,
        LongPollFault::Silence(Duration::from_millis(300)),
        LongPollFault::TooOld,
        LongPollFault::AllGone,
        LongPollFault::TooOld,
    ];

    for fault in faults {
        // Everything before is answered, so this fault meets the next poll.
        vk.world().long_poll.faults.push_back(fault);
        let times = ask(2);
        anna.read_times("Присылайте", times).await;
    }

    vk.down(true);

    let times = ask(2);
    tokio::time::sleep(gone()).await;
    vk.down(false);

    let back = Instant::now();

    // A server that was gone for long is polled once a minute.
    let all = |chat: &Chat| {
        chat.messages
            .iter()
            .filter(|one| says(one, "Присылайте"))
            .count()
            >= times
    };

    anna.wait(Duration::from_mins(2), |chat| all(chat).then_some(()))
        .await
        .expect("some are never answered");

    let late = back.elapsed();
    anna.write("/balance");
    anna.read("У вас 0 кредитов").await;
    assert_eq!(
        anna.count("Присылайте"),
        times,
        "every event was handled once"
    );

    let troubles = vk.world().long_poll.troubles.clone();
    for trouble in [
        "failed 1",
        "failed 2",
        "failed 3",
        "half a JSON",
        "5xx",
        "answer lost",
        "silence",
    ] {
        assert!(
            troubles.contains_key(trouble),
            "{trouble} has not happened: {troubles:?}"
        );
    }

    let troubles: Vec<String> = troubles
        .iter()
        .map(|(name, count)| format!("{count} × {name}"))
        .collect();
    print_always(&format!(
        "{times} events, each handled once; {}, the server gone for {:?} and {late:.1?} to come back",
        troubles.join(", "),
        gone()
    ));

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_hangs_is_given_up_and_every_event_handled_once() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.write("/terms");

    anna.read("Присылайте").await;

    // The next poll meets a server that never answers. Whether the last poll is still open and takes
    // the next event is chance.
    vk.world()
        .long_poll
        .faults
        .push_back(LongPollFault::Silence(Duration::from_hours(1)));

    anna.write("/terms");
    anna.read_times("Присылайте", 2).await;

    let unanswered = wait_for("the server is silent", async || {
        vk.world().long_poll.unanswered
    })
    .await;
    anna.write("/terms");
    anna.read_times("Присылайте", 3).await;

    let waited = unanswered.begun.elapsed();
    assert!(
        waited > unanswered.wait,
        "answered after {waited:?}: the server was not waited for"
    );

    anna.write("/balance");
    anna.read("У вас 0 кредитов").await;
    assert_eq!(anna.count("Присылайте"), 3, "every event was handled once");
    print_always(&format!(
        "a server that hangs was given up after {waited:.1?}"
    ));

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_while_the_service_was_away_is_answered_once() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.write("/terms");

    anna.read("Присылайте").await;
    app.stop().await.unwrap();
    anna.write("/terms");
    anna.write("/terms");

    let _app = start(folder.path(), &vk, quick()).await;
    anna.read_times("Присылайте", 3).await;
    anna.write("/balance");
    anna.read("У вас 0 кредитов").await;
    assert_eq!(anna.count("Присылайте"), 3);
}
