//! Section `database`: a SQLite file, which needs nothing, or a PostgreSQL server.

use std::{fmt, path::PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use super::validation::{InvalidSetting, invalid, within};

const SCHEMES: [&str; 2] = ["postgres", "postgresql"];

/// Section `database`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The SQLite file; not used with a `url`.
    pub path: PathBuf,
    /// The address of a PostgreSQL database, with its password; empty for the SQLite file.
    pub url: SecretString,
    /// The same database past a pooler, for LISTEN; empty if `url` leads straight to it.
    pub listen_url: SecretString,
    /// The most connections of one process to PostgreSQL.
    pub connections: u32,
}

/// Where the database is.
#[derive(Clone, Debug)]
pub enum DatabaseLocation {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL server.
    Postgres(PostgresDatabase),
}

/// How a PostgreSQL database is reached.
#[derive(Clone, Debug)]
pub struct PostgresDatabase {
    /// Its address, with the password.
    pub url: SecretString,
    /// The address for the one connection that listens; no pooler is between.
    pub listen_url: SecretString,
    /// The most connections of this process, apart from the one that listens.
    pub connections: u32,
}

impl Database {
    /// Where the database is: at `url`, or else in the file.
    #[must_use]
    pub fn location(&self) -> DatabaseLocation {
        if self.url.expose_secret().is_empty() {
            return DatabaseLocation::File(self.path.clone());
        }

        let listen_url = if self.listen_url.expose_secret().is_empty() {
            &self.url
        } else {
            &self.listen_url
        };

        DatabaseLocation::Postgres(PostgresDatabase {
            url: self.url.clone(),
            listen_url: listen_url.clone(),
            connections: self.connections,
        })
    }

    /// Another database, at a PostgreSQL address or in a file.
    #[must_use]
    pub fn elsewhere(&self, place: &str) -> Self {
        let is_address = SCHEMES
            .iter()
            .any(|scheme| place.starts_with(&format!("{scheme}://")));
        let url = if is_address { place } else { "" };

        Self {
            path: place.into(),
            url: url.into(),
            listen_url: "".into(),
            connections: self.connections,
        }
    }

    /// Refuses addresses that lead nowhere. No message contains them: they have a password.
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        within("database.connections", self.connections, 2, 1000)?;
        address("database.url", &self.url)?;
        address("database.listen_url", &self.listen_url)?;

        let has = |url: &SecretString| !url.expose_secret().is_empty();
        if has(&self.listen_url) && !has(&self.url) {
            return Err(invalid(
                "database.listen_url",
                "needs database.url beside it: a SQLite file is not listened to",
            ));
        }

        Ok(())
    }
}

impl fmt::Display for DatabaseLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Postgres(database) => database.fmt(f),
        }
    }
}

/// Where it is, for people: without user, password and options.
impl fmt::Display for PostgresDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(url) = Url::parse(self.url.expose_secret()) else {
            return f.write_str("PostgreSQL");
        };

        let host = url.host_str().unwrap_or_default();
        let port = url.port().map(|port| format!(":{port}"));
        let port = port.unwrap_or_default();
        write!(f, "PostgreSQL at {host}{port}{}", url.path())
    }
}

/// A PostgreSQL address that names its database, or nothing.
fn address(key: &'static str, address: &SecretString) -> Result<(), InvalidSetting> {
    let text = address.expose_secret();
    if text.is_empty() {
        return Ok(());
    }

    let is_postgres = Url::parse(text).is_ok_and(|url| {
        let has_name = !url.path().trim_matches('/').is_empty();
        SCHEMES.contains(&url.scheme()) && has_name && url.fragment().is_none()
    });

    if is_postgres {
        return Ok(());
    }

    Err(invalid(
        key,
        "must be an address such as postgres://user:password@host:5432/vernissage \
         (in a password, write %40 for @, %2F for / and %23 for #)",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    fn location(toml: &str) -> DatabaseLocation {
        Settings::from_toml(toml).unwrap().database.location()
    }

    fn problem(toml: &str) -> String {
        Settings::from_toml(toml).unwrap_err().to_string()
    }

    #[test]
    fn without_an_address_the_database_is_a_file() {
        let location = location("database.path = \"a/b.db\"");
        assert_eq!(location.to_string(), "a/b.db");
        assert!(matches!(location, DatabaseLocation::File(_)));
    }

    #[test]
    fn the_address_is_listened_to_unless_there_is_another() {
        let pooled = "database.url = \"postgres://me:geheim@pooler:6432/paint\"";
        let DatabaseLocation::Postgres(database) = location(pooled) else {
            panic!("it is a file");
        };
        assert_eq!(
            database.listen_url.expose_secret(),
            database.url.expose_secret()
        );

        let direct = "database.listen_url = \"postgres://me:geheim@db/paint?sslmode=require\"";
        let DatabaseLocation::Postgres(database) = location(&format!("{pooled}\n{direct}")) else {
            panic!("it is a file");
        };
        assert!(database.listen_url.expose_secret().contains("@db/"));
    }

    #[test]
    fn passwords_are_neither_shown_nor_said() {
        let url = "database.url = \"postgres://me:geheim@db:5433/paint?sslmode=require\"";
        let settings = Settings::from_toml(url).unwrap();
        let location = settings.database.location();
        assert_eq!(location.to_string(), "PostgreSQL at db:5433/paint");
        for shown in [format!("{settings:?}"), format!("{location:?}")] {
            assert!(!shown.contains("geheim"), "{shown}");
        }

        let wrong = problem("database.url = \"mysql://me:geheim@db/paint\"");
        assert!(wrong.contains("database.url"), "{wrong}");
        assert!(!wrong.contains("geheim"), "{wrong}");
    }

    #[test]
    fn another_database_is_at_an_address_or_in_a_file() {
        let settings = Settings::from_toml("database.url = \"postgres://me:geheim@db/paint\"");
        let database = settings.unwrap().database;

        let file = database.elsewhere("trial/a.db").location();
        assert!(
            matches!(file, DatabaseLocation::File(path) if path == std::path::Path::new("trial/a.db"))
        );
        let other = database.elsewhere("postgresql://other/trial").location();
        assert_eq!(other.to_string(), "PostgreSQL at other/trial");
    }

    #[test]
    fn an_address_names_its_database() {
        for url in [
            "postgres://db",
            "postgres://db/",
            "db/paint",
            "postgres://a@b@c:x/d",
        ] {
            assert!(problem(&format!("database.url = \"{url}\"")).contains("database.url"));
        }

        let socket = "database.url = \"postgres:///paint?host=/run/postgresql\"";
        assert_eq!(location(socket).to_string(), "PostgreSQL at /paint");
    }
}
