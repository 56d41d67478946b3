//! The service is killed at random moments while it talks and paints, half of them just after MAX
//! has carried out a request and before the row that records it: a message, an edit, a file. At the
//! end it settles, and the messages in the chats are compared with the rows of the outbox.
//!
//! MAX does not recognise a message that is sent twice, so a message whose reply never arrived is
//! doubled. Each double is counted by its cause, and there are no others.
//!
//! 20 kills in CI, 6 elsewhere. `VERNISSAGE_KILLS` sets another number (100 for a thorough run),
//! and `VERNISSAGE_KILL_SEED` repeats a run.

mod books;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use crate::{
    max::{
        fake::Max,
        person::Person,
        service::{folder, print_always},
    },
    support::{chance::Chance, crowd, lives::Lives, size},
};
use books::Books;

/// In CI, and elsewhere.
const FULL_KILLS: u64 = 20;
const SMALL_KILLS: u64 = 6;
const PEOPLE: i64 = 8;
/// How many of a thousand requests to MAX go wrong.
const FAULTS_PER_THOUSAND: u64 = 30;
/// How many times each new file is not ready when it is attached.
const PROCESSING: u32 = 1;

/// The calls after which the service is killed. Messages are the most frequent, so they are listed
/// more than once.
const CALLS: [&str; 6] = [
    "POST messages",
    "POST messages",
    "POST messages",
    "PUT messages",
    "PUT messages",
    "POST uploads",
];

const SETTINGS: &str = "tiers.free.per_day = 1000\ntiers.free.iterations = 10\ntiers.premium.iterations = 20\n\
    tiers.hd.min_iterations = 10\ntiers.hd.max_iterations = 110\nqueue.lease_seconds = 1\nqueue.attempts = 100\n\
    limits.free_at_once = 3\n[[promo]]\ncode = \"RICH\"\ncredits = 100000";

#[tokio::test(flavor = "multi_thread")]
async fn kills_lose_no_message_and_double_only_what_max_cannot_know() {
    let kills = size::given_or("VERNISSAGE_KILLS", FULL_KILLS, SMALL_KILLS);
    let mut chance = Chance::seeded("VERNISSAGE_KILL_SEED");
    let folder = folder();
    let max = Max::start().await;
    let began = Instant::now();

    let mut lives = Lives::new(&max, folder.path(), SETTINGS);
    let people: Vec<Person> = (1..=PEOPLE).map(|id| Person::new(&max, id, "ru")).collect();
    let closing = Arc::new(AtomicBool::new(false));
    let crowd: Vec<_> = people
        .iter()
        .map(|person| {
            tokio::spawn(crowd::talk(
                person.clone(),
                chance.fork(),
                Arc::clone(&closing),
            ))
        })
        .collect();

    max.world().files.processing = PROCESSING;
    max.world().updates.doubling = true;
    max.begin_storm(&mut chance, FAULTS_PER_THOUSAND);

    for _ in 0..kills {
        lives.live_and_die(&mut chance, &CALLS).await;
    }

    closing.store(true, Ordering::Relaxed);
    max.end_storm();

    let mut said = 0;
    for one in crowd {
        said += one.await.unwrap();
    }

    lives.end_calmly(std::future::ready(())).await;

    let books = Books::read(&max, folder.path()).await;
    print_always(&books.table(kills, said, &lives));
    print_always(&format!("{:.0} s in all", began.elapsed().as_secs_f64()));
    books.check();
}
