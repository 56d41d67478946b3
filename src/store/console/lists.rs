//! Pages of the console's lists.
//!
//! A page begins at a key and not after a number of rows. So it costs the same however long the list
//! is, and it stays what it is while rows are added.

use std::fmt;
use std::str::FromStr;

use async_trait::async_trait;

use super::people::{Booking, Chat};
use super::{
    ChargeFilter, ChargeLine, FeedEntryFilter, FeedEntryLine, JobFilter, JobLine, OpenPurchase,
    OperatorLogLine, PeopleFilter, PersonLine,
};
use crate::domain::ids::PersonId;
use crate::domain::time::Moment;
use crate::store::orders::KeptOrder;
use crate::store::{ChargeKey, Result, SupportRequest};

/// The lists of the console. No page has more than [`PAGE`] lines.
#[async_trait]
pub trait ConsoleLists: Send + Sync + 'static {
    /// Jobs, newest first.
    async fn jobs(
        &self,
        filter: &JobFilter,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<JobLine, ListKey>>;

    /// People, newest first; those who are blocked, the last one blocked first.
    async fn people(
        &self,
        filter: &PeopleFilter,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<PersonLine, ListKey>>;

    /// The chats of a person, oldest first.
    async fn chats(&self, person: PersonId, start: PageStart<i64>) -> Result<ListPage<Chat, i64>>;

    /// The movements of a person's credits, newest first.
    async fn movements(
        &self,
        person: PersonId,
        start: PageStart<i64>,
    ) -> Result<ListPage<Booking, i64>>;

    /// The open support requests of everybody, oldest first, or all of one person, newest first.
    async fn requests(
        &self,
        person: Option<PersonId>,
        start: PageStart<i64>,
    ) -> Result<ListPage<SupportRequest, i64>>;

    /// Charges, newest first.
    async fn charges(
        &self,
        filter: &ChargeFilter,
        start: PageStart<ChargeListKey>,
    ) -> Result<ListPage<ChargeLine, ChargeListKey>>;

    /// Purchases that are not paid yet, newest first.
    async fn open_purchases(
        &self,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<OpenPurchase, ListKey>>;

    /// The orders at a stage, the latest to get there first.
    async fn orders_at(
        &self,
        stage: &str,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<KeptOrder, ListKey>>;

    /// Entries of the feed, in the order of the filter.
    async fn feed_entries(
        &self,
        filter: FeedEntryFilter,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<FeedEntryLine, ListKey>>;

    /// The operator log, newest first, about a subject if one is named.
    async fn operator_log(
        &self,
        subject: Option<&str>,
        start: PageStart<i64>,
    ) -> Result<ListPage<OperatorLogLine, i64>>;
}

/// The most lines of a page.
pub const PAGE: usize = 50;

/// Where a page of a list begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PageStart<K> {
    /// At the beginning of the list.
    #[default]
    First,
    /// After this line, towards older ones.
    OlderThan(K),
    /// After this line, towards newer ones.
    NewerThan(K),
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOrder {
    /// The newest line is on top.
    NewestFirst,
    /// The oldest line is on top.
    OldestFirst,
}

/// The way in which a page is read from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// To lines with smaller keys.
    Older,
    /// To lines with larger keys.
    Newer,
}

impl<K> PageStart<K> {
    /// The way in which the lines after the start are read.
    #[must_use]
    pub const fn towards(&self, order: ListOrder) -> Towards {
        match (self, order) {
            (Self::First, ListOrder::NewestFirst) | (Self::OlderThan(_), _) => Towards::Older,
            (Self::First, ListOrder::OldestFirst) | (Self::NewerThan(_), _) => Towards::Newer,
        }
    }

    /// The same start with another key.
    #[must_use]
    pub fn map<L>(self, key: impl FnOnce(K) -> L) -> PageStart<L> {
        match self {
            Self::First => PageStart::First,
            Self::OlderThan(start) => PageStart::OlderThan(key(start)),
            Self::NewerThan(start) => PageStart::NewerThan(key(start)),
        }
    }

    /// The line after which the page begins.
    #[must_use]
    pub const fn key(&self) -> Option<&K> {
        match self {
            Self::First => None,
            Self::OlderThan(key) | Self::NewerThan(key) => Some(key),
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage<T, K> {
    /// Its lines.
    pub items: Vec<T>,
    /// The line after which the newer ones begin, if there are any.
    pub newer: Option<K>,
    /// The line after which the older ones begin, if there are any.
    pub older: Option<K>,
}

impl<T, K> ListPage<T, K> {
    /// Makes a page of the rows that were read from its start. One row more than `limit` says that
    /// there are more.
    #[must_use]
    pub fn from_rows(
        mut rows: Vec<T>,
        start: &PageStart<K>,
        order: ListOrder,
        limit: usize,
        key: impl Fn(&T) -> K,
    ) -> Self {
        let towards = start.towards(order);
        let are_more = rows.len() > limit;
        let is_begun = start.key().is_some();

        rows.truncate(limit);

        if towards != PageStart::<K>::First.towards(order) {
            rows.reverse();
        }

        let top = rows.first().map(&key);
        let bottom = rows.last().map(&key);
        let (newest, oldest) = match order {
            ListOrder::NewestFirst => (top, bottom),
            ListOrder::OldestFirst => (bottom, top),
        };
        let (has_newer, has_older) = match towards {
            Towards::Older => (is_begun, are_more),
            Towards::Newer => (are_more, is_begun),
        };

        Self {
            items: rows,
            newer: newest.filter(|_| has_newer),
            older: oldest.filter(|_| has_older),
        }
    }

    /// The same page with other lines.
    ///
    /// # Errors
    /// When a line cannot be made.
    pub fn try_map<U>(self, line: impl FnMut(T) -> Result<U>) -> Result<ListPage<U, K>> {
        Ok(ListPage {
            items: self.items.into_iter().map(line).collect::<Result<_>>()?,
            newer: self.newer,
            older: self.older,
        })
    }

    /// Whether the list has more lines than this page.
    #[must_use]
    pub const fn has_more(&self) -> bool {
        self.newer.is_some() || self.older.is_some()
    }
}

/// What is no key of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no place in the list")]
pub struct NoListKey;

/// The place of a line: what its list is sorted by, then its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListKey {
    /// What the list is sorted by, such as a time in milliseconds.
    pub rank: i64,
    /// The row.
    pub id: i64,
}

impl fmt::Display for ListKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.rank, self.id)
    }
}

impl FromStr for ListKey {
    type Err = NoListKey;

    fn from_str(text: &str) -> std::result::Result<Self, NoListKey> {
        let (rank, id) = text.split_once('.').ok_or(NoListKey)?;
        Ok(Self {
            rank: rank.parse().map_err(|_| NoListKey)?,
            id: id.parse().map_err(|_| NoListKey)?,
        })
    }
}

/// The place of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeListKey {
    /// When it was made.
    pub at: Moment,
    /// The charge.
    pub charge: ChargeKey,
}

impl fmt::Display for ChargeListKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.millis(), self.charge.name())
    }
}

impl FromStr for ChargeListKey {
    type Err = NoListKey;

    fn from_str(text: &str) -> std::result::Result<Self, NoListKey> {
        let (at, charge) = text.split_once('.').ok_or(NoListKey)?;
        Ok(Self {
            at: Moment::from_millis(at.parse().map_err(|_| NoListKey)?),
            charge: ChargeKey::parse(charge).ok_or(NoListKey)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads pages of two lines from a list of five, as the store does.
    fn page(start: &PageStart<i64>, order: ListOrder) -> ListPage<i64, i64> {
        let is_after = |line: &i64| match start {
            PageStart::First => true,
            PageStart::OlderThan(key) => line < key,
            PageStart::NewerThan(key) => line > key,
        };
        let mut rows: Vec<i64> = (1..=5).filter(is_after).collect();
        if start.towards(order) == Towards::Older {
            rows.reverse();
        }

        rows.truncate(3);
        ListPage::from_rows(rows, start, order, 2, |line| *line)
    }

    #[test]
    fn pages_follow_each_other_in_both_directions() {
        use ListOrder::{NewestFirst, OldestFirst};
        use PageStart::{First, NewerThan, OlderThan};

        for (start, order, items, newer, older) in [
            (First, NewestFirst, vec![5, 4], None, Some(4)),
            (OlderThan(4), NewestFirst, vec![3, 2], Some(3), Some(2)),
            (OlderThan(2), NewestFirst, vec![1], Some(1), None),
            (NewerThan(1), NewestFirst, vec![3, 2], Some(3), Some(2)),
            (NewerThan(3), NewestFirst, vec![5, 4], None, Some(4)),
            (First, OldestFirst, vec![1, 2], Some(2), None),
            (NewerThan(2), OldestFirst, vec![3, 4], Some(4), Some(3)),
            (OlderThan(5), OldestFirst, vec![3, 4], Some(4), Some(3)),
            (OlderThan(3), OldestFirst, vec![1, 2], Some(2), None),
            (NewerThan(5), OldestFirst, vec![], None, None),
        ] {
            let expected = ListPage {
                items,
                newer,
                older,
            };
            assert_eq!(page(&start, order), expected, "{start:?} {order:?}");
        }
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        let key = ListKey { rank: -7, id: 9 };
        assert_eq!(key.to_string().parse(), Ok(key));

        let charge = ChargeListKey {
            at: Moment::from_millis(5),
            charge: ChargeKey::parse("stars:a.b:c").unwrap(),
        };
        assert_eq!(charge.to_string().parse(), Ok(charge));

        for text in ["", ".", "7", "7.", ".7", "7.x", "99999999999999999999.1"] {
            assert_eq!(text.parse::<ListKey>(), Err(NoListKey), "{text}");
            assert_eq!(text.parse::<ChargeListKey>(), Err(NoListKey), "{text}");
        }
    }
}
