//! What only one process of a database may do at a time. [`Duties::get`] waits until this process has
//! a [`Duty`], and [`HeldDuty::run`] works for as long as it has it.
//!
//! A process shows that it lives several times in a lease ([`keeper`]). Others take its duties over
//! once they have seen it silent for a whole lease, each by a clock that nobody sets. The process
//! itself stops earlier: nine tenths of a lease after it last began to show life. So no clock is
//! compared with another machine's, and a process that was stopped for a while and goes on finds
//! by its own clock that it has lost what it had. It has to look before each effect
//! ([`HeldDuty::is_sure`]).

mod keeper;

use std::{
    collections::HashMap,
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Notify, oneshot},
    time::{Instant, sleep_until},
};
use tokio_util::sync::CancellationToken;

pub use keeper::DutyKeeper;

/// What one process does for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duty {
    /// Asks a messenger of this name for updates.
    Updates(&'static str),
    /// Sends to a messenger of this name, at the pace that it allows.
    Sending(&'static str),
    /// Tells people their place in the queue.
    QueueNotices,
    /// Cleans up and audits.
    Sweep,
    /// Makes the pictures of the feed, and lets its entries grow old.
    Feed,
    /// Paints for the feed while nobody waits.
    IdlePaintings,
    /// Draws sketches of paintings.
    Sketches,
    /// Compares the statements of the provider of this name.
    Statements(&'static str),
    /// Asks payment providers about what is due.
    Payments,
    /// Reads the payment providers' lists of what was given back.
    Returns,
}

impl Duty {
    /// The name in the database.
    fn name(self) -> String {
        match self {
            Self::Updates(messenger) => format!("updates:{messenger}"),
            Self::Sending(messenger) => format!("sending:{messenger}"),
            Self::QueueNotices => "queue_notices".to_owned(),
            Self::Sweep => "sweep".to_owned(),
            Self::Feed => "feed".to_owned(),
            Self::IdlePaintings => "idle_paintings".to_owned(),
            Self::Sketches => "sketches".to_owned(),
            Self::Statements(provider) => format!("statements:{provider}"),
            Self::Payments => "payments".to_owned(),
            Self::Returns => "returns".to_owned(),
        }
    }
}

/// The duties of this process.
#[derive(Clone, Debug)]
pub struct Duties(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    process: String,
    lease: Duration,
    stop: CancellationToken,
    /// Something for the keeper to do.
    work: Notify,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Until when nobody takes this process for dead; `None` while it is not entered.
    sure_until: Option<Instant>,
    are_others_present: bool,
    entries: HashMap<Duty, Entry>,
    /// Duties to be given back.
    released: Vec<Released>,
}

/// A duty that this process wants or has.
#[derive(Debug)]
struct Entry {
    /// Whether it is wanted again when it is lost.
    is_standing: bool,
    waiter: Option<oneshot::Sender<HeldDuty>>,
    held: Option<DutyTerm>,
}

#[derive(Clone, Debug)]
struct DutyTerm {
    term: i64,
    lost: CancellationToken,
}

#[derive(Clone, Copy, Debug)]
struct Released {
    duty: Duty,
    term: i64,
}

impl Duties {
    /// The duties of a process of this name. [`DutyKeeper`] gets them.
    #[must_use]
    pub fn new(process: String, lease: Duration, stop: CancellationToken) -> Self {
        Self(Arc::new(Shared {
            process,
            lease,
            stop,
            work: Notify::new(),
            state: Mutex::default(),
        }))
    }

    /// The name of this process.
    #[must_use]
    pub fn process(&self) -> &str {
        &self.0.process
    }

    /// Whether other processes work on the same database.
    #[must_use]
    pub fn are_others_present(&self) -> bool {
        self.lock().are_others_present
    }

    /// Whether nobody can have taken this process for dead.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.lock().is_sure()
    }

    /// Waits until this process has a duty; `None` once the service stops.
    pub async fn get(&self, duty: Duty) -> Option<HeldDuty> {
        loop {
            if self.0.stop.is_cancelled() {
                return None;
            }

            let (waiter, held) = oneshot::channel();
            let entry = Entry {
                is_standing: false,
                waiter: Some(waiter),
                held: None,
            };
            self.lock().entries.insert(duty, entry);
            self.0.work.notify_one();

            tokio::select! {
                () = self.0.stop.cancelled() => return None,
                held = held => if let Ok(held) = held {
                    return Some(held);
                },
            }
        }
    }

    /// Has this process get a duty, and get it again whenever it is lost, until the service stops.
    pub fn want(&self, duty: Duty) {
        let entry = Entry {
            is_standing: true,
            waiter: None,
            held: None,
        };
        self.lock().entries.entry(duty).or_insert(entry);
        self.0.work.notify_one();
    }

    /// Gives back what this process wanted.
    pub fn give_up(&self, duty: Duty) {
        let mut state = self.lock();
        let entry = state.entries.remove(&duty);
        if let Some(held) = entry.and_then(|entry| entry.held) {
            held.lost.cancel();
            let term = held.term;
            state.released.push(Released { duty, term });
        }

        drop(state);
        self.0.work.notify_one();
    }

    /// Whether this process has a duty that it wants, and nobody else can have it.
    #[must_use]
    pub fn has(&self, duty: Duty) -> bool {
        let state = self.lock();
        let is_held = |entry: &Entry| entry.held.is_some();

        state.is_sure() && state.entries.get(&duty).is_some_and(is_held)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_sure(&self) -> bool {
        self.sure_until.is_some_and(|until| Instant::now() < until)
    }

    /// Forgets what this process had: it was silent for too long.
    fn lose_all(&mut self) {
        self.sure_until = None;
        for entry in self.entries.values_mut() {
            if let Some(held) = entry.held.take() {
                held.lost.cancel();
            }
        }
        self.entries
            .retain(|_, entry| entry.is_standing || entry.waiter.is_some());
    }
}

/// A duty that this process has. Dropping it gives it back.
#[derive(Debug)]
pub struct HeldDuty {
    duties: Duties,
    duty: Duty,
    held: DutyTerm,
}

impl HeldDuty {
    /// Works until the work ends or the duty is lost. The work is dropped then, wherever it waits.
    pub async fn run(&self, work: impl Future<Output = ()>) {
        tokio::select! {
            biased;
            () = self.lost() => {
                tracing::warn!(duty = self.duty.name(), "this process was silent for too long and has lost a duty");
            }
            () = work => {}
        }
    }

    /// Whether nobody else can have it. To be asked right before each effect that two processes
    /// must not have at the same time.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        !self.held.lost.is_cancelled() && self.duties.is_sure()
    }

    /// For how long nobody else can have it, even if this process shows no more life.
    #[must_use]
    pub fn sure_for(&self) -> Duration {
        self.sure_until().saturating_duration_since(Instant::now())
    }

    fn sure_until(&self) -> Instant {
        let until = self.duties.lock().sure_until;
        let is_lost = self.held.lost.is_cancelled();

        until.filter(|_| !is_lost).unwrap_or_else(Instant::now)
    }

    async fn lost(&self) {
        loop {
            tokio::select! {
                () = self.held.lost.cancelled() => return,
                () = sleep_until(self.sure_until()) => {}
            }

            if !self.is_sure() {
                return;
            }
        }
    }
}

impl Drop for HeldDuty {
    fn drop(&mut self) {
        let mut state = self.duties.lock();
        let is_this = |entry: &Entry| {
            let held = entry.held.as_ref();
            held.is_some_and(|held| held.term == self.held.term)
        };
        if state.entries.get(&self.duty).is_some_and(is_this) {
            state.entries.remove(&self.duty);
        }

        state.released.push(Released {
            duty: self.duty,
            term: self.held.term,
        });
        drop(state);
        self.duties.0.work.notify_one();
    }
}
