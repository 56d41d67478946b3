//! The part of a statement that reads one page of a list: where it begins, its order, its length.

use crate::store::console::lists::{ListOrder, Towards};
use crate::store::console::{ChargeListKey, ListKey, PageStart};
use crate::store::database::QueryBuilder;

/// A key that a list is sorted by.
pub(super) trait SortKey {
    /// Writes the values of its columns.
    fn push(&self, query: &mut QueryBuilder);
}

impl SortKey for i64 {
    fn push(&self, query: &mut QueryBuilder) {
        query.push_bind(*self);
    }
}

impl SortKey for ListKey {
    fn push(&self, query: &mut QueryBuilder) {
        query.push_bind(self.rank).push(", ").push_bind(self.id);
    }
}

impl SortKey for ChargeListKey {
    fn push(&self, query: &mut QueryBuilder) {
        query
            .push_bind(self.at.millis())
            .push(", ")
            .push_bind(self.charge.provider.name())
            .push(", ")
            .push_bind(self.charge.id.clone());
    }
}

/// Ends a statement that has a `WHERE`: the rows after the start, in their order, and one more than
/// fit on a page. `columns` are those of the key; an index has them in this order.
pub(super) fn push_page<K: SortKey>(
    query: &mut QueryBuilder,
    columns: &[&str],
    order: ListOrder,
    start: &PageStart<K>,
    limit: usize,
) {
    let towards = start.towards(order);
    let (comparison, direction) = match towards {
        Towards::Older => ("<", "DESC"),
        Towards::Newer => (">", "ASC"),
    };

    if let Some(key) = start.key() {
        query.push(format!(" AND ({}) {comparison} (", columns.join(", ")));
        key.push(query);
        query.push(")");
    }

    let sorted: Vec<String> = columns
        .iter()
        .map(|column| format!("{column} {direction}"))
        .collect();
    let rows = i64::try_from(limit).unwrap_or(i64::MAX - 1) + 1;

    query
        .push(format!(" ORDER BY {} LIMIT ", sorted.join(", ")))
        .push_bind(rows);
}
