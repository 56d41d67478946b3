//! Whether the books of a simulation are exact.

use serde::Serialize;

use crate::{domain::time::Moment, store::Stores};

/// What the books say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CheckedBooks {
    /// Credits that were paid for finished jobs.
    pub(crate) spent: i64,
    /// Credits that are still held.
    pub(crate) held: i64,
    /// What the audit found, in words; it also sums up all entries.
    pub(crate) discrepancies: Vec<String>,
}

impl CheckedBooks {
    /// Reads and audits.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub(crate) async fn read(stores: &Stores) -> anyhow::Result<Self> {
        let always = Moment::from_millis(i64::MIN);
        let never = Moment::from_millis(i64::MAX);
        let books = stores.ledger.books(always, never).await?;
        let total = |name: &str| {
            let found = books.credits.iter().find(|total| total.name == name);
            found.map_or(0, |total| total.amount)
        };
        let discrepancies = stores.ledger.audit().await?;

        Ok(Self {
            spent: total("spent"),
            held: total("on_hold"),
            discrepancies: discrepancies.iter().map(ToString::to_string).collect(),
        })
    }

    /// Whether exactly the prices were spent, nothing is held, and the audit found nothing.
    pub(crate) fn are_exact(&self, prices: i64) -> bool {
        self.spent == prices && self.held == 0 && self.discrepancies.is_empty()
    }
}
