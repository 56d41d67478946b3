//! The databases that the facts run on.

use sqlx::{Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;
use vernissage::store::sql::{Durability, PostgresAddress, SqlStore};

use crate::support::postgres::{self, TestDatabase};

/// The database of a store, which goes with this value.
pub(crate) enum Database {
    Sqlite(TempDir),
    Postgres(TestDatabase),
}

/// A store on a new file.
pub(crate) async fn on_sqlite() -> Option<(SqlStore, Database)> {
    let folder = tempfile::tempdir().unwrap();
    let store = SqlStore::open_with(&folder.path().join("test.sqlite"), Durability::ProcessExit)
        .await
        .unwrap();

    Some((store, Database::Sqlite(folder)))
}

/// A store on a new database of PostgreSQL.
pub(crate) async fn on_postgres() -> Option<(SqlStore, Database)> {
    let database = postgres::server().await?.database().await;
    let store = connect(&database).await;

    Some((store, Database::Postgres(database)))
}

/// The store of a process on this database.
pub(crate) async fn connect(database: &TestDatabase) -> SqlStore {
    let address = PostgresAddress {
        url: database.url.clone(),
        connections: 8,
    };

    SqlStore::open_postgres(&address).await.unwrap()
}

impl Database {
    /// Reads numbers by hand.
    pub(crate) async fn numbers(&self, sql: &'static str) -> Vec<i64> {
        let numbers = match self {
            Self::Sqlite(_) => {
                let query = sqlx::query_scalar(sql);
                query.fetch_all(&mut self.sqlite().await).await
            }
            Self::Postgres(_) => {
                let query = sqlx::query_scalar(sql);
                query.fetch_all(&mut self.postgres().await).await
            }
        };

        numbers.unwrap()
    }

    /// A connection past the store, if this is a file of SQLite.
    pub(crate) async fn sqlite(&self) -> SqliteConnection {
        let Self::Sqlite(folder) = self else {
            panic!("it is no file");
        };
        let path = folder.path().join("test.sqlite");

        SqliteConnection::connect(&format!("sqlite://{}", path.display()))
            .await
            .unwrap()
    }

    /// A connection past the store, if this is a database of PostgreSQL.
    pub(crate) async fn postgres(&self) -> PgConnection {
        let Self::Postgres(database) = self else {
            panic!("it is a file");
        };

        database.connect().await
    }
}
