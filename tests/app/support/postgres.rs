//! PostgreSQL for tests: a server that is thrown away with the process, and a database of its own
//! for each test, copied from one that was migrated once.

mod throw_away;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use sqlx::{AssertSqlSafe, Connection, PgConnection, migrate::Migrator};
use tokio::sync::OnceCell;
use url::Url;

use self::throw_away::ThrowAway;
use crate::support::service::print_always;

/// The URL of a server to use instead of one of our own, with the name of a superuser.
const URL: &str = "VERNISSAGE_TEST_POSTGRES";

/// A server with the database that the others are copied from.
pub(crate) struct Server {
    url: Url,
    /// `None` for somebody else's server.
    throw_away: Option<ThrowAway>,
    template: String,
}

/// A database that goes with this value.
#[derive(Clone)]
pub(crate) struct TestDatabase {
    /// How a service reaches it.
    pub(crate) url: String,
    _name: Arc<DatabaseName>,
}

/// The server of this process. `None` when there is no PostgreSQL, which is a failure if `CI` is set
/// and said aloud otherwise.
pub(crate) async fn server() -> Option<&'static Server> {
    static SERVER: OnceCell<Option<Server>> = OnceCell::const_new();

    SERVER.get_or_init(start).await.as_ref()
}

/// A server for a test that restarts or changes it, which would disturb all others.
pub(crate) async fn own_server() -> Option<&'static Server> {
    let server = start().await?;

    Some(Box::leak(Box::new(server)))
}

async fn start() -> Option<Server> {
    let (url, throw_away) = if let Ok(url) = std::env::var(URL) {
        (url, None)
    } else {
        let Some(server) = ThrowAway::start() else {
            let why = "PostgreSQL is not installed, which .ci/run would do";
            assert!(std::env::var_os("CI").is_none(), "{why}");
            print_always(&format!("SKIPPED: nothing ran on PostgreSQL: {why}"));
            return None;
        };
        (server.url(), Some(server))
    };

    let server = Server {
        url: Url::parse(&url).unwrap(),
        throw_away,
        template: next_name(),
    };
    server.wait_until_it_answers().await;

    let sql = format!("CREATE DATABASE {}", server.template);
    server.execute(&sql).await;
    let mut db = PgConnection::connect(&server.url_of(&server.template))
        .await
        .unwrap();
    migrate(&mut db).await;
    db.close().await.unwrap();

    Some(server)
}

/// A name for a database that nobody else has, also on a server for several processes.
fn next_name() -> String {
    static NAMES: AtomicU32 = AtomicU32::new(0);

    let number = NAMES.fetch_add(1, Ordering::Relaxed);
    format!("vernissage_test_{}_{number}", std::process::id())
}

/// Runs the migrations of PostgreSQL.
pub(crate) async fn migrate(db: &mut PgConnection) {
    let migrations = Migrator::new(Path::new("migrations/postgres"))
        .await
        .unwrap();

    migrations.run(db).await.unwrap();
}

impl Server {
    /// A database with the tables of the service, as a first start leaves it.
    pub(crate) async fn database(&'static self) -> TestDatabase {
        let template = &self.template;

        self.create(&format!("TEMPLATE {template} STRATEGY file_copy"))
            .await
    }

    /// A database without anything.
    pub(crate) async fn empty_database(&'static self) -> TestDatabase {
        self.create("").await
    }

    /// Stops the server as if it had crashed and starts it again. Somebody else's server cannot be
    /// restarted: its connections are cut instead.
    pub(crate) async fn restart(&self) {
        let Some(server) = &self.throw_away else {
            self.execute(CUT_CONNECTIONS).await;
            return;
        };

        let before = self.wait_until_it_answers().await;
        server.crash_and_start();
        while self.wait_until_it_answers().await == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Whether commits survive a power cut: they do not, unless a test asks for it.
    pub(crate) async fn set_fsync(&self, is_on: bool) {
        self.execute(&format!("ALTER SYSTEM SET fsync = {is_on}"))
            .await;
        self.execute("SELECT pg_reload_conf()").await;
    }

    async fn create(&'static self, options: &str) -> TestDatabase {
        let name = next_name();
        self.execute(&format!("CREATE DATABASE {name} {options}"))
            .await;

        TestDatabase {
            url: self.url_of(&name),
            _name: Arc::new(DatabaseName { name, server: self }),
        }
    }

    fn url_of(&self, database: &str) -> String {
        let mut url = self.url.clone();
        url.set_path(database);
        url.into()
    }

    async fn execute(&self, sql: &str) {
        let mut db = PgConnection::connect(self.url.as_str()).await.unwrap();
        sqlx::query(AssertSqlSafe(sql))
            .execute(&mut db)
            .await
            .unwrap();

        db.close().await.unwrap();
    }

    /// Returns when it was started, in its own words.
    async fn wait_until_it_answers(&self) -> String {
        let sql = "SELECT CAST(pg_postmaster_start_time() AS TEXT)";
        for _ in 0..600 {
            if let Ok(mut db) = PgConnection::connect(self.url.as_str()).await
                && let Ok(started) = sqlx::query_scalar(sql).fetch_one(&mut db).await
            {
                return started;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }

        let log = self.throw_away.as_ref().map(ThrowAway::log);
        panic!("PostgreSQL does not answer: {}", log.unwrap_or_default());
    }
}

const CUT_CONNECTIONS: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND datname LIKE 'vernissage_test_%'";

impl TestDatabase {
    /// A connection past the service, to look and to change by hand.
    pub(crate) async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap()
    }

    /// Cuts all other connections. Returns how many there were.
    pub(crate) async fn cut_connections(&self) -> i64 {
        self.cut("TRUE").await
    }

    /// Cuts the connections that listen for notifications. Returns how many there were.
    pub(crate) async fn cut_listeners(&self) -> i64 {
        self.cut("query ILIKE 'LISTEN %'").await
    }

    async fn cut(&self, which: &str) -> i64 {
        let mut db = self.connect().await;
        let sql = format!("{CUT_CONNECTIONS} AND datname = current_database() AND {which}");
        let count = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut db)
            .await
            .unwrap();

        db.close().await.unwrap();
        count
    }
}

/// Drops the database with the last of its owners.
struct DatabaseName {
    name: String,
    server: &'static Server,
}

impl Drop for DatabaseName {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let server = self.server;

        // The test's own runtime may be about to end.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(server.execute(&sql));
        });

        // A test that failed has said why already.
        let _ = dropping.join();
    }
}
