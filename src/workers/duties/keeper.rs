//! Shows that this process lives, gets its duties, and buries processes that are gone.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::{Duties, Duty, DutyTerm, HeldDuty, Released};
use crate::{
    bells::Bells,
    clock::{Clock, SharedClock},
    store::{DutyStore, ProcessRow, Result},
    workers::leased::count_error,
};

/// A process shows life this many times in a lease.
const RENEWALS: u32 = 5;
/// The longest time between two looks at the others.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// The part of a lease after which a process no longer relies on it, in tenths.
const RELIABLE_TENTHS: u32 = 9;

/// Keeps the duties of a process.
pub struct DutyKeeper {
    duties: Duties,
    store: Arc<dyn DutyStore>,
    clock: Arc<SharedClock>,
    bells: Arc<Bells>,
    renewed_at: Option<Instant>,
    /// Other processes, and since when each is as it is.
    seen: HashMap<String, Sighting>,
}

/// A process as it is, and since when this process has known it like that.
struct Sighting {
    row: ProcessRow,
    since: Instant,
}

impl DutyKeeper {
    /// A keeper; it does nothing yet.
    #[must_use]
    pub fn new(
        duties: Duties,
        store: Arc<dyn DutyStore>,
        clock: Arc<SharedClock>,
        bells: Arc<Bells>,
    ) -> Self {
        Self {
            duties,
            store,
            clock,
            bells,
            renewed_at: None,
            seen: HashMap::new(),
        }
    }

    /// Enters this process, so that it may hold something.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub async fn enter(&mut self) -> Result<()> {
        let began = Instant::now();
        self.store
            .enter(&self.duties.0.process, self.duties.0.lease)
            .await?;
        self.rely_on(began);
        self.tell_time().await
    }

    /// Keeps the duties until it is dropped. It outlives the work of the service, which may hold
    /// something until its end.
    pub async fn run(mut self) {
        let pause = (self.duties.0.lease / (2 * RENEWALS)).min(LONGEST_PAUSE);
        loop {
            if let Err(error) = self.round().await {
                count_error("duties");
                tracing::error!(?error, "this process could not show that it lives");
            }

            // Woken for its own duties, or by what another process has committed.
            let _ = timeout(pause, async {
                tokio::select! {
                    () = self.duties.0.work.notified() => {}
                    () = self.bells.duties.rung() => {}
                }
            })
            .await;
        }
    }

    async fn round(&mut self) -> Result<()> {
        let renews = self.duties.0.lease / RENEWALS;
        if self.renewed_at.is_none_or(|at| at.elapsed() >= renews) {
            self.renew().await?;
        }

        self.release().await?;
        self.watch_others().await?;
        self.take().await
    }

    async fn renew(&mut self) -> Result<()> {
        // Before the store is asked: others see it later.
        let began = Instant::now();
        if self.store.renew(&self.duties.0.process).await? {
            self.rely_on(began);
        } else {
            tracing::warn!("other processes took this one for dead");
            self.duties.lock().lose_all();
            self.enter().await?;
        }

        self.tell_time().await
    }

    fn rely_on(&mut self, began: Instant) {
        let until = began + self.duties.0.lease * RELIABLE_TENTHS / 10;
        self.renewed_at = Some(began);

        let mut state = self.duties.lock();
        if !state.is_sure() {
            // What it had may have been lost meanwhile.
            state.lose_all();
        }
        state.sure_until = Some(until);
    }

    /// All processes of a database go by its time, so that due times mean the same to each.
    async fn tell_time(&self) -> Result<()> {
        let asked = self.clock.steady();
        if let Some(time) = self.store.time().await? {
            let on_the_way = self.clock.steady().saturating_sub(asked) / 2;
            self.clock.set(time.plus(on_the_way));
        }

        Ok(())
    }

    /// Gives back what this process no longer needs.
    async fn release(&self) -> Result<()> {
        loop {
            let next = self.duties.lock().released.last().copied();
            let Some(Released { duty, term }) = next else {
                return Ok(());
            };

            // It stays in the list if the store fails, which would otherwise keep it from everybody.
            self.store
                .release_duty(&duty.name(), &self.duties.0.process, term)
                .await?;
            let mut state = self.duties.lock();
            state
                .released
                .retain(|one| (one.duty, one.term) != (duty, term));
        }
    }

    /// Buries processes that were silent for the length of their lease.
    async fn watch_others(&mut self) -> Result<()> {
        let rows = self.store.processes().await?;
        // After the store has answered: no renewal that was seen can be later.
        let now = Instant::now();
        let others: Vec<ProcessRow> = rows
            .into_iter()
            .filter(|row| row.name != self.duties.0.process)
            .collect();

        self.duties.lock().are_others_present = !others.is_empty();
        self.seen
            .retain(|name, _| others.iter().any(|row| row.name == *name));

        for row in others {
            let lease = row.lease.max(self.duties.0.lease);
            let known = self.seen.get(&row.name).filter(|seen| seen.row == row);
            match known {
                Some(seen) if now.duration_since(seen.since) >= lease => self.bury(&row).await?,
                Some(_) => {}
                None => {
                    let sighting = Sighting {
                        row: row.clone(),
                        since: now,
                    };
                    self.seen.insert(row.name, sighting);
                }
            }
        }

        Ok(())
    }

    async fn bury(&self, row: &ProcessRow) -> Result<()> {
        if self.store.bury(row, self.clock.now()).await? {
            tracing::warn!(
                process = row.name,
                "a process is gone; others do what it did"
            );
            self.bells.ring_all();
        }

        Ok(())
    }

    /// Takes what this process wants and nobody has.
    async fn take(&self) -> Result<()> {
        let wanted = self.wanted();
        if wanted.is_empty() || !self.duties.is_sure() {
            return Ok(());
        }

        let names: Vec<String> = wanted.iter().map(|duty| duty.name()).collect();
        let process = &self.duties.0.process;
        let free = self.store.free_duties(&names, process).await?;
        for duty in wanted {
            let name = duty.name();
            if !free.contains(&name) {
                continue;
            }

            if let Some(term) = self.store.take_duty(&name, process).await? {
                self.hold(duty, term);
            }
        }

        Ok(())
    }

    fn wanted(&self) -> Vec<Duty> {
        if self.duties.0.stop.is_cancelled() {
            return Vec::new();
        }

        let state = self.duties.lock();
        let unheld = state
            .entries
            .iter()
            .filter(|(_, entry)| entry.held.is_none());
        unheld.map(|(duty, _)| *duty).collect()
    }

    fn hold(&self, duty: Duty, term: i64) {
        tracing::debug!(duty = duty.name(), term, "this process has a duty");
        let held = DutyTerm {
            term,
            lost: CancellationToken::new(),
        };

        let waiter = {
            let mut state = self.duties.lock();
            let Some(entry) = state.entries.get_mut(&duty) else {
                return;
            };

            entry.held = Some(held.clone());
            entry.waiter.take()
        };

        if let Some(waiter) = waiter {
            let duties = self.duties.clone();
            // Nobody waits once the service stops; the duty is given back then.
            drop(waiter.send(HeldDuty { duties, duty, held }));
        }

        // It may be the one to send messages now.
        self.bells.outbox.ring_here();
    }
}
