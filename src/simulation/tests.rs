use std::{collections::HashMap, time::Duration};

use tempfile::TempDir;

use super::{
    books::CheckedBooks,
    device::Device,
    events::{Painters, play},
    line::Rhythm,
    model_line::{ModelLine, Passing},
    orders::{Day, Mix, Order},
    record::{JobRecord, waits},
    search::find_painters,
    store_line::StoreLine,
    workers::Workers,
};
use crate::{
    app::simulated,
    config::Settings,
    domain::{rules::Rules, time::Moment},
    store::sql::Durability,
};

/// A device on which a free painting takes a minute.
const SLOW: Device = Device {
    speed: 1.2e6,
    seconds_besides: 0.0,
};
/// The queue lets free jobs pass soon, so that it happens within a small day.
const PASSING: Passing = Passing {
    free_waits: Duration::from_mins(15),
    paid_in_a_row: 3,
};

fn rules() -> Rules {
    Settings::from_toml("").unwrap().rules()
}

/// Half of the orders are paid, and most people order several times.
fn crowded_day(jobs: u32, seed: u64) -> Vec<Order> {
    let day = Day {
        jobs,
        people: 40,
        mix: Mix {
            premium: 40,
            hd: 10,
        },
        from_hour: 0,
        hours: 24,
        seed,
    };
    day.orders(&rules())
}

fn painters(count: usize) -> Painters {
    Painters {
        count,
        device: SLOW,
        rhythm: Rhythm {
            preview: Duration::from_mins(2),
            checkpoint: Duration::from_mins(2),
            lease: Duration::from_mins(10),
        },
    }
}

async fn by_model(orders: &[Order], count: usize) -> Vec<JobRecord> {
    let mut line = ModelLine::new(PASSING);
    play(orders, painters(count), &mut line).await.unwrap()
}

async fn in_store(orders: &[Order], count: usize) -> (Vec<JobRecord>, StoreLine, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::from_toml("").unwrap();
    settings.queue.lease_seconds = 600;
    let file = folder.path().join("simulation.db");
    settings.database = settings.database.elsewhere(file.to_str().unwrap());

    let stores = simulated::open(&settings, Durability::ProcessExit)
        .await
        .unwrap()
        .stores;
    let claim = simulated::claim(&settings, "painter");
    let mut line = StoreLine::new(stores, settings.rules(), claim);
    let records = play(orders, painters(count), &mut line).await.unwrap();

    (records, line, folder)
}

#[tokio::test]
async fn a_day_in_the_store_is_the_day_of_the_model_and_its_books_are_exact() {
    let orders = crowded_day(60, 7);
    let (records, line, _folder) = in_store(&orders, 2).await;
    assert_eq!(records, by_model(&orders, 2).await);

    let prices: u32 = orders.iter().map(|order| order.plan.price.amount()).sum();
    let books = CheckedBooks::read(line.stores()).await.unwrap();
    assert!(books.are_exact(i64::from(prices)), "{books:?} {prices}");

    let is_settled = line.stores().maintenance.is_settled().await;
    assert!(is_settled.unwrap(), "every message is sent");
    assert_eq!(line.costs.writes["finish a job"], 60);
}

#[tokio::test]
async fn the_same_seed_plays_the_same_day() {
    let orders = crowded_day(300, 1);
    assert_eq!(orders, crowded_day(300, 1));
    assert_ne!(orders, crowded_day(300, 2));
    assert_eq!(by_model(&orders, 2).await, by_model(&orders, 2).await);
}

#[tokio::test]
async fn people_take_turns() {
    // One person orders ten free paintings at once, and then nine others order one each.
    let mut orders = crowded_day(400, 3);
    orders.retain(|order| order.plan.price.is_zero());
    orders.truncate(19);
    for (number, order) in orders.iter_mut().enumerate() {
        order.at = Duration::from_millis(number as u64);
        order.person = number.saturating_sub(9) as u32;
    }

    let mut records = by_model(&orders, 1).await;
    records.sort_by_key(|record| record.started);
    let first: Vec<u32> = records
        .iter()
        .take(11)
        .map(|record| record.person)
        .collect();
    assert_eq!(first, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
}

#[tokio::test]
async fn waits_fall_with_more_painters_and_the_search_finds_the_fewest() {
    let orders = crowded_day(1500, 5);
    let mut last = Duration::MAX;
    for count in [3, 6, 12] {
        let records = by_model(&orders, count).await;
        let total = records.iter().map(JobRecord::wait).sum();
        assert!(total < last, "{count} painters");
        last = total;
    }

    let target = Duration::from_mins(1);
    let trials = find_painters(&orders, painters(1), PASSING, target, 100)
        .await
        .unwrap()
        .unwrap();
    let good: HashMap<usize, bool> = trials
        .iter()
        .map(|trial| (trial.painters, trial.is_good(target)))
        .collect();
    let fewest = trials.last().unwrap().painters;
    assert!(good[&fewest] && !good[&(fewest - 1)], "{good:?}");

    let none = find_painters(&orders, painters(1), PASSING, target, 2).await;
    assert!(none.unwrap().is_none());
}

#[tokio::test]
async fn paid_jobs_wait_less() {
    let orders = crowded_day(900, 11);
    let records = by_model(&orders, 4).await;
    let told = waits(&records);
    let p95 = |tier: &str| {
        let waits = told.iter().find(|waits| waits.tier == tier).unwrap();
        waits.to_start.p95
    };
    assert!(p95("premium") < p95("free") && p95("hd") < p95("free"));
    assert_eq!(told.last().unwrap().jobs, 900);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_that_only_wait_finish_every_job_and_the_books_are_exact() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::from_toml("").unwrap();
    let file = folder.path().join("simulation.db");
    settings.database = settings.database.elsewhere(file.to_str().unwrap());
    settings.storage.path = folder.path().join("pictures");

    let store = simulated::open(&settings, Durability::ProcessExit)
        .await
        .unwrap();
    let mut workers = Workers::new(&settings, store, 1.0).unwrap();
    let mut orders = crowded_day(40, 13);
    orders.retain(|order| !order.plan.price.is_zero());
    let done = workers.as_fast_as_they_can(3, &orders).await.unwrap();
    assert_eq!(done.jobs, orders.len());

    let prices: u32 = orders.iter().map(|order| order.plan.price.amount()).sum();
    let books = CheckedBooks::read(workers.stores()).await.unwrap();
    assert!(books.are_exact(i64::from(prices)), "{books:?} {prices}");
}

#[test]
fn hours_that_are_left_out_change_nothing_about_the_others() {
    let day = Day {
        jobs: 500,
        people: 100,
        mix: Mix { premium: 10, hd: 5 },
        from_hour: 20,
        hours: 24,
        seed: 9,
    };
    let evening = Day { hours: 4, ..day };
    let rules = rules();

    let all = day.orders(&rules);
    let some = evening.orders(&rules);
    assert!(all.len() == 500 && some.len() > 100);
    assert_eq!(all[..some.len()], some);
}

#[test]
fn moments_of_the_simulation_are_whole_milliseconds() {
    let orders = crowded_day(10, 1);
    let at = orders[3].at;
    let begin = super::store_line::moment(Duration::ZERO);
    assert_eq!(super::store_line::moment(at).since(begin), at);
    assert!(begin > Moment::default());
}
