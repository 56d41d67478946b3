//! The service is killed at random moments while it talks and paints, half of them just after
//! VKontakte has carried out a request and before the row that records it: a message, an edit, a
//! photo, a document. At the end it settles, and messages are counted by their numbers.
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
    support::{chance::Chance, crowd, lives::Lives, size},
    vk::{
        fake::Vk,
        person::Person,
        service::{folder, print_always},
    },
};
use books::Books;

/// In CI, and elsewhere.
const FULL_KILLS: u64 = 20;
const SMALL_KILLS: u64 = 6;
const PEOPLE: i64 = 8;
/// How many of a thousand requests to VKontakte go wrong.
const FAULTS_PER_THOUSAND: u64 = 30;

/// The calls after which the service is killed. Messages are the most frequent, so they are listed
/// more than once.
const CALLS: [&str; 8] = [
    "messages.send",
    "messages.send",
    "messages.send",
    "messages.edit",
    "messages.edit",
    "photos.saveMessagesPhoto",
    "docs.getMessagesUploadServer",
    "docs.save",
];

const SETTINGS: &str = "tiers.free.per_day = 1000\ntiers.free.iterations = 10\ntiers.premium.iterations = 20\n\
    tiers.hd.min_iterations = 10\ntiers.hd.max_iterations = 110\nqueue.lease_seconds = 1\nqueue.attempts = 100\n\
    limits.free_at_once = 3\n[[promo]]\ncode = \"RICH\"\ncredits = 100000";

#[tokio::test(flavor = "multi_thread")]
async fn kills_double_no_message_and_lose_none() {
    let kills = size::given_or("VERNISSAGE_KILLS", FULL_KILLS, SMALL_KILLS);
    let mut chance = Chance::seeded("VERNISSAGE_KILL_SEED");
    let folder = folder();
    let vk = Vk::start().await;
    let began = Instant::now();

    let mut lives = Lives::new(&vk, folder.path(), SETTINGS);
    let people: Vec<Person> = (1..=PEOPLE).map(|id| Person::new(&vk, id, 0)).collect();
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

    vk.begin_storm(&mut chance, FAULTS_PER_THOUSAND);

    for _ in 0..kills {
        lives.live_and_die(&mut chance, &CALLS).await;
    }

    closing.store(true, Ordering::Relaxed);
    vk.end_storm();

    let mut said = 0;
    for one in crowd {
        said += one.await.unwrap();
    }

    lives.end_calmly(std::future::ready(())).await;

    let books = Books::read(&vk, folder.path()).await;
    print_always(&books.table(kills, said, &lives));
    print_always(&format!("{:.0} s in all", began.elapsed().as_secs_f64()));
    books.check();
}
