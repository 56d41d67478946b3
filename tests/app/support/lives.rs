//! The runs of a service that is killed again and again, and the last run, which ends calmly.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Child,
    time::Duration,
};

use sqlx::{Connection, SqliteConnection};
use tokio::time::{Instant, sleep, timeout};
use vernissage::store::MaintenanceStore;

use crate::support::{chance::Chance, process, service, wait};

const ITERATION: Duration = Duration::from_millis(3);
/// The longest time from the awaited call to the kill, in milliseconds.
const LONGEST: u64 = 600;
const MOMENT: u64 = 30;
/// How long to wait for the call after which the service is to be killed.
const PATIENCE: Duration = Duration::from_secs(5);

/// A fake messenger whose bot is killed.
pub(crate) trait LivedWith: Clone {
    /// The settings of a service in this folder, with these beside.
    fn toml(&self, folder: &Path, more: &str) -> String;

    /// How often this call was carried out.
    fn done(&self, call: &str) -> u64;

    /// How many updates the bot has not confirmed.
    fn waiting(&self) -> usize;

    /// Is told of every start of the service.
    fn begin_life(&self) {}
}

/// A service that is killed and started again and again.
pub(crate) struct Lives<M> {
    messenger: M,
    folder: PathBuf,
    settings: &'static str,
    /// How many runs ended right after each call, and how many later.
    pub(crate) ended: BTreeMap<&'static str, u64>,
}

impl<M: LivedWith> Lives<M> {
    pub(crate) fn new(messenger: &M, folder: &Path, settings: &'static str) -> Self {
        Self {
            messenger: messenger.clone(),
            folder: folder.to_owned(),
            settings,
            ended: BTreeMap::new(),
        }
    }

    fn spawn(&self) -> Child {
        self.messenger.begin_life();
        process::spawn(
            &self.messenger.toml(&self.folder, self.settings),
            ITERATION,
            &self.folder.join("log"),
        )
    }

    /// Runs until the messenger has carried out one of these calls. A third of the runs is killed
    /// at once, between the call and the row that records it; a third a moment later, and a third
    /// after a random time.
    pub(crate) async fn live_and_die(&mut self, chance: &mut Chance, actions: &[&'static str]) {
        let deed = actions[chance.below(actions.len() as u64) as usize];
        let before = self.messenger.done(deed);
        let mut service = self.spawn();
        let until = Instant::now() + PATIENCE;

        while self.messenger.done(deed) == before && Instant::now() < until {
            sleep(Duration::from_millis(1)).await;
        }

        let came = self.messenger.done(deed) > before;
        let longer = [0, MOMENT, LONGEST][if came { chance.below(3) as usize } else { 2 }];
        sleep(Duration::from_millis(chance.below(longer))).await;
        *self
            .ended
            .entry(if longer < LONGEST { deed } else { "a while" })
            .or_default() += 1;

        assert!(
            service.try_wait().unwrap().is_none(),
            "the service ended by itself: see the log"
        );

        service.kill().unwrap();
        service.wait().unwrap();
    }

    /// How many runs ended after each call, in words.
    pub(crate) fn ends(&self) -> String {
        let ended: Vec<String> = self
            .ended
            .iter()
            .map(|(deed, count)| format!("{count} after {deed}"))
            .collect();
        ended.join(", ")
    }

    /// The last run: it ends when `others` has ended and everything is settled.
    pub(crate) async fn end_calmly(&self, others: impl Future<Output = ()>) {
        let mut last = self.spawn();
        others.await;

        let settled = timeout(wait::PATIENCE, self.until_settled()).await;
        let unsettled = if settled.is_ok() {
            Vec::new()
        } else {
            self.unsettled().await
        };

        last.kill().unwrap();
        last.wait().unwrap();
        assert!(
            settled.is_ok(),
            "something is never answered or sent: {unsettled:#?}"
        );
    }

    async fn until_settled(&self) {
        let store = service::store(&self.folder).await;
        let mut calm = 0;

        while calm < 3 {
            let quiet = self.messenger.waiting() == 0;
            calm = if quiet && store.is_settled().await.unwrap() {
                calm + 1
            } else {
                0
            };

            sleep(Duration::from_millis(300)).await;
        }
    }

    /// What is not answered or sent, and the service's latest warnings.
    async fn unsettled(&self) -> Vec<String> {
        let mut db = database(&self.folder).await;
        let sql = "SELECT 'outbox ' || id || ' of ' || chat_id || ', ' || attempts || ' attempts: ' || message
                   FROM outbox WHERE ended_at IS NULL
                   UNION ALL SELECT 'inbox ' || id || ': ' || incoming FROM inbox WHERE done_at IS NULL
                   UNION ALL SELECT 'job ' || id || ': ' || state FROM jobs WHERE state IN ('queued', 'running')";
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let told = log
            .lines()
            .rev()
            .filter(|line| line.contains(" WARN ") || line.contains("ERROR"));

        let said = told.take(30).map(str::to_owned);
        [format!("{} updates wait", self.messenger.waiting())]
            .into_iter()
            .chain(rows)
            .chain(said)
            .collect()
    }
}

/// A connection of the test's own to the database.
pub(crate) async fn database(folder: &Path) -> SqliteConnection {
    let url = format!("sqlite://{}", folder.join("test.db").display());
    SqliteConnection::connect(&url).await.unwrap()
}
