//! Statements with their values.

use std::{borrow::Cow, marker::PhantomData};

use sqlx::{
    AssertSqlSafe, Decode, FromRow, Postgres, Sqlite, Type, postgres::PgRow, sqlite::SqliteRow,
};

use super::{connection::Target, value::Value};

/// A statement whose rows do not matter.
///
/// The text is a constant, or built of constants: values are bound, never written into it.
pub(in crate::store) fn query(sql: impl Into<Cow<'static, str>>) -> Query {
    Query {
        statement: Statement::new(sql.into()),
    }
}

/// A statement whose rows are read as `T`, column by column.
pub(in crate::store) fn query_as<T>(sql: impl Into<Cow<'static, str>>) -> QueryAs<T> {
    QueryAs {
        statement: Statement::new(sql.into()),
        row: PhantomData,
    }
}

/// A statement whose rows have one column, which is read as `T`.
pub(in crate::store) fn query_scalar<T>(sql: impl Into<Cow<'static, str>>) -> QueryScalar<T> {
    QueryScalar {
        rows: query_as(sql),
    }
}

/// What can be read from a row of both databases.
pub(in crate::store) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// What can be read from a column.
pub(in crate::store) trait Column: Sized + Send + Unpin {
    /// The type that both databases have for it.
    type Stored: for<'r> Decode<'r, Sqlite>
        + Type<Sqlite>
        + for<'r> Decode<'r, Postgres>
        + Type<Postgres>
        + Send
        + Unpin;

    /// From what was stored.
    fn read(stored: Self::Stored) -> sqlx::Result<Self>;
}

/// Types that the databases have themselves, and the optional forms.
macro_rules! stored_columns {
    ($($column:ty,)*) => {$(
        impl Column for $column {
            type Stored = Self;

            fn read(stored: Self) -> sqlx::Result<Self> {
                Ok(stored)
            }
        }
    )*};
}

stored_columns! {
    i64, f64, bool, String, Vec<u8>,
    Option<i64>, Option<f64>, Option<bool>, Option<String>, Option<Vec<u8>>,
}

impl Column for u32 {
    type Stored = i64;

    fn read(stored: i64) -> sqlx::Result<Self> {
        Self::try_from(stored).map_err(|error| sqlx::Error::Decode(error.into()))
    }
}

impl Column for Option<u32> {
    type Stored = Option<i64>;

    fn read(stored: Option<i64>) -> sqlx::Result<Self> {
        stored.map(u32::read).transpose()
    }
}

pub(super) struct Statement {
    pub(super) sql: Cow<'static, str>,
    pub(super) values: Vec<Value>,
}

impl Statement {
    fn new(sql: Cow<'static, str>) -> Self {
        Self {
            sql,
            values: Vec::new(),
        }
    }
}

/// How lock clauses begin, which SQLite does not know and does not need.
const LOCK_CLAUSES: [&str; 3] = ["FOR NO KEY UPDATE", "FOR UPDATE", "FOR SHARE"];

/// The text as SQLite understands it. A lock clause ends a line, a sub-select or the text.
fn without_locks(mut sql: Cow<'static, str>) -> Cow<'static, str> {
    for clause in LOCK_CLAUSES {
        while let Some(start) = sql.find(clause) {
            let rest = &sql[start..];
            let length = rest.find([')', '\n']).unwrap_or(rest.len());
            sql.to_mut().replace_range(start..start + length, "");
        }
    }

    sql
}

/// See [`query`].
#[must_use]
pub(in crate::store) struct Query {
    pub(super) statement: Statement,
}

impl Query {
    /// The next value, `$1` for the first.
    pub(in crate::store) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.statement.values.push(value.into());
        self
    }

    /// Runs it.
    pub(in crate::store) async fn execute(
        self,
        target: impl Into<Target<'_>>,
    ) -> sqlx::Result<Executed> {
        let Statement { sql, values } = self.statement;

        let rows = match target.into() {
            Target::Sqlite(db) => {
                let sql = AssertSqlSafe(without_locks(sql).into_owned());
                let values = Value::all_for_sqlite(values)?;
                let done = sqlx::query_with(sql, values).execute(db).await?;
                done.rows_affected()
            }
            Target::SqlitePool(db) => {
                let sql = AssertSqlSafe(without_locks(sql).into_owned());
                let values = Value::all_for_sqlite(values)?;
                let done = sqlx::query_with(sql, values).execute(db).await?;
                done.rows_affected()
            }
            Target::Postgres(db) => {
                let values = Value::all_for_postgres(&sql, values)?;
                let sql = AssertSqlSafe(sql.into_owned());
                let done = sqlx::query_with(sql, values).execute(db).await?;
                done.rows_affected()
            }
            Target::PostgresPool(db) => {
                let values = Value::all_for_postgres(&sql, values)?;
                let sql = AssertSqlSafe(sql.into_owned());
                let done = sqlx::query_with(sql, values).execute(db).await?;
                done.rows_affected()
            }
        };

        Ok(Executed { rows })
    }
}

/// What a statement has done.
pub(in crate::store) struct Executed {
    rows: u64,
}

impl Executed {
    /// How many rows it inserted, changed or deleted.
    pub(in crate::store) const fn rows_affected(&self) -> u64 {
        self.rows
    }
}

/// See [`query_as`].
#[must_use]
pub(in crate::store) struct QueryAs<T> {
    pub(super) statement: Statement,
    pub(super) row: PhantomData<fn() -> T>,
}

/// Sends a statement that is read row by row.
macro_rules! fetch {
    ($query:ident, $target:ident, $fetch:ident) => {{
        let Statement { sql, values } = $query.statement;

        match $target.into() {
            Target::Sqlite(db) => {
                let sql = AssertSqlSafe(without_locks(sql).into_owned());
                let values = Value::all_for_sqlite(values)?;
                sqlx::query_as_with(sql, values).$fetch(db).await
            }
            Target::SqlitePool(db) => {
                let sql = AssertSqlSafe(without_locks(sql).into_owned());
                let values = Value::all_for_sqlite(values)?;
                sqlx::query_as_with(sql, values).$fetch(db).await
            }
            Target::Postgres(db) => {
                let values = Value::all_for_postgres(&sql, values)?;
                let sql = AssertSqlSafe(sql.into_owned());
                sqlx::query_as_with(sql, values).$fetch(db).await
            }
            Target::PostgresPool(db) => {
                let values = Value::all_for_postgres(&sql, values)?;
                let sql = AssertSqlSafe(sql.into_owned());
                sqlx::query_as_with(sql, values).$fetch(db).await
            }
        }
    }};
}

impl<T: Row> QueryAs<T> {
    /// The next value, `$1` for the first.
    pub(in crate::store) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.statement.values.push(value.into());
        self
    }

    /// The only row.
    pub(in crate::store) async fn fetch_one(
        self,
        target: impl Into<Target<'_>>,
    ) -> sqlx::Result<T> {
        fetch!(self, target, fetch_one)
    }

    /// The first row, if there is one.
    pub(in crate::store) async fn fetch_optional(
        self,
        target: impl Into<Target<'_>>,
    ) -> sqlx::Result<Option<T>> {
        fetch!(self, target, fetch_optional)
    }

    /// All rows.
    pub(in crate::store) async fn fetch_all(
        self,
        target: impl Into<Target<'_>>,
    ) -> sqlx::Result<Vec<T>> {
        fetch!(self, target, fetch_all)
    }
}

/// See [`query_scalar`].
#[must_use]
pub(in crate::store) struct QueryScalar<T> {
    pub(super) rows: QueryAs<T>,
}

/// A row of one column.
struct Single<T>(T);

impl<'r, T, R> FromRow<'r, R> for Single<T>
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    T: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        row.try_get(0).map(Self)
    }
}

impl<T: Column> QueryScalar<T> {
    /// The next value, `$1` for the first.
    pub(in crate::store) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.rows.statement.values.push(value.into());
        self
    }

    fn singles(self) -> QueryAs<Single<T::Stored>> {
        QueryAs {
            statement: self.rows.statement,
            row: PhantomData,
        }
    }

    /// The column of the only row.
    pub(in crate::store) async fn fetch_one(
        self,
        target: impl Into<Target<'_>>,
    ) -> sqlx::Result<T> {
        T::read(self.singles().fetch_one(target).await?.0)
    }

    /// The column of the first row, if there is one.
    pub(in crate::store) async fn fetch_optional(
        self,
        target: impl Into<Target<'_>>,
    ) -> sqlx::Result<Option<T>> {
        let row = self.singles().fetch_optional(target).await?;
        row.map(|Single(column)| T::read(column)).transpose()
    }

    /// The column of all rows.
    pub(in crate::store) async fn fetch_all(
        self,
        target: impl Into<Target<'_>>,
    ) -> sqlx::Result<Vec<T>> {
        let rows = self.singles().fetch_all(target).await?;
        rows.into_iter()
            .map(|Single(column)| T::read(column))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_gets_no_lock_clauses() {
        let sql = "UPDATE jobs SET a = 1 WHERE id = (
                       SELECT id FROM jobs LIMIT 1
                       FOR UPDATE OF jobs SKIP LOCKED
                   ) AND b IN (SELECT 1 FOR SHARE)";
        let without = without_locks(Cow::Borrowed(sql));
        assert!(!without.contains("FOR"), "{without}");
        assert!(without.contains("LIMIT 1"), "{without}");
        assert!(without.ends_with("AND b IN (SELECT 1 )"), "{without}");

        let plain = "SELECT 1 FROM formats";
        assert!(matches!(
            without_locks(Cow::Borrowed(plain)),
            Cow::Borrowed(_)
        ));
    }
}
