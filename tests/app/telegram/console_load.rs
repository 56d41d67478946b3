//! The operator's console under a storm of requests, on a database with a busy month in it: the
//! chats are not slowed down.
//!
//! Figures are always printed. They are judged only on request, like those of `load`:
//! `VERNISSAGE_JUDGE=1 CI=1 cargo test --release --test app telegram::hammered`.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use vernissage::domain::password::PasswordHash;

use crate::{
    support::{chance::Chance, connections::free_address, http, service::remember_a_month, size},
    telegram::{
        fake::Telegram,
        load::{Waits, visit},
        person::Person,
        service::{self, folder, judges_times, print_always, toml},
    },
};

const PASSWORD: &str = "correct horse battery";
const BROWSERS: usize = 8;
const PAGES: [&str; 7] = [
    "/console",
    "/console/jobs",
    "/console/jobs?state=failed&tier=hd",
    "/console/people",
    "/console/people/1",
    "/console/purchases",
    "/console/audit",
];

/// Signs in, and returns the cookie.
async fn sign_in(to: SocketAddr) -> String {
    let cookie = |answer: &http::Answer| {
        answer
            .header("set-cookie")
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    };

    let sign_in_page = http::ask(to, "GET /console/sign-in", &[], b"").await;
    let page = sign_in_page.text();
    let token = page
        .split("name=\"token\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();

    let stranger = cookie(&sign_in_page);
    let headers = [
        ("cookie", stranger.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let body = format!("token={token}&password={}", PASSWORD.replace(' ', "+"));
    let entered = http::ask(to, "POST /console/sign-in", &headers, body.as_bytes()).await;
    assert_eq!(entered.status, 303);

    cookie(&entered)
}

/// How often the console was asked, how often it had too much to do, and how long the slowest page
/// took.
#[derive(Default)]
struct Storm {
    over: AtomicBool,
    shown: AtomicUsize,
    busy: AtomicUsize,
    slowest: AtomicUsize,
}

async fn hammer(storm: Arc<Storm>, to: SocketAddr, cookie: String, first: usize) {
    for page in PAGES.iter().cycle().skip(first) {
        if storm.over.load(Ordering::Relaxed) {
            return;
        }

        let began = Instant::now();
        let answer = http::ask(to, &format!("GET {page}"), &[("cookie", &cookie)], b"").await;
        let counted = if answer.status == 200 {
            &storm.shown
        } else {
            &storm.busy
        };

        assert!(
            matches!(answer.status, 200 | 503),
            "{page}: {}",
            answer.status
        );

        counted.fetch_add(1, Ordering::Relaxed);
        storm
            .slowest
            .fetch_max(began.elapsed().as_millis() as usize, Ordering::Relaxed);
    }
}

/// New people visit; returns how long each of their updates waited.
async fn visits(telegram: &Telegram, ids: std::ops::Range<i64>, chance: &mut Chance) -> Waits {
    let visits: Vec<_> = ids
        .map(|id| tokio::spawn(visit(Person::new(telegram, id, "en"), chance.fork())))
        .collect();
    let mut waits = Waits::default();
    for visit in visits {
        waits.merge(visit.await.unwrap());
    }

    waits
}

fn p99(waits: &Waits) -> Duration {
    let all = waits.sorted("");
    all[all.len() * 99 / 100]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_in_a_chat_notices_a_storm_on_the_console() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let to = free_address();

    let hash = PasswordHash::hash(PASSWORD, &[7; 16]);
    let more = format!(
        "tiers.free.iterations = 10\ntelegram.messages_per_second = 10000\nserver.listen = \"{to}\"\n\
         console.password_hash = \"{hash}\""
    );
    let settings = toml(folder.path(), &telegram, &more);
    let mut service = service::spawn(
        &settings,
        Duration::from_millis(1),
        &folder.path().join("log"),
    );

    let first = Person::new(&telegram, 1, "en");
    first.write("/help");
    first.read("/settings").await;
    remember_a_month(folder.path()).await;

    // People in conversation at a time, with and without the storm.
    let people: i64 = size::full_or_small(200, 50);
    let mut chance = Chance::new(1);
    let calm = visits(&telegram, 1000..1000 + people, &mut chance).await;
    let storm = Arc::<Storm>::default();
    let cookie = sign_in(to).await;
    let began = Instant::now();

    let browsers: Vec<_> = (0..BROWSERS)
        .map(|n| tokio::spawn(hammer(Arc::clone(&storm), to, cookie.clone(), n)))
        .collect();
    let stormy = visits(&telegram, 5000..5000 + people, &mut chance).await;
    storm.over.store(true, Ordering::Relaxed);

    let seconds = began.elapsed().as_secs_f64();

    for browser in browsers {
        browser.await.unwrap();
    }

    let shown = storm.shown.load(Ordering::Relaxed);
    let busy = storm.busy.load(Ordering::Relaxed);
    print_always(&format!(
        "\n{people} people, nobody at the console\n{}\n{people} people, {BROWSERS} browsers at the console: {shown} \
         pages in {seconds:.0} s, {busy} put off, the slowest after {} ms\n{}",
        calm.table(),
        storm.slowest.load(Ordering::Relaxed),
        stormy.table()
    ));

    service.kill().unwrap();
    service.wait().unwrap();
    assert!(shown > 0);

    let allowed = p99(&calm)
        .mul_f64(1.5)
        .max(p99(&calm) + Duration::from_millis(50));
    assert!(
        !judges_times() || p99(&stormy) <= allowed,
        "the console is noticed"
    );
}
