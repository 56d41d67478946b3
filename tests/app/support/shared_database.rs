//! A database that several services of a test share: a file of SQLite, or one of PostgreSQL.

use std::path::Path;

use tempfile::TempDir;
use vernissage::store::sql::{PostgresAddress, SqlStore};

use super::{
    postgres::{self, TestDatabase},
    service::{folder, store},
};

/// The database, and the folder for everything else.
pub(crate) struct SharedDatabase {
    folder: TempDir,
    pub(crate) postgres: Option<TestDatabase>,
}

impl SharedDatabase {
    pub(crate) fn on_sqlite() -> Self {
        Self {
            folder: folder(),
            postgres: None,
        }
    }

    /// `None` without PostgreSQL.
    pub(crate) async fn on_postgres() -> Option<Self> {
        Some(Self {
            folder: folder(),
            postgres: Some(postgres::server().await?.database().await),
        })
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The settings that lead to it, besides those of the folder.
    pub(crate) fn settings(&self) -> String {
        let url = |database: &TestDatabase| format!("database.url = \"{}\"\n", database.url);
        self.postgres.as_ref().map(url).unwrap_or_default()
    }

    /// A store on it; `None` until a service has made the file.
    pub(crate) async fn store(&self) -> Option<SqlStore> {
        let Some(database) = &self.postgres else {
            let is_there = self.folder().join("test.db").exists();
            return if is_there {
                Some(store(self.folder()).await)
            } else {
                None
            };
        };

        let address = PostgresAddress {
            url: database.url.clone(),
            connections: 2,
        };
        Some(SqlStore::open_postgres(&address).await.unwrap())
    }
}
