//! The service is killed at random moments while it talks, most of them between the sending of a message and the row that
//! says so; then it ends calmly, and messages are counted by their numbers.
//!
//! `VERNISSAGE_KILLS` says how often (100 for the whole show), `VERNISSAGE_KILL_SEED` which run to have again.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Child,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{Connection, SqliteConnection};
use vernissage::store::Store;

use crate::{
    chance::Chance,
    fake::{Storm, Vk},
    house::{self, folder, say, toml},
    person::{Person, pair},
};

const KILLS: u64 = 20;
const PEOPLE: i64 = 8;
const ITERATION: Duration = Duration::from_millis(3);
/// How long a life is at most after its first message.
const LONGEST: u64 = 250;
/// So much of what is asked of VKontakte goes wrong.
const OF_A_THOUSAND: u64 = 30;
/// Nobody waits for ever.
const CALM: Duration = Duration::from_secs(90);

const SETTINGS: &str = "tiers.free.per_day = 1000\ntiers.free.iterations = 10\nqueue.lease_seconds = 1\n\
    queue.attempts = 100\nlimits.free_at_once = 3";

#[tokio::test(flavor = "multi_thread")]
async fn kills_double_no_message_and_lose_none() {
    let kills = std::env::var("VERNISSAGE_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut chance = Chance::seeded("VERNISSAGE_KILL_SEED");
    let (folder, vk) = (folder(), Vk::start().await);
    let people: Vec<Person> = (1..=PEOPLE).map(|id| Person::new(&vk, id, 0)).collect();
    let closing = Arc::new(AtomicBool::new(false));
    let talking: Vec<_> =
        people.iter().map(|person| tokio::spawn(talk(person.clone(), chance.fork(), Arc::clone(&closing)))).collect();
    vk.world().faults.storm = Some(Storm { chance: chance.fork(), of_a_thousand: OF_A_THOUSAND });
    for _ in 0..kills {
        live_and_die(&vk, folder.path(), &mut chance).await;
    }
    closing.store(true, Ordering::Relaxed);
    vk.world().faults.storm = None;
    let mut said = 0;
    for one in talking {
        said += one.await.unwrap();
    }
    let mut last = spawn(&vk, folder.path());
    let settled = tokio::time::timeout(CALM, until_settled(&vk, folder.path())).await;
    let unsettled = if settled.is_ok() { Vec::new() } else { unsettled(&vk, folder.path()).await };
    assert!(settled.is_ok(), "something is never answered or sent: {unsettled:#?}");
    last.kill().unwrap();
    last.wait().unwrap();
    let count = Count::of(&vk, folder.path()).await;
    say(&count.table(kills, said));
    count.check();
}

fn spawn(vk: &Vk, folder: &Path) -> Child {
    house::spawn(&toml(folder, vk, SETTINGS), ITERATION, &folder.join("log"))
}

/// Lives until some message was sent, and a random while longer.
async fn live_and_die(vk: &Vk, folder: &Path, chance: &mut Chance) {
    let sent = vk.world().chats.sends;
    let mut service = spawn(vk, folder);
    let until = tokio::time::Instant::now() + Duration::from_secs(20);
    while vk.world().chats.sends == sent && tokio::time::Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // Half of the lives end at once: between a message and the row that says that it was sent.
    if chance.below(2) == 0 {
        tokio::time::sleep(Duration::from_millis(chance.below(LONGEST))).await;
    }
    assert!(service.try_wait().unwrap().is_none(), "it has ended by itself: see the log");
    service.kill().unwrap();
    service.wait().unwrap();
}

/// Orders, asks, and waits a little; says how often.
async fn talk(person: Person, mut chance: Chance, closing: Arc<AtomicBool>) -> u64 {
    let mut said = 0;
    while !closing.load(Ordering::Relaxed) {
        match chance.below(4) {
            0 => person.send_photos(pair(), ""),
            1 => person.write("/styles"),
            2 => person.write("/balance"),
            _ => press_newest(&person),
        }
        said += 1;
        tokio::time::sleep(Duration::from_millis(500 + chance.below(2000))).await;
    }
    said
}

fn press_newest(person: &Person) {
    let messages = person.messages();
    let newest = messages.iter().rev().find_map(|message| {
        let button = message.buttons.iter().flatten().find(|button| button.label.contains("Нарисовать"))?;
        Some((message.id, button.clone()))
    });
    if let Some((message, button)) = newest {
        person.press_button(message, &button);
    }
}

/// What is never answered or sent, and what the service says about it.
async fn unsettled(vk: &Vk, folder: &Path) -> Vec<String> {
    let url = format!("sqlite://{}", folder.join("test.db").display());
    let mut db = SqliteConnection::connect(&url).await.unwrap();
    let sql = "SELECT 'outbox ' || id || ' of ' || chat_id || ', ' || attempts || ' attempts: ' || message FROM outbox
               WHERE ended_at IS NULL
               UNION ALL SELECT 'inbox ' || id || ': ' || incoming FROM inbox WHERE done_at IS NULL
               UNION ALL SELECT 'job ' || id || ': ' || state FROM jobs WHERE state IN ('queued', 'running')";
    let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
    let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
    let said = log.lines().rev().take(30).map(str::to_owned);
    [format!("{} events wait", vk.world().line.waiting())].into_iter().chain(rows).chain(said).collect()
}

async fn until_settled(vk: &Vk, folder: &Path) {
    let store = house::store(folder).await;
    let mut calm = 0;
    while calm < 3 {
        let quiet = vk.world().line.waiting() == 0;
        calm = if quiet && store.is_settled().await.unwrap() { calm + 1 } else { 0 };
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

/// What the service has written down, and what VKontakte has seen.
struct Count {
    /// Rows of the outbox that are no edits, by what became of them.
    delivered: BTreeSet<(i64, String)>,
    refused: Vec<String>,
    waiting: i64,
    /// Messages of the bot in the chats: their chats and ids.
    seen: Vec<(i64, String)>,
    /// How many bear one number, where more than one do.
    doubled: BTreeMap<(i64, i64), u64>,
    sends: u64,
    repeated: u64,
    untold: usize,
    too_many: u64,
    paintings: usize,
    weather: String,
}

type Row = (String, Option<String>, Option<String>, bool);

impl Count {
    async fn of(vk: &Vk, folder: &Path) -> Self {
        assert!(house::store(folder).await.audit().await.unwrap().is_empty());
        let url = format!("sqlite://{}", folder.join("test.db").display());
        let mut db = SqliteConnection::connect(&url).await.unwrap();
        let sql = "SELECT external_id, message_id, refusal, is_edit FROM outbox JOIN chats ON chats.id = chat_id";
        let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
        let waiting = sqlx::query_scalar("SELECT count(*) FROM outbox WHERE ended_at IS NULL").fetch_one(&mut db);
        let waiting = waiting.await.unwrap();
        let number = |id: &str| id.split(':').next().unwrap().to_owned();
        let delivered =
            rows.iter().filter_map(|(chat, id, ..)| Some((chat.parse().unwrap(), number(id.as_ref()?)))).collect();
        let world = vk.world();
        let of_bot = world.chats.open.values().flat_map(|chat| {
            chat.messages.iter().filter(|message| message.from_bot).map(move |message| (chat.id, message))
        });
        let mut numbers: BTreeMap<(i64, i64), u64> = BTreeMap::new();
        let (mut seen, mut untold, mut paintings) = (Vec::new(), 0, 0);
        for (chat, message) in of_bot {
            *numbers.entry((chat, message.random_id)).or_default() += 1;
            seen.push((chat, message.id.to_string()));
            untold += usize::from(!message.told);
            paintings += usize::from(message.text.contains("Ваша картина!"));
        }
        numbers.retain(|_, count| *count > 1);
        let faults = world.faults.happened.iter().map(|(name, count)| format!("{count} {name}"));
        Self {
            delivered,
            refused: rows.into_iter().filter_map(|(_, _, refusal, _)| refusal).collect(),
            waiting,
            seen,
            doubled: numbers,
            sends: world.chats.sends,
            repeated: world.chats.repeated,
            untold,
            too_many: world.too_many,
            paintings,
            weather: faults.collect::<Vec<_>>().join(", "),
        }
    }

    fn table(&self, kills: u64, said: u64) -> String {
        let lost = self.delivered.iter().filter(|row| !self.seen.contains(row)).count();
        let lines = [
            ("kills by SIGKILL", kills),
            ("messages and presses of people", said),
            ("calls of messages.send that were carried out", self.sends),
            ("  of them repetitions, known by random_id", self.repeated),
            ("messages of the bot in the chats", self.seen.len() as u64),
            ("  of them never told to any life of the bot", self.untold as u64),
            ("messages in the outbox's books", self.delivered.len() as u64),
            ("paintings delivered", self.paintings as u64),
            ("messages doubled", self.doubled.len() as u64),
            ("messages lost", lost as u64 + self.waiting as u64 + self.refused.len() as u64),
            ("requests too many a second", self.too_many),
        ];
        let lines: Vec<String> = lines.iter().map(|(name, count)| format!("| {name:48} | {count:6} |")).collect();
        format!("\n{}\nweather: {}", lines.join("\n"), self.weather)
    }

    /// Every message in the books is in its chat, every message in a chat is in the books, once.
    fn check(&self) {
        assert_eq!((self.waiting, self.refused.as_slice()), (0, [].as_slice()));
        assert!(self.doubled.is_empty(), "{:?}", self.doubled);
        let seen: BTreeSet<(i64, String)> = self.seen.iter().cloned().collect();
        assert_eq!(seen.len(), self.seen.len());
        assert_eq!(self.delivered, seen);
        assert_eq!(self.sends - self.repeated, self.seen.len() as u64);
    }
}
