//! A clock that is put right by hours, both ways, while an album arrives, a message waits for its next
//! try, another is on its way, and a painting is queued and painted: nobody waits for the clock, and
//! nothing comes twice.

use std::{sync::Arc, time::Duration};

use crate::{
    support::wait::wait_until,
    telegram::{
        fake::{Fault, Telegram},
        person::{Person, pair},
        service::{TestClock, folder, run_by, slow, toml},
    },
};

/// By how many hours the clock is put forward or back. The sum is zero, and the next starts where
/// the one before has left the clock.
const STEPS: [i64; 6] = [-3, 3, -1, 26, -26, 1];

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_put_right_holds_up_nobody_and_repeats_nothing() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let clock = TestClock::default();
    let settings = toml(folder.path(), &telegram, "");
    let app = run_by(Arc::new(clock.clone()), &settings, slow()).await;

    for (id, hours) in (7..).zip(STEPS) {
        let ada = Person::new(&telegram, id, "en");
        let happened = async || {
            let has_happened = || !telegram.world().faults.has_orders();
            wait_until("the fault happens", async || has_happened()).await;
        };

        // A message that waits for its next try.
        telegram.order("sendmessage", 1, Fault::TooMany(5));
        ada.write("/start");
        happened().await;
        clock.step(hours);
        ada.read("Hello!").await;

        // A message on its way, whose sender hears of it late.
        clock.step(-hours);
        telegram.order("sendmessage", 1, Fault::Late(Duration::from_secs(3)));
        ada.write("/terms");
        happened().await;
        clock.step(hours);

        // An album within the second in which its parts are waited for.
        clock.step(-hours);
        ada.send_album(pair(), "");
        wait_until("the album has arrived", async || {
            telegram.world().updates.len() == 0
        })
        .await;
        clock.step(hours);
        ada.press("Paint it").await;

        // A painting that is queued, and one that is painted.
        clock.step(-hours);
        ada.read("Painting: ").await;
        clock.step(hours);
        ada.read("Your painting!").await;
        ada.read("Done!").await;

        let counts = [
            "Hello!",
            "only pictures",
            "Started!",
            "Your painting!",
            "Done!",
        ];
        assert_eq!(
            counts.map(|words| ada.count(words)),
            [1; 5],
            "a step of {hours} hours"
        );
    }

    app.stop().await.unwrap();
}
