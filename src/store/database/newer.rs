//! Migrations of newer versions of this program, beside which this one goes on working.
//!
//! A version only adds; what older ones still use is taken away by a later version, in a migration
//! whose name begins with `contract`. So unknown migrations are no reason to stop, but for those.

use anyhow::bail;
use sqlx::migrate::Migrator;

/// The names of migrations that take something away begin with this.
const CONTRACT: &str = "contract";

/// What the database has had, in order.
pub(super) const APPLIED: &str =
    "SELECT version, description FROM _sqlx_migrations ORDER BY version";

/// A migration that the database has had.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Applied {
    pub(super) version: i64,
    /// Its name, with spaces.
    pub(super) description: String,
}

/// These migrations, which leave alone what a newer version has added.
pub(super) fn beside_newer(mut migrations: Migrator) -> Migrator {
    migrations.set_ignore_missing(true);
    migrations
}

/// How many of this program's migrations the database has not had.
pub(super) fn missing(applied: &[Applied], known: &Migrator) -> usize {
    let is_applied = |version: i64| applied.iter().any(|one| one.version == version);
    known
        .iter()
        .filter(|migration| !is_applied(migration.version))
        .count()
}

/// Refuses a database from which a newer version has taken away what this one may need.
pub(super) fn check(applied: &[Applied], known: &Migrator) -> anyhow::Result<()> {
    let unknown = applied
        .iter()
        .filter(|one| !known.version_exists(one.version));
    let mut added = 0;

    for migration in unknown {
        let Applied {
            version,
            description,
        } = migration;
        if description.starts_with(CONTRACT) {
            bail!(
                "a newer version of this program has taken away what this one needs (migration {version}, {description}); \
                 start that version, or restore a backup from before it"
            );
        }

        added += 1;
    }

    if added > 0 {
        tracing::warn!(
            migrations = added,
            "a newer version of this program has added to the database; this one goes on beside it"
        );
    }

    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(newest: &str) -> Vec<Applied> {
        let one = |version: i64, description: &str| Applied {
            version,
            description: description.to_owned(),
        };

        vec![one(1, "create jobs"), one(2, newest)]
    }

    #[test]
    fn a_newer_version_may_add_and_not_take_away() {
        let known = Migrator::with_migrations(Vec::new());
        assert!(check(&applied("add colours"), &known).is_ok());

        let refusal = check(&applied("contract jobs"), &known).unwrap_err();
        assert!(refusal.to_string().contains("contract jobs"), "{refusal}");
        assert_eq!(missing(&applied("add colours"), &known), 0);
    }
}
