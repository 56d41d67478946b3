//! A clock that steps by an hour or a day, both ways: nothing waits for it, and no work is taken from
//! a worker that is alive.

use std::{path::Path, sync::Arc, time::Duration};

use sqlx::{Connection, SqliteConnection};
use vernissage::{
    app::{App, Devices, Environment},
    engine::stylize::fake::FakePainter,
    store::sql::Durability,
};

use crate::support::{
    clock::TestClock,
    makers::makers,
    service::{folder, quickly, settings, slow, slowly, start_by},
    visitor::{Visitor, says},
};

const STEPS: [i64; 4] = [1, -1, 24, -24];
/// Less than the hour after which an upload that was not accepted is cleaned away: files have the
/// time of the machine, so that by a clock that is ahead they are old as soon as they are written.
const AHEAD: Duration = Duration::from_mins(40);

/// What the database says of the attempts at all jobs: `[jobs, attempts, failures]`.
async fn attempts(folder: &Path) -> [i64; 3] {
    let path = format!("sqlite://{}/test.db", folder.display());
    let mut db = SqliteConnection::connect(&path).await.unwrap();
    let sql = "SELECT count(*), coalesce(sum(attempt), 0), coalesce(sum(failures), 0) FROM jobs";
    let (jobs, attempts, failures) = sqlx::query_as(sql).fetch_one(&mut db).await.unwrap();
    db.close().await.unwrap();

    [jobs, attempts, failures]
}

/// A `vernissage worker` beside the service: it only paints.
async fn worker(clock: &TestClock, folder: &Path, painter: FakePainter) -> App {
    let environment = Environment {
        clock: Arc::new(clock.clone()),
        durability: Durability::ProcessExit,
        program: env!("CARGO_BIN_EXE_vernissage").into(),
    };
    let settings = settings(folder, "");
    let make = Arc::new(move || makers(painter));
    App::start_in(environment, &settings, None, Devices::painters(vec![make]))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_of_another_living_process_outlives_every_step_of_the_clock() {
    let folder = folder();
    let clock = TestClock::default();
    let settings = settings(folder.path(), "");
    let app = start_by(clock.clone(), &settings, slowly()).await;
    let helper = worker(&clock, folder.path(), slow()).await;

    for hours in STEPS {
        let ada = Visitor::new(&app).await;
        ada.order().await;
        // One of the two paints for four seconds, the other one looks for work each second.
        ada.read("Painting: ").await;
        clock.step(hours);
        tokio::time::sleep(Duration::from_millis(1200)).await;
        clock.step(-hours);
        ada.read("Your painting!").await;

        let [jobs, attempts, failures] = attempts(folder.path()).await;
        assert_eq!((attempts, failures), (jobs, 0), "a step of {hours} hours");
    }

    helper.stop().await.unwrap();
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queued_painting_is_painted_whatever_the_clock_does_meanwhile() {
    let folder = folder();
    let clock = TestClock::default();
    let settings = settings(folder.path(), "tiers.free.iterations = 15");
    let app = start_by(clock.clone(), &settings, slowly()).await;

    for hours in STEPS {
        // The painter is busy with the first, and the second waits in the queue.
        let ada = Visitor::new(&app).await;
        let bob = Visitor::new(&app).await;
        ada.order().await;
        ada.read("Painting: ").await;
        bob.order().await;
        bob.read("Started!").await;

        clock.step(hours);
        let painted = async {
            ada.read("Your painting!").await;
            bob.read("Your painting!").await;
        };
        let waited = tokio::time::timeout(Duration::from_secs(40), painted).await;
        assert!(waited.is_ok(), "a step of {hours} hours");
        clock.step(-hours);
    }

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn free_paintings_of_a_clock_that_was_ahead_are_not_waited_for() {
    let folder = folder();
    let clock = TestClock::default();
    let settings = settings(folder.path(), "tiers.free.per_day = 1");
    let app = start_by(clock.clone(), &settings, quickly()).await;

    let ada = Visitor::new(&app).await;
    clock.put_forward(AHEAD);
    ada.order().await;
    ada.read("Your painting!").await;

    clock.put_back(AHEAD);
    ada.order().await;
    ada.see(|bubbles| {
        let painted = bubbles
            .iter()
            .filter(|bubble| says(bubble, "Your painting!"));
        (painted.count() == 2).then_some(())
    })
    .await;

    app.app.stop().await.unwrap();
}
