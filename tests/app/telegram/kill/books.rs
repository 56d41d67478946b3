//! The database after the last kill, compared with what people have seen.

use std::{collections::BTreeMap, fmt::Write, path::Path, time::Duration};

use sqlx::{Connection, SqliteConnection};
use vernissage::{
    domain::{
        ids::JobId,
        work::{growth, zoom},
    },
    store::{Discrepancy, LedgerStore, MaintenanceStore, sql::SqlStore},
};

use super::customer::{ActionCounts, is_delivery};
use crate::{
    support::postgres::TestDatabase,
    telegram::{
        fake::{Body, Message, Telegram},
        service::store,
    },
};

/// Waits until everything is answered, painted and sent, twice in a row.
pub(super) async fn until_settled(store: &SqlStore, telegram: &Telegram, patience: Duration) {
    let mut calm = 0;
    let settled = async {
        while calm < 2 {
            let quiet = telegram.world().updates.len() == 0;
            calm = if quiet && store.is_settled().await.unwrap() {
                calm + 1
            } else {
                0
            };

            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    };

    tokio::time::timeout(patience, settled)
        .await
        .expect("something is still not answered, painted or sent");
}

#[derive(sqlx::FromRow)]
struct JobRow {
    id: i64,
    state: String,
    class: String,
    job_kind: String,
    failure: Option<String>,
    external_id: String,
}

struct Job {
    code: String,
    state: String,
    paid: bool,
    kind: String,
    failure: Option<String>,
    chat: i64,
}

/// What the database and the fake Telegram hold.
pub(super) struct Books {
    jobs: Vec<Job>,
    audit: Vec<Discrepancy>,
    sum: i64,
    /// Movements by kind.
    movements: BTreeMap<String, i64>,
    unsettled_holds: i64,
    attempts: i64,
    updates: i64,
    /// The chat and the messenger's id of each message that was sent, in the order of the outbox.
    sent: Vec<(i64, String)>,
    chats: BTreeMap<i64, Vec<Message>>,
    weather: String,
}

/// How often paintings were delivered, and delivered again.
#[derive(Default)]
struct Copies {
    delivered: u64,
    doubled_by_kill: u64,
    doubled_by_lost_reply: u64,
}

/// Reads the tables over a connection to either database.
macro_rules! read_tables {
    ($db:expr, $audit:expr, $telegram:expr) => {{
        let mut db = $db;
        let sql = "SELECT jobs.id, jobs.state, class, job_kind, failure, external_id
                   FROM jobs JOIN chats ON chats.id = chat_id";
        let rows: Vec<JobRow> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();

        let sql = "SELECT kind, count(*) FROM movements GROUP BY kind";
        let movements: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();

        let sql = "SELECT chat_id, message_id FROM outbox
                   WHERE message_id IS NOT NULL AND NOT is_edit
                   ORDER BY chat_id, id";
        let sent: Vec<(i64, String)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();

        let mut number = async |sql: &'static str| {
            sqlx::query_scalar::<_, i64>(sql)
                .fetch_one(&mut db)
                .await
                .unwrap()
        };
        let unsettled = "SELECT count(*) FROM movements AS hold WHERE kind = 'hold'
                         AND 1 <> (SELECT count(*) FROM movements WHERE reason = 'settle:' || hold.job_id)";

        // The world is locked by each of the two as long as a statement lasts.
        let weather = weather($telegram);

        Books {
            jobs: rows.into_iter().map(Job::from_row).collect(),
            audit: $audit,
            sum: number("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM entries").await,
            movements: movements.into_iter().collect(),
            unsettled_holds: number(unsettled).await,
            attempts: number("SELECT CAST(coalesce(sum(attempt), 0) AS BIGINT) FROM jobs").await,
            updates: number("SELECT count(*) FROM inbox WHERE done_at IS NOT NULL").await,
            sent,
            chats: $telegram
                .world()
                .chats
                .open
                .values()
                .map(|chat| (chat.id, chat.messages.clone()))
                .collect(),
            weather,
        }
    }};
}

impl Job {
    fn from_row(row: JobRow) -> Self {
        Self {
            code: JobId::from_row(row.id).to_string(),
            state: row.state,
            paid: row.class == "paid",
            kind: row.job_kind,
            failure: row.failure,
            chat: row.external_id.parse().unwrap(),
        }
    }

    fn is_film(&self) -> bool {
        [growth::NAME, zoom::NAME]
            .iter()
            .any(|kind| self.kind == kind.to_string())
    }

    /// Whether it is finished; otherwise its person has cancelled it.
    fn is_done(&self) -> bool {
        match self.state.as_str() {
            "done" => true,
            "cancelled" => false,
            other => panic!(
                "{}, a {}, is {other}: {:?}",
                self.code, self.kind, self.failure
            ),
        }
    }
}

impl Books {
    pub(super) async fn read(folder: &Path, telegram: &Telegram) -> Self {
        let audit = store(folder).await.audit().await.unwrap();
        let url = format!("sqlite://{}", folder.join("test.db").display());
        let db = SqliteConnection::connect(&url).await.unwrap();
        read_tables!(db, audit, telegram)
    }

    pub(super) async fn read_on_postgres(
        database: &TestDatabase,
        store: &SqlStore,
        telegram: &Telegram,
    ) -> Self {
        let audit = store.audit().await.unwrap();
        let db = database.connect().await;
        read_tables!(db, audit, telegram)
    }

    /// Checks everything and returns a table of the counts.
    pub(super) fn checked(&self, actions: &ActionCounts) -> String {
        assert!(self.audit.is_empty(), "{:?}", self.audit);
        assert_eq!((self.sum, self.unsettled_holds), (0, 0));

        let known = |job: &String| self.jobs.iter().any(|row| row.code == *job);
        assert!(
            actions.started.iter().all(known),
            "a job was said to be started and is not there"
        );

        for pair in self.sent.windows(2) {
            let number = |sent: &(i64, String)| sent.1.parse::<i64>().unwrap();
            assert!(
                pair[0].0 != pair[1].0 || number(&pair[0]) < number(&pair[1]),
                "a message was overtaken in its chat: {pair:?}"
            );
        }

        let mut copies = Copies::default();
        for job in self.jobs.iter().filter(|job| !job.is_film()) {
            copies.count(job, &self.chats[&job.chat]);
        }
        for (chat, messages) in &self.chats {
            self.check_films(*chat, messages);
        }

        self.table(actions, &copies)
    }

    /// A film about a finished piece has that piece's buttons and not its own, and it is shown again to
    /// anybody who asks for it again.
    fn check_films(&self, chat: i64, messages: &[Message]) {
        let is_film = |message: &&Message| matches!(message.body, Body::Film(..));
        let shown = messages.iter().filter(is_film).count();

        let jobs = self.jobs.iter().filter(|job| job.chat == chat);
        let made = jobs.filter(|job| job.is_film() && job.is_done()).count();
        assert!(shown >= made, "of {made} films, {shown} were delivered");
    }

    fn jobs(&self, state: &str, paid: bool) -> usize {
        self.jobs
            .iter()
            .filter(|job| job.state == state && job.paid == paid)
            .count()
    }

    fn movements(&self, kind: &str) -> i64 {
        self.movements.get(kind).copied().unwrap_or(0)
    }

    fn table(&self, actions: &ActionCounts, copies: &Copies) -> String {
        let free = |state| self.jobs(state, false);
        let paid = |state| self.jobs(state, true);
        let mut table = String::new();
        let mut line = |name: &str, what: String| writeln!(table, "  {name:<22}{what}").unwrap();
        line(
            "people tried",
            format!(
                "{} albums, {} texts, {} presses, {} old buttons, {} cancels; {} times they asked again",
                actions.albums,
                actions.texts,
                actions.presses,
                actions.old_buttons,
                actions.cancels,
                actions.impatient
            ),
        );

        line("Telegram tried", self.weather.clone());
        line("updates answered", self.updates.to_string());
        line(
            "free jobs",
            format!(
                "{} done, {} cancelled, {} failed",
                free("done"),
                free("cancelled"),
                free("failed")
            ),
        );

        line(
            "paid jobs",
            format!(
                "{} done, {} cancelled, {} failed",
                paid("done"),
                paid("cancelled"),
                paid("failed")
            ),
        );

        line(
            "attempts at jobs",
            format!("{} for {} jobs", self.attempts, self.jobs.len()),
        );

        line(
            "holds",
            format!(
                "{}: {} posted, {} voided; ledger sum {}, audit empty",
                self.movements("hold"),
                self.movements("post"),
                self.movements("void"),
                self.sum
            ),
        );

        line(
            "paintings delivered",
            format!(
                "{}, doubled by a kill {}, by a lost reply {}, lost 0",
                copies.delivered, copies.doubled_by_kill, copies.doubled_by_lost_reply
            ),
        );

        table
    }
}

impl Copies {
    /// A finished painting was delivered, and twice only if the bot could not know about the first
    /// time.
    fn count(&mut self, job: &Job, chat: &[Message]) {
        let copies: Vec<&Message> = chat
            .iter()
            .filter(|message| is_delivery(message, &job.code))
            .collect();

        assert_eq!(
            job.is_done(),
            !copies.is_empty(),
            "{}, a {}, is done or was delivered, and not both",
            job.code,
            job.kind
        );

        self.delivered += u64::from(!copies.is_empty());

        for pair in copies.windows(2) {
            let [first, second] = pair else {
                unreachable!()
            };

            match (first.acknowledged, first.life == second.life) {
                (false, _) => self.doubled_by_lost_reply += 1,
                (true, false) => self.doubled_by_kill += 1,
                (true, true) => panic!("{} was delivered twice for no reason", job.code),
            }
        }
    }
}

fn weather(telegram: &Telegram) -> String {
    let world = telegram.world();
    let updates = &world.updates;
    format!(
        "{} updates repeated, {} held back, {} times reordered; {}",
        updates.repeated,
        updates.held_back,
        updates.reordered,
        world.faults.summary()
    )
}
