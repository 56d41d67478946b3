//! The tables of PostgreSQL: made once, like those of SQLite, with the same guards.

use std::{collections::BTreeMap, path::Path};

use futures_util::future::join_all;
use sqlx::{
    AssertSqlSafe, Connection, PgConnection, SqliteConnection, migrate::Migrator,
    postgres::PgListener,
};

use crate::support::postgres::{self, migrate};

/// The tables of SQLite, in memory.
async fn sqlite() -> SqliteConnection {
    let mut db = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let migrations = Migrator::new(Path::new("migrations/sqlite")).await.unwrap();
    migrations.run(&mut db).await.unwrap();
    db
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_processes_that_start_at_once_one_makes_the_tables() {
    let Some(server) = postgres::server().await else {
        return;
    };
    let database = server.empty_database().await;
    let mut processes = [
        database.connect().await,
        database.connect().await,
        database.connect().await,
    ];

    join_all(processes.iter_mut().map(migrate)).await;

    let mut db = database.connect().await;
    let sql = "SELECT (SELECT salt FROM instance), (SELECT count(*) FROM _sqlx_migrations)";
    let first: (i64, i64) = sqlx::query_as(sql).fetch_one(&mut db).await.unwrap();
    migrate(&mut db).await;
    let again: (i64, i64) = sqlx::query_as(sql).fetch_one(&mut db).await.unwrap();
    assert_eq!(first, again, "another start changes nothing");

    let other = server.empty_database().await;
    let mut other = other.connect().await;
    migrate(&mut other).await;
    let others: (i64, i64) = sqlx::query_as(sql).fetch_one(&mut other).await.unwrap();
    assert_ne!(first.0, others.0, "each has a salt of its own");
}

/// The columns of all tables by their names, with the type and whether NULL is refused.
type Columns = BTreeMap<String, (String, bool)>;

async fn columns_of_sqlite() -> Columns {
    let sql = "SELECT schema.name || '.' || info.name, info.type, info.\"notnull\" OR info.pk > 0
               FROM sqlite_schema AS schema, pragma_table_info(schema.name) AS info
               WHERE schema.type = 'table' AND schema.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
                 AND schema.name NOT LIKE 'sqlite%'";
    let rows: Vec<(String, String, bool)> = sqlx::query_as(sql)
        .fetch_all(&mut sqlite().await)
        .await
        .unwrap();

    let column = |(name, kind, is_not_null)| (name, (kind, is_not_null));
    rows.into_iter().map(column).collect()
}

async fn columns_of_postgres(db: &mut PgConnection) -> Columns {
    let sql = "SELECT table_name || '.' || column_name, upper(data_type), is_nullable = 'NO'
               FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
               WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_sqlx%'
                 AND column_name <> 'rowid'";
    let rows: Vec<(String, String, bool)> = sqlx::query_as(sql).fetch_all(db).await.unwrap();

    let column = |(name, kind, is_not_null)| (name, (kind, is_not_null));
    rows.into_iter().map(column).collect()
}

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let Some(server) = postgres::server().await else {
        return;
    };
    let database = server.database().await;
    let mut db = database.connect().await;
    let there = columns_of_postgres(&mut db).await;
    let here = columns_of_sqlite().await;

    let names = |columns: &Columns| columns.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&there), names(&here));
    for (name, (kind, is_not_null)) in here {
        let (other_kind, other_is_not_null) = &there[&name];
        let fits = matches!(
            (kind.as_str(), other_kind.as_str()),
            ("INTEGER", "BIGINT" | "BOOLEAN")
                | ("TEXT", "TEXT")
                | ("BLOB", "BYTEA")
                | ("REAL", "DOUBLE PRECISION")
        );
        assert!(fits, "{name}: {kind} and {other_kind}");
        assert_eq!(is_not_null, *other_is_not_null, "{name} refuses NULL");
    }

    let sql = "SELECT table_name || '.' || column_name FROM information_schema.columns
               WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
                 AND table_name NOT IN ('_sqlx_migrations', 'entries')";
    let collated: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
    assert!(
        collated.is_empty(),
        "{collated:?} are not compared by bytes"
    );

    let sql = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%lease_until%'";
    let hindering: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
    assert!(
        hindering.is_empty(),
        "each renewal would write {hindering:?}"
    );
}

#[tokio::test]
async fn movements_move_the_balances_of_persons_and_never_change() {
    let Some(server) = postgres::server().await else {
        return;
    };
    let database = server.database().await;
    let mut db = database.connect().await;
    let book = "INSERT INTO movements (reason, kind, from_account, to_account, amount, at)
                VALUES ($1, 'grant', $2, $3, $4, 0)";
    sqlx::raw_sql(
        "INSERT INTO persons (created_at) VALUES (0);
         INSERT INTO accounts (name, kind, person_id) VALUES ('user:1', 'user', 1), ('held:1', 'held', 1);
         INSERT INTO movements (reason, kind, from_account, to_account, amount, at)
         VALUES ('a', 'grant', 'grants', 'user:1', 10, 0),
                ('b', 'hold', 'user:1', 'held:1', 4, 0),
                ('c', 'post', 'held:1', 'revenue', 4, 0);",
    )
    .execute(&mut db)
    .await
    .unwrap();

    let overdrawn = sqlx::query(book)
        .bind("d")
        .bind("user:1")
        .bind("held:1")
        .bind(7_i64)
        .execute(&mut db)
        .await
        .unwrap_err();
    let constraint = overdrawn.as_database_error().unwrap().constraint();
    assert_eq!(constraint, Some("accounts_person_never_owes"));

    let sql = "SELECT name, balance FROM accounts WHERE name IN ('user:1', 'held:1', 'revenue', 'grants') ORDER BY name";
    let balances: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
    let expected = [("grants", 0), ("held:1", 0), ("revenue", 0), ("user:1", 6)];
    assert_eq!(
        balances,
        expected.map(|(name, balance)| (name.to_owned(), balance))
    );

    let sql = "SELECT CAST(sum(amount) AS BIGINT), CAST(sum(amount) FILTER (WHERE account = 'revenue') AS BIGINT) FROM entries";
    let sums: (i64, i64) = sqlx::query_as(sql).fetch_one(&mut db).await.unwrap();
    assert_eq!(sums, (0, 4));

    for statement in [
        "UPDATE movements SET amount = 1",
        "DELETE FROM movements",
        "TRUNCATE movements",
    ] {
        let refused = sqlx::query(statement).execute(&mut db).await.unwrap_err();
        assert!(refused.to_string().contains("movements never"), "{refused}");
    }
}

#[tokio::test]
async fn json_is_read_alike() {
    let Some(server) = postgres::server().await else {
        return;
    };
    let database = server.database().await;
    let mut there = database.connect().await;
    let mut here = sqlite().await;
    let document = r#"{"a": {"b": [1, {"c": "x\"y"}]}, "n": null, "t": true, "f": 1.5, "last": 9007199254740993}"#;

    let expressions = [
        "json_extract($1, '$.a.b[1].c')",
        "CAST(json_extract($1, '$.last') AS BIGINT) = 9007199254740993",
        "json_extract($1, '$.n') IS NULL",
        "json_extract($1, '$.a.none') IS NULL",
        "json_extract(NULL, '$.a') IS NULL",
        "json_type($1, '$.a')",
        "json_type($1, '$.a.b')",
        "json_type($1, '$.a.b[0]')",
        "json_type($1, '$.a.b[1].c')",
        "json_type($1, '$.n')",
        "json_type($1, '$.t')",
        "json_type($1, '$.f')",
        "json_type($1, '$.none') IS NULL",
        "(SELECT count(*) FROM json_each($1, '$.a.b') AS part)",
        "(SELECT count(*) FROM json_each($1, '$.none') AS part)",
        "(SELECT json_extract(part.value, '$.c') FROM json_each($1, '$.a.b') AS part
          WHERE json_extract($1, '$.n') IS NULL ORDER BY part.value DESC LIMIT 1)",
        "(SELECT sum(CAST(value AS BIGINT)) FROM json_each('[1, 20, 300]'))",
        "(SELECT max(value) FROM json_each('[\"a\", \"b\"]'))",
    ];
    for expression in expressions {
        // What is true is 1 in SQLite.
        let sql = format!(
            "SELECT replace(replace(CAST(CAST({expression} AS TEXT) AS TEXT), 'true', '1'), 'false', '0')
             FROM (SELECT CAST($1 AS TEXT)) AS document"
        );
        let one: Option<String> = sqlx::query_scalar(AssertSqlSafe(sql.clone()))
            .bind(document)
            .fetch_one(&mut here)
            .await
            .unwrap();
        let other: Option<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(document)
            .fetch_one(&mut there)
            .await
            .unwrap();
        assert_eq!(one, other, "{expression}");
    }

    let sql = r#"SELECT json_extract('{"a": "1\u0000\\u0000"}', '$.a')"#;
    let text: String = sqlx::query_scalar(sql).fetch_one(&mut there).await.unwrap();
    assert_eq!(text, "1\u{fffd}\\u0000", "a zero stops nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_test_server_cuts_connections_and_comes_back() {
    let Some(server) = postgres::own_server().await else {
        return;
    };
    let database = server.database().await;
    server.set_fsync(true).await;

    let mut listener = PgListener::connect(&database.url).await.unwrap();
    listener.listen("bells").await.unwrap();
    let mut db = database.connect().await;
    db.ping().await.unwrap();
    assert_eq!(database.cut_listeners().await, 1);
    db.ping().await.unwrap();
    assert!(listener.try_recv().await.unwrap().is_none());

    // The listener has another one now. Its old one may still be ending.
    assert!([2, 3].contains(&database.cut_connections().await));
    assert!(db.ping().await.is_err());

    server.restart().await;
    let mut db = database.connect().await;
    let sql = "SELECT (SELECT count(*) FROM web_keys), current_setting('fsync')";
    let kept: (i64, String) = sqlx::query_as(sql).fetch_one(&mut db).await.unwrap();
    assert_eq!(kept, (3, "on".to_owned()));
}
