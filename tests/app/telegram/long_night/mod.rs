//! A long night: thousands of random stories on one database, with faults of Telegram, a service
//! that is killed in the middle, and a clock on which months pass. After the warm-up nothing grows
//! but the books: memory, open files, WAL, live rows and pictures are measured and compared.
//!
//! 300 stories in CI, 60 elsewhere. `VERNISSAGE_STORIES` sets another number, such as 50,000, and
//! `VERNISSAGE_STORY_SEED` repeats a run.

mod guest;
mod measures;

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::Child,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{task::JoinSet, time::Instant};
use vernissage::store::{LedgerStore, MaintenanceStore};

use self::{
    guest::{Guest, visit_page},
    measures::{Figures, assert_flat},
};
use crate::{
    support::{
        chance::Chance,
        clock::FastClock,
        process::ServiceProcess,
        size,
        wait::{PATIENCE, within_patience},
    },
    telegram::{
        fake::Telegram,
        service::{folder, print_always, store, toml},
    },
};

/// In CI, and elsewhere.
const FULL_STORIES: u64 = 300;
const SMALL_STORIES: u64 = 60;
/// Stories that are told at the same time, and the people that each teller has.
const TELLERS: u64 = 96;
const PEOPLE_OF_A_TELLER: u64 = 3;
/// Nights, each of them in a process of its own. One more follows, which has a quarter of all
/// stories.
const NIGHTS: u64 = 24;
const SMALL_NIGHTS: u64 = 6;
/// How often that last night is measured.
const LAST_MEASURES: u64 = 4;
/// All nights together are a year, so that what is kept for three months is deleted.
const DAYS: u64 = 360;
/// One story in so many is told on the page.
const STORIES_PER_VISITOR: u64 = 8;
/// How many of a thousand requests to Telegram go wrong.
const FAULTS_PER_THOUSAND: u64 = 40;
/// How long everything may take to settle after a night.
const CALM: Duration = Duration::from_mins(10);

const SETTINGS: &str = "server.trusted_proxies = [\"127.0.0.1\"]\ntiers.free.per_day = 20\ntiers.free.iterations = 10\n\
    queue.lease_seconds = 1\nqueue.attempts = 100\ntelegram.messages_per_second = 1000\n\
    network.new_visitors_per_hour = 1000000\n\
    [[packs]]\ncredits = 100\nbonus = 10\nstars = 60\nroubles = 100\n";

#[tokio::test(flavor = "multi_thread")]
async fn nothing_grows_but_the_books() {
    let stories = size::given_or("VERNISSAGE_STORIES", FULL_STORIES, SMALL_STORIES);
    let nights = if stories < 1000 { SMALL_NIGHTS } else { NIGHTS };
    let mut chance = Chance::seeded("VERNISSAGE_STORY_SEED");
    let folder = folder();
    let telegram = Telegram::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let began = Instant::now();

    let mut night = Night {
        folder: folder.path(),
        telegram: &telegram,
        address: listener.local_addr().unwrap(),
        listener: &listener,
        tellers: tellers(&telegram, &mut chance),
        chance,
        told: 0,
        clock: FastClock::starting_now(1),
        service: None,
    };

    let mut figures = Vec::new();
    let ordinary = stories * 3 / 4 / nights;
    for _ in 0..nights {
        night.begin();
        night.tell(ordinary, true).await;
        figures.push(night.settle().await);
        night.end(Duration::from_hours(24 * DAYS / nights));
    }

    // In one life of the service, so that what it alone would collect is seen as well.
    night.begin();
    for measures in (1..=LAST_MEASURES).rev() {
        night.tell((stories - night.told) / measures, false).await;
        figures.push(night.settle().await);
    }
    night.end(Duration::ZERO);

    let audit = store(folder.path()).await.audit().await.unwrap();
    print_always(&format!(
        "\n{} stories in {:.0} s, {} faults\n{}",
        night.told,
        began.elapsed().as_secs_f64(),
        telegram.world().faults.total(),
        measures::table(&figures)
    ));
    assert!(audit.is_empty(), "{audit:?}");
    assert_flat(&figures, LAST_MEASURES as usize);
}

/// The people of each teller, who tells one story after the other.
fn tellers(telegram: &Telegram, chance: &mut Chance) -> Vec<Vec<Guest>> {
    let people = |teller: u64, chance: &mut Chance| {
        let ids = 1 + teller * PEOPLE_OF_A_TELLER..=(teller + 1) * PEOPLE_OF_A_TELLER;
        ids.map(|id| Guest::new(telegram, id.cast_signed(), chance.fork()))
            .collect()
    };

    (0..TELLERS).map(|teller| people(teller, chance)).collect()
}

struct Night<'a> {
    folder: &'a Path,
    telegram: &'a Telegram,
    listener: &'a TcpListener,
    address: SocketAddr,
    tellers: Vec<Vec<Guest>>,
    chance: Chance,
    told: u64,
    clock: FastClock,
    service: Option<Child>,
}

impl Night<'_> {
    fn begin(&mut self) {
        self.telegram.world().life += 1;
        let settings = toml(self.folder, self.telegram, SETTINGS);
        let log = self.folder.join("log");
        let service = ServiceProcess::new(&settings, &log)
            .with_pause(Duration::ZERO)
            .with_clock(self.clock)
            .with_listener(self.listener)
            .spawn();
        self.service = Some(service);
    }

    fn kill(&mut self) {
        let mut service = self.service.take().unwrap();
        assert!(
            service.try_wait().unwrap().is_none(),
            "the service ended by itself: see the log"
        );
        service.kill().unwrap();
        service.wait().unwrap();
    }

    /// Ends a night, and lets time pass until the next one.
    fn end(&mut self, pause: Duration) {
        self.kill();
        self.clock = self.clock.put_forward(pause);
    }

    /// Tells so many stories, with a kill in the middle if `is_killed`.
    async fn tell(&mut self, stories: u64, is_killed: bool) {
        let visitors = stories / STORIES_PER_VISITOR;
        self.telegram
            .begin_storm(&mut self.chance, FAULTS_PER_THOUSAND);
        let left = Arc::new(AtomicU64::new(stories - visitors));
        let telling: Vec<_> = self
            .tellers
            .drain(..)
            .map(|people| tokio::spawn(tell_until_none_is_left(people, Arc::clone(&left))))
            .collect();

        if is_killed {
            let half = (stories - visitors) / 2;
            while left.load(Ordering::Relaxed) > half {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            self.kill();
            self.begin();
        }

        for teller in telling {
            self.tellers.push(teller.await.unwrap());
        }
        self.telegram.end_storm();

        // Only now: on a clock that is ahead of the files, the sweep at the start of the service takes
        // an upload that is just arriving for one that was left behind long ago.
        let visits: JoinSet<()> = (0..visitors)
            .map(|_| visit_page(self.address, self.chance.fork()))
            .collect();
        within_patience("everybody on the page is answered", visits.join_all()).await;
        self.told += stories;
    }

    /// Waits until everything is answered, painted and sent, and measures.
    async fn settle(&mut self) -> Figures {
        let store = store(self.folder).await;
        let mut calm = 0;
        let settled = async {
            while calm < 2 {
                let is_quiet = self.telegram.world().updates.len() == 0;
                let is_calm = is_quiet && store.is_settled().await.unwrap();
                calm = if is_calm { calm + 1 } else { 0 };
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
        };
        tokio::time::timeout(CALM, settled)
            .await
            .expect("something is still not answered, painted or sent");
        drop(store);

        self.forget_chats();
        let service = self.service.as_ref().unwrap();
        Figures::measure(self.told, service, self.folder).await
    }

    /// The fake Telegram keeps nothing either.
    fn forget_chats(&self) {
        let mut world = self.telegram.world();
        world.chats.files.clear();
        for chat in world.chats.open.values_mut() {
            chat.messages.clear();
        }
    }
}

async fn tell_until_none_is_left(mut people: Vec<Guest>, left: Arc<AtomicU64>) -> Vec<Guest> {
    let take = |left: u64| left.checked_sub(1);
    while left
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
        .is_ok()
    {
        let size = people.len() as u64;
        let place = people[0].draw(size) as usize;
        tokio::time::timeout(PATIENCE, people[place].tell_story())
            .await
            .expect("a story never ends");
    }

    people
}
