//! What this process is doing at the moment, by its ids. It needs no clock: whatever the time, what is
//! in hand is not begun a second time.

use std::{
    collections::HashSet,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::domain::ids::{JobId, OrderId};

/// What is in progress.
#[derive(Debug)]
pub struct InProgress<T>(Mutex<HashSet<T>>);

impl<T> Default for InProgress<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone + Eq + Hash> InProgress<T> {
    /// `None` if it is in progress already; otherwise it is until the guard is dropped.
    pub(super) fn enter(self: &Arc<Self>, key: T) -> Option<InProgressGuard<T>> {
        let is_new = self.lock().insert(key.clone());

        is_new.then(|| InProgressGuard {
            in_progress: Arc::clone(self),
            key,
        })
    }

    /// Everything in progress, in no order.
    pub(super) fn keys(&self) -> Vec<T> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl InProgress<JobId> {
    /// The ids as the store has them.
    pub(super) fn rows(&self) -> Vec<i64> {
        self.lock().iter().map(|id| id.row()).collect()
    }
}

impl InProgress<OrderId> {
    /// The ids as the store has them.
    pub(super) fn rows(&self) -> Vec<i64> {
        self.lock().iter().map(|id| id.row()).collect()
    }
}

/// Something in progress; it no longer is when this is dropped.
#[derive(Debug)]
pub struct InProgressGuard<T: Clone + Eq + Hash> {
    in_progress: Arc<InProgress<T>>,
    key: T,
}

impl<T: Clone + Eq + Hash> Drop for InProgressGuard<T> {
    fn drop(&mut self) {
        self.in_progress.lock().remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_begun_twice_until_it_has_ended() {
        let in_progress = Arc::<InProgress<u8>>::default();
        let first = in_progress.enter(7);

        assert!(first.is_some() && in_progress.enter(7).is_none());
        assert_eq!(in_progress.keys(), [7]);

        drop(first);
        assert!(in_progress.keys().is_empty() && in_progress.enter(7).is_some());
    }
}
