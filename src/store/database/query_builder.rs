//! Statements that are put together from parts, for lists with filters.

use std::fmt::Display;

use super::{
    query::{QueryAs, query_as},
    value::Value,
};

/// A statement in the making.
pub(in crate::store) struct QueryBuilder {
    sql: String,
    values: Vec<Value>,
}

impl QueryBuilder {
    /// Begins with a text.
    pub(in crate::store) fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            values: Vec::new(),
        }
    }

    /// Adds a text, which is a constant.
    pub(in crate::store) fn push(&mut self, sql: impl Display) -> &mut Self {
        self.sql.push_str(&sql.to_string());
        self
    }

    /// Adds a value.
    pub(in crate::store) fn push_bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let place = self.values.len();
        self.push(format_args!("${place}"))
    }

    /// The statement, with rows that are read as `T`.
    pub(in crate::store) fn build_query_as<T>(&mut self) -> QueryAs<T> {
        let mut query = query_as(std::mem::take(&mut self.sql));
        query.statement.values = std::mem::take(&mut self.values);
        query
    }
}
