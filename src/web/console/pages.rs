//! The links between the pages of a list. A page is named by the line after which it begins, so it
//! stays the same while lines are added.

use std::{fmt::Display, str::FromStr};

use serde::Deserialize;

use crate::store::console::{ListPage, PageStart};

/// The part of an address that says where a page begins; empty for the first page.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PageQuery {
    older: String,
    newer: String,
}

impl PageQuery {
    /// Where the page begins. What is no place in the list means its beginning.
    pub(super) fn start<K: FromStr>(&self) -> PageStart<K> {
        let older = self.older.parse().ok().map(PageStart::OlderThan);
        let newer = || self.newer.parse().ok().map(PageStart::NewerThan);
        older.or_else(newer).unwrap_or_default()
    }
}

/// A filter that the pages of a list share.
pub(super) struct SharedFilter {
    pub(super) name: &'static str,
    pub(super) value: String,
}

/// The links at the end of a page.
pub(super) struct PageLinks {
    pub(super) path: String,
    pub(super) filters: Vec<SharedFilter>,
    pub(super) newer: Option<String>,
    pub(super) older: Option<String>,
}

impl PageLinks {
    /// The links of a page below this path.
    pub(super) fn new<T, K: Display>(path: impl Into<String>, page: &ListPage<T, K>) -> Self {
        let text = |key: &Option<K>| key.as_ref().map(ToString::to_string);

        Self {
            path: path.into(),
            filters: Vec::new(),
            newer: text(&page.newer),
            older: text(&page.older),
        }
    }

    /// The same links with a filter, unless it is empty.
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        if !value.is_empty() {
            self.filters.push(SharedFilter {
                name,
                value: value.to_owned(),
            });
        }

        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::console::ListKey;

    #[test]
    fn an_address_says_where_a_page_begins() {
        let start = |older: &str, newer: &str| {
            let query = PageQuery {
                older: older.to_owned(),
                newer: newer.to_owned(),
            };
            query.start::<ListKey>()
        };
        let key = ListKey { rank: 5, id: 7 };

        assert_eq!(start("", ""), PageStart::First);
        assert_eq!(start("5.7", ""), PageStart::OlderThan(key));
        assert_eq!(start("", "5.7"), PageStart::NewerThan(key));
        assert_eq!(start("x", "' OR 1=1"), PageStart::First);
    }
}
