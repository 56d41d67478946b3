//! Two front ends and three painters share one PostgreSQL and one S3 server. Any of them is killed
//! at random moments and started again, PostgreSQL crashes and comes back, connections that listen
//! are cut, and the object store is gone for a moment, while people order as in the other storm.
//!
//! 30 kills in CI, 10 elsewhere. `VERNISSAGE_FLEET_KILLS` sets another number, and
//! `VERNISSAGE_FLEET_SEED` repeats a run.

use std::{
    path::{Path, PathBuf},
    process::Child,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use vernissage::store::sql::{PostgresAddress, SqlStore};

use super::{
    CALM, ITERATION, PEOPLE, SETTINGS,
    books::{self, Books},
    calm,
    customer::{ActionCounts, Customer},
    disturb, give,
};
use crate::{
    support::{
        chance::Chance,
        object_server::ObjectServer,
        postgres::{self, Server, TestDatabase},
        process::ServiceProcess,
        size,
    },
    telegram::{
        fake::Telegram,
        person::Person,
        service::{folder, print_always, toml},
    },
};

/// In CI, and elsewhere.
const FULL_KILLS: u64 = 30;
const SMALL_KILLS: u64 = 10;
const FRONT_ENDS: usize = 2;
const PAINTERS: usize = 3;
/// The longest and the shortest time between two kills, in milliseconds.
const LONGEST: u64 = 1500;
const SHORTEST: u64 = 300;
/// One kill in so many is of PostgreSQL or of the way to it, and one of the object store.
const KILLS_PER_OUTAGE: u64 = 10;
/// How long the object store is gone.
const GONE: Duration = Duration::from_millis(700);

#[tokio::test(flavor = "multi_thread")]
async fn kills_of_a_fleet_lose_nothing() {
    let Some(server) = postgres::own_server().await else {
        return;
    };
    let kills = size::given_or("VERNISSAGE_FLEET_KILLS", FULL_KILLS, SMALL_KILLS);
    let mut chance = Chance::seeded("VERNISSAGE_FLEET_SEED");
    let folder = folder();
    let telegram = Telegram::start().await;
    let objects = ObjectServer::start().await;
    let database = server.database().await;
    let mut fleet = Fleet::start(folder.path(), &telegram, &objects, &database);

    let people = fleet.greet(&telegram).await;
    let began = Instant::now();
    let closing = Arc::new(AtomicBool::new(false));
    disturb(&telegram, &mut chance);
    let customers: Vec<_> = people
        .iter()
        .map(|person| Customer::new(person, chance.fork(), Arc::clone(&closing)))
        .map(|customer| tokio::spawn(customer.order_until_closing()))
        .collect();

    let mut outages = Outages::default();
    for kill in 0..kills {
        let life = Duration::from_millis(SHORTEST + chance.below(LONGEST - SHORTEST));
        tokio::time::sleep(life).await;
        // What was on its way may be sent once more.
        telegram.world().life += 1;

        if kill % KILLS_PER_OUTAGE == KILLS_PER_OUTAGE - 1 {
            outages.next(server, &database, &objects).await;
        } else {
            fleet.kill_one(&mut chance);
        }
        telegram.world().life += 1;
        fleet.restart_ended();
    }

    // Those that are starting end by now if they can't.
    tokio::time::sleep(Duration::from_secs(2)).await;
    fleet.restart_ended();
    calm(&telegram);
    closing.store(true, Ordering::Relaxed);
    let killed = began.elapsed();

    let mut actions = ActionCounts::default();
    for customer in customers {
        let done = tokio::time::timeout(CALM, customer)
            .await
            .expect("somebody never gets an answer");
        actions.add(&done.unwrap());
    }

    let store = connect(&database).await;
    books::until_settled(&store, &telegram, CALM).await;
    let ended_by_themselves = fleet.ended_by_themselves;
    drop(fleet);

    let table = Books::read_on_postgres(&database, &store, &telegram)
        .await
        .checked(&actions);
    print_always(&format!(
        "\n{kills} kills and outages of {FRONT_ENDS} front ends and {PAINTERS} painters in {:.0} s, {:.0} s in all\n\
         {table}  outages               PostgreSQL crashed {}, connections cut {}, object store gone {}; {ended_by_themselves} starts failed\n",
        killed.as_secs_f64(),
        began.elapsed().as_secs_f64(),
        outages.crashes,
        outages.cuts,
        outages.gone,
    ));
}

async fn connect(database: &TestDatabase) -> SqlStore {
    let address = PostgresAddress {
        url: database.url.clone(),
        connections: 4,
    };
    SqlStore::open_postgres(&address).await.unwrap()
}

/// What happens to the servers behind the service.
#[derive(Default)]
struct Outages {
    crashes: u64,
    cuts: u64,
    gone: u64,
}

impl Outages {
    /// By turns.
    async fn next(
        &mut self,
        server: &'static Server,
        database: &TestDatabase,
        objects: &ObjectServer,
    ) {
        match (self.crashes + self.cuts + self.gone) % 3 {
            0 => {
                server.restart().await;
                self.crashes += 1;
            }
            1 => {
                database.cut_listeners().await;
                self.cuts += 1;
            }
            _ => {
                objects.faults().set_down(true);
                tokio::time::sleep(GONE).await;
                objects.faults().set_down(false);
                self.gone += 1;
            }
        }
    }
}

struct Fleet {
    front_end: String,
    painter: String,
    log: PathBuf,
    /// The front ends first.
    processes: Vec<Child>,
    ended_by_themselves: u64,
    database: TestDatabase,
}

impl Fleet {
    fn start(
        folder: &Path,
        telegram: &Telegram,
        objects: &ObjectServer,
        database: &TestDatabase,
    ) -> Self {
        let shared = format!(
            "{SETTINGS}\n{}database.url = \"{}\"\nserver.lease_seconds = 2\n",
            objects.toml(),
            database.url
        );
        let painter = toml(folder, telegram, &shared);
        let mut fleet = Self {
            front_end: format!("{painter}painter.enabled = false\n"),
            painter,
            log: folder.join("log"),
            processes: Vec::new(),
            ended_by_themselves: 0,
            database: database.clone(),
        };

        for place in 0..FRONT_ENDS + PAINTERS {
            fleet.processes.push(fleet.spawn(place));
        }
        fleet
    }

    fn spawn(&self, place: usize) -> Child {
        if place < FRONT_ENDS {
            ServiceProcess::new(&self.front_end, &self.log)
                .with_pause(ITERATION)
                .spawn()
        } else {
            ServiceProcess::new(&self.painter, &self.log)
                .with_pause(ITERATION)
                .only_painting()
                .spawn()
        }
    }

    /// One run without faults, in which everybody writes first and gets credits.
    async fn greet(&self, telegram: &Telegram) -> Vec<Person> {
        let people: Vec<Person> = (1..=PEOPLE)
            .map(|id| Person::new(telegram, id, "en"))
            .collect();
        for person in &people {
            person.write("/start");
        }
        for person in &people {
            person.read("Hello!").await;
        }

        let store = connect(&self.database).await;
        for person in &people {
            give(&store, person).await;
        }
        people
    }

    /// Kills any of them, and starts another in its place at once.
    fn kill_one(&mut self, chance: &mut Chance) {
        let place = chance.below(self.processes.len() as u64) as usize;
        self.processes[place].kill().unwrap();
        self.processes[place].wait().unwrap();
        self.processes[place] = self.spawn(place);
    }

    /// As a supervisor does: one that could not go on, because PostgreSQL crashed while it started,
    /// is started once more.
    fn restart_ended(&mut self) {
        for place in 0..self.processes.len() {
            if self.processes[place].try_wait().unwrap().is_some() {
                self.processes[place] = self.spawn(place);
                self.ended_by_themselves += 1;
            }
        }
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        for process in &mut self.processes {
            // It may have ended by itself, which has been said then.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
