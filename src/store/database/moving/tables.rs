//! The tables, in an order in which each comes after those that its foreign keys name.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{bail, ensure};
use sqlx::{
    FromRow, PgConnection, Row, SqliteConnection, postgres::PgRow, query_as, query_scalar,
    sqlite::SqliteRow,
};

use super::cell::{Cell, Kind};

/// A table of both databases.
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<Column>,
    /// The column whose values are drawn one after the other.
    pub(super) identity: Option<String>,
    /// The column that names another row of the same table.
    own_reference: Option<String>,
}

struct Column {
    name: String,
    kind: Kind,
}

#[derive(FromRow)]
struct ColumnRow {
    table_name: String,
    column_name: String,
    data_type: String,
    is_identity: bool,
}

#[derive(FromRow)]
struct ReferenceRow {
    table_name: String,
    other: String,
    column_name: String,
}

/// All tables of the target.
pub(super) async fn in_order(target: &mut PgConnection) -> anyhow::Result<Vec<Table>> {
    let mut left = tables(target).await?;
    let references = references(target).await?;
    let mut ordered: Vec<Table> = Vec::new();

    while !left.is_empty() {
        let waits = |name: &String| {
            let others = references.iter().filter(|row| &row.table_name == name);
            others.clone().any(|row| {
                &row.other != name && !ordered.iter().any(|table| table.name == row.other)
            })
        };
        let Some(name) = left.keys().find(|name| !waits(name)).cloned() else {
            bail!("foreign keys lead in a circle, which is a mistake in the program");
        };

        let own = references
            .iter()
            .find(|row| row.table_name == name && row.other == name)
            .map(|row| row.column_name.clone());
        if let Some(mut table) = left.remove(&name) {
            table.own_reference = own;
            ordered.push(table);
        }
    }

    Ok(ordered)
}

pub(super) fn names(tables: &[Table]) -> BTreeSet<String> {
    tables.iter().map(|table| table.name.clone()).collect()
}

pub(super) async fn names_in_sqlite(
    source: &mut SqliteConnection,
) -> anyhow::Result<BTreeSet<String>> {
    let sql = "SELECT name FROM sqlite_schema
               WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND substr(name, 1, 5) <> '_sqlx'";
    let names: Vec<String> = query_scalar(sql).fetch_all(source).await?;

    Ok(names.into_iter().collect())
}

async fn tables(target: &mut PgConnection) -> anyhow::Result<BTreeMap<String, Table>> {
    let sql = "SELECT columns.table_name::TEXT, column_name::TEXT, data_type::TEXT, is_identity = 'YES' AS is_identity
               FROM information_schema.columns
               JOIN information_schema.tables USING (table_schema, table_name)
               WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
                 AND substr(table_name, 1, 5) <> '_sqlx'
               ORDER BY columns.table_name, ordinal_position";
    let rows: Vec<ColumnRow> = query_as(sql).fetch_all(target).await?;
    ensure!(!rows.is_empty(), "the target has no tables");

    let mut tables = BTreeMap::new();
    for row in rows {
        let name = row.table_name.clone();
        let table = tables.entry(name.clone()).or_insert_with(|| Table {
            name,
            columns: Vec::new(),
            identity: None,
            own_reference: None,
        });

        if row.is_identity {
            table.identity = Some(row.column_name.clone());
        }
        table.columns.push(Column {
            name: row.column_name,
            kind: Kind::parse(&row.data_type)?,
        });
    }

    Ok(tables)
}

/// The foreign keys. Of one with several columns, the first is named.
async fn references(target: &mut PgConnection) -> anyhow::Result<Vec<ReferenceRow>> {
    let sql = "SELECT one.relname::TEXT AS table_name, two.relname::TEXT AS other, attname::TEXT AS column_name
               FROM pg_constraint
               JOIN pg_class AS one ON one.oid = conrelid
               JOIN pg_class AS two ON two.oid = confrelid
               JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
               WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";

    Ok(query_as(sql).fetch_all(target).await?)
}

impl Table {
    fn column_names(&self) -> String {
        let names: Vec<_> = self
            .columns
            .iter()
            .map(|column| format!("\"{}\"", column.name))
            .collect();
        names.join(", ")
    }

    /// The types of its columns.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.columns.iter().map(|column| column.kind)
    }

    /// All rows.
    pub(super) fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.column_names(), self.name)
    }

    /// All rows, those that others of the table name before these.
    pub(super) fn select_in_order(&self) -> String {
        match &self.own_reference {
            Some(column) => format!("{} ORDER BY \"{column}\" IS NOT NULL", self.select()),
            None => self.select(),
        }
    }

    /// Rows from one list of values for each column.
    pub(super) fn insert(&self) -> String {
        let lists: Vec<_> = self
            .columns
            .iter()
            .enumerate()
            .map(|(place, column)| format!("${}::{}[]", place + 1, column.kind.name()))
            .collect();

        format!(
            "INSERT INTO {} ({}) SELECT * FROM unnest({})",
            self.name,
            self.column_names(),
            lists.join(", ")
        )
    }

    pub(super) fn read_from_sqlite(&self, row: &SqliteRow) -> anyhow::Result<Vec<Cell>> {
        let mut cells = Vec::with_capacity(self.columns.len());
        for (place, column) in self.columns.iter().enumerate() {
            cells.push(match column.kind {
                Kind::Integer => Cell::Integer(row.try_get(place)?),
                Kind::Boolean => Cell::Boolean(row.try_get(place)?),
                Kind::Real => Cell::Real(row.try_get(place)?),
                Kind::Text => Cell::text(row.try_get(place)?),
                Kind::Bytes => Cell::Bytes(row.try_get(place)?),
            });
        }

        Ok(cells)
    }

    pub(super) fn read_from_postgres(&self, row: &PgRow) -> anyhow::Result<Vec<Cell>> {
        let mut cells = Vec::with_capacity(self.columns.len());
        for (place, column) in self.columns.iter().enumerate() {
            cells.push(match column.kind {
                Kind::Integer => Cell::Integer(row.try_get(place)?),
                Kind::Boolean => Cell::Boolean(row.try_get(place)?),
                Kind::Real => Cell::Real(row.try_get(place)?),
                Kind::Text => Cell::text(row.try_get(place)?),
                Kind::Bytes => Cell::Bytes(row.try_get(place)?),
            });
        }

        Ok(cells)
    }
}
