//! Updates for the bot: kept until confirmed, delivered at least once, possibly late and out of
//! order.

use std::collections::VecDeque;

use serde_json::Value;

use crate::support::chance::Chance;

/// The most updates that Telegram gives at a time.
const MOST: usize = 100;

#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) id: i64,
    pub(crate) value: Value,
    /// LeaseState back by the disorder, perhaps while later ones are confirmed.
    held_back: bool,
}

/// How a connection mistreats what it carries.
#[derive(Debug)]
pub(crate) struct Disorder {
    pub(crate) chance: Chance,
}

#[derive(Debug, Default)]
pub(crate) struct Updates {
    waiting: VecDeque<Update>,
    /// The last ones that were confirmed, for repetitions.
    confirmed: VecDeque<Update>,
    last: i64,
    pub(crate) disorder: Option<Disorder>,
    pub(crate) repeated: u64,
    pub(crate) held_back: u64,
    pub(crate) reordered: u64,
}

impl Updates {
    /// A new update of this kind.
    pub(crate) fn push(&mut self, kind: &str, mut value: Value) -> i64 {
        // As in real life, ids grow, but not always by one.
        self.last = if self.last == 0 {
            100_000_001
        } else {
            self.last + 1
        };

        value = serde_json::json!({ "update_id": self.last, kind: value });
        self.waiting.push_back(Update {
            id: self.last,
            value,
            held_back: false,
        });

        self.last
    }

    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// Confirms the updates before the offset; a negative one keeps only that many of the latest.
    pub(crate) fn confirm(&mut self, offset: i64) {
        let first = if offset < 0 {
            let kept = usize::try_from(-offset).unwrap();
            self.waiting
                .len()
                .checked_sub(kept)
                .map_or(0, |skipped| self.waiting[skipped].id)
        } else {
            offset
        };

        let (gone, kept): (VecDeque<Update>, VecDeque<Update>) = self
            .waiting
            .drain(..)
            .partition(|update: &Update| update.id < first && !update.held_back);
        self.waiting = kept;
        self.confirmed.extend(gone);

        while self.confirmed.len() > MOST {
            self.confirmed.pop_front();
        }
    }

    /// This one has arrived.
    pub(crate) fn confirm_one(&mut self, id: i64) {
        if let Some(place) = self.waiting.iter().position(|update| update.id == id) {
            self.confirmed.extend(self.waiting.remove(place));
        }
    }

    /// The next ones, as the disorder has it.
    pub(crate) fn next(&mut self, limit: usize) -> Vec<Value> {
        let limit = limit.clamp(1, MOST);
        let Some(mut disorder) = self.disorder.take() else {
            self.waiting
                .iter_mut()
                .for_each(|update| update.held_back = false);

            return self
                .waiting
                .iter()
                .take(limit)
                .map(|update| update.value.clone())
                .collect();
        };

        let mut next = Vec::new();
        for update in self.waiting.iter_mut().take(limit) {
            update.held_back = disorder.chance.below(10) == 0;
            if update.held_back {
                self.held_back += 1;
            } else {
                next.push(update.value.clone());
            }
        }

        if !next.is_empty() && disorder.chance.below(3) == 0 {
            let repeated = 1 + disorder.chance.below(3) as usize;
            next.extend(
                self.confirmed
                    .iter()
                    .rev()
                    .take(repeated)
                    .map(|update| update.value.clone()),
            );

            self.repeated += repeated.min(self.confirmed.len()) as u64;
        }

        if next.len() > 1 && disorder.chance.below(2) == 0 {
            disorder.chance.shuffle(&mut next);
            self.reordered += 1;
        }

        next.truncate(limit);
        self.disorder = Some(disorder);

        next
    }
}
