//! The quick lane: what takes seconds and does not wait behind paintings.
//!
//! Jobs of the quick kinds are made by a [`JobWorker`](super::jobs::JobWorker) of their own. Requests
//! that are no jobs, such as the sketch of a draft, come to [`QuickLane::run`] as closures:
//!
//! ```no_run
//! # use vernissage::{domain::ids::PersonId, workers::quick_lane::{QuickKey, QuickLane}};
//! # async fn sketch(lane: &QuickLane, person: PersonId) {
//! let sketch = lane.run(QuickKey::Draft(person), || "made on the lane's thread").await;
//! // Err(Superseded): the same person asked again meanwhile, and gets the answer to that.
//! # }
//! ```
//!
//! Both take from one budget while paintings run in this process, and are not limited otherwise.
//! Nobody holds a lease or a place in the engine while the budget is waited for: a worker waits
//! before it claims, and closures wait in a queue of this module, where a newer one of the same key
//! takes the older one's place.

mod budget;

use std::{
    collections::VecDeque,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

pub use budget::Allowance;
use budget::Budget;

use crate::domain::ids::{JobId, PersonId};

/// The most closures that wait. One more pushes out the oldest.
const WAITING: usize = 64;

/// What a closure is for. Of those with the same key only the last one is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuickKey {
    /// Something about a job, such as the sketch in its progress message.
    Job(JobId),
    /// Something about the draft that a person is looking at.
    Draft(PersonId),
    /// Frames of the film that a person has sent.
    Film(PersonId),
}

/// Why a closure was not run to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuickGone {
    /// A newer one with the same key took its place, or too many came after it.
    #[error("a newer request took its place")]
    Superseded,
    /// It panicked, or the service stops.
    #[error("it did not come to an end")]
    Ended,
}

/// The quick lane of this process.
#[derive(Debug)]
pub struct QuickLane {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    budget: Mutex<Budget>,
    /// How many paintings this process is making.
    paintings: AtomicUsize,
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    wishes: VecDeque<Wish>,
    is_closed: bool,
}

/// A closure that waits for its turn.
struct Wish {
    key: QuickKey,
    work: Box<dyn FnOnce() + Send>,
    superseded: oneshot::Sender<()>,
}

impl std::fmt::Debug for Wish {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wish")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// A painting in progress; it no longer is when this is dropped.
#[derive(Debug)]
pub struct PaintingGuard<'a>(&'a Shared);

impl Drop for PaintingGuard<'_> {
    fn drop(&mut self) {
        self.0.paintings.fetch_sub(1, Ordering::Relaxed);
        // What waited for the budget need not wait any longer.
        self.0.changed.notify_all();
    }
}

impl QuickLane {
    /// The lane, with a thread for closures.
    ///
    /// # Errors
    /// If the system has no thread left.
    pub fn open(allowance: Allowance) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            budget: Mutex::new(Budget::full(allowance, Instant::now())),
            paintings: AtomicUsize::new(0),
            waiting: Mutex::default(),
            changed: Condvar::new(),
        });

        let of_thread = Arc::clone(&shared);
        std::thread::Builder::new()
            .name("quick".into())
            .spawn(move || of_thread.run_wishes())?;

        Ok(Self { shared })
    }

    /// Runs a closure on the lane's thread, within the budget, and waits for its result.
    ///
    /// # Errors
    /// If something newer took its place, or it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        key: QuickKey,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, QuickGone> {
        let (reply, answer) = oneshot::channel();
        let (superseded, displaced) = oneshot::channel();
        let wish = Wish {
            key,
            work: Box::new(move || {
                // Nobody waits any more when the page was closed.
                if !reply.is_closed() {
                    let _ = reply.send(work());
                }
            }),
            superseded,
        };
        self.shared.push(wish);

        match answer.await {
            Ok(result) => Ok(result),
            Err(_) if displaced.await.is_ok() => Err(QuickGone::Superseded),
            Err(_) => Err(QuickGone::Ended),
        }
    }

    /// A painting begins in this process. Until the guard is dropped, quick work is limited.
    #[must_use]
    pub fn painting_begins(&self) -> PaintingGuard<'_> {
        self.shared.paintings.fetch_add(1, Ordering::Relaxed);
        PaintingGuard(&self.shared)
    }

    /// How long the next piece of quick work has to wait; zero if it may begin.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.shared.wait()
    }

    /// A piece of quick work begins. What it takes is counted when the guard is dropped.
    #[must_use]
    pub fn begin(&self) -> QuickGuard<'_> {
        self.shared.begin()
    }
}

impl Drop for QuickLane {
    fn drop(&mut self) {
        self.shared.waiting().is_closed = true;
        self.shared.changed.notify_all();
    }
}

/// A piece of quick work in progress.
#[derive(Debug)]
pub struct QuickGuard<'a> {
    shared: &'a Shared,
    began: Instant,
    beside_a_painting: bool,
}

impl Drop for QuickGuard<'_> {
    fn drop(&mut self) {
        if self.beside_a_painting || self.shared.do_paintings_run() {
            let now = Instant::now();
            let worked = now.saturating_duration_since(self.began);
            self.shared.budget().take(worked, now);
        }
    }
}

impl Shared {
    fn begin(&self) -> QuickGuard<'_> {
        QuickGuard {
            shared: self,
            began: Instant::now(),
            beside_a_painting: self.do_paintings_run(),
        }
    }

    fn do_paintings_run(&self) -> bool {
        self.paintings.load(Ordering::Relaxed) > 0
    }

    fn wait(&self) -> Duration {
        if self.do_paintings_run() {
            self.budget().wait(Instant::now())
        } else {
            Duration::ZERO
        }
    }

    fn push(&self, wish: Wish) {
        let mut waiting = self.waiting();
        let wishes = &mut waiting.wishes;
        let older = wishes.iter().position(|other| other.key == wish.key);

        let displaced = if let Some(place) = older {
            // The newer one keeps the place in line.
            Some(std::mem::replace(&mut wishes[place], wish))
        } else {
            wishes.push_back(wish);
            (wishes.len() > WAITING)
                .then(|| wishes.pop_front())
                .flatten()
        };

        drop(waiting);
        if let Some(displaced) = displaced {
            // Who asked may have left.
            let _ = displaced.superseded.send(());
        }
        self.changed.notify_all();
    }

    fn run_wishes(&self) {
        while let Some(work) = self.next() {
            let guard = self.begin();
            if catch_unwind(AssertUnwindSafe(work)).is_err() {
                tracing::error!("a request of the quick lane panicked");
            }
            drop(guard);
        }
    }

    /// The next closure once the budget allows one; `None` when the lane is closed.
    fn next(&self) -> Option<Box<dyn FnOnce() + Send>> {
        let mut waiting = self.waiting();
        loop {
            if waiting.is_closed {
                return None;
            }

            let wait = self.wait();
            if waiting.wishes.is_empty() {
                waiting = self
                    .changed
                    .wait(waiting)
                    .unwrap_or_else(PoisonError::into_inner);
            } else if wait.is_zero() {
                return waiting.wishes.pop_front().map(|wish| wish.work);
            } else {
                let waited = self.changed.wait_timeout(waiting, wait);
                waiting = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }

    fn budget(&self) -> MutexGuard<'_, Budget> {
        self.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const ANNA: QuickKey = QuickKey::Draft(PersonId(1));
    const BORIS: QuickKey = QuickKey::Draft(PersonId(2));

    fn lane() -> QuickLane {
        QuickLane::open(Allowance {
            share: 0.1,
            burst: Duration::from_secs(3),
        })
        .unwrap()
    }

    /// Asks for something that ends when the sender is dropped, and waits until it has begun.
    async fn occupy(lane: &Arc<QuickLane>) -> mpsc::Sender<()> {
        let (release, held) = mpsc::channel::<()>();
        let (began, begins) = oneshot::channel();
        let lane = Arc::clone(lane);
        tokio::spawn(async move {
            let work = move || {
                let _ = began.send(());
                held.recv().is_err()
            };
            lane.run(QuickKey::Job(JobId::from_chance(1)), work).await
        });
        begins.await.unwrap();
        release
    }

    #[tokio::test]
    async fn the_last_wish_of_a_person_wins() {
        let lane = Arc::new(lane());
        let release = occupy(&lane).await;
        let release = async move { drop(release) };

        let (first, others, second, ()) = tokio::join!(
            biased;
            lane.run(ANNA, || "first"),
            lane.run(BORIS, || "another's"),
            lane.run(ANNA, || "second"),
            release,
        );

        assert_eq!(first, Err(QuickGone::Superseded));
        assert_eq!((others, second), (Ok("another's"), Ok("second")));
    }

    #[tokio::test]
    async fn a_crowd_is_bounded_and_the_oldest_make_room() {
        let lane = Arc::new(lane());
        let release = occupy(&lane).await;
        let people = 0..=i64::try_from(WAITING).unwrap();
        let wishes: Vec<_> = people
            .clone()
            .map(|person| {
                let lane = Arc::clone(&lane);
                async move {
                    lane.run(QuickKey::Draft(PersonId(person)), move || person)
                        .await
                }
            })
            .collect();

        let release = async move { drop(release) };
        let (results, ()) = tokio::join!(biased; futures_util::future::join_all(wishes), release);
        assert_eq!(results[0], Err(QuickGone::Superseded));
        assert_eq!(results[1], Ok(1));
        assert_eq!(results[WAITING], Ok(*people.end()));
    }

    #[tokio::test]
    async fn a_panic_costs_one_request() {
        let lane = lane();
        let panics = lane.run(ANNA, || assert!(ANNA == BORIS, "broken"));
        assert_eq!(panics.await, Err(QuickGone::Ended));
        assert_eq!(lane.run(ANNA, || 1).await, Ok(1));
    }

    #[tokio::test]
    async fn only_what_runs_beside_a_painting_is_counted() {
        let lane = lane();
        let spend = || {
            let guard = lane.begin();
            lane.shared
                .budget()
                .take(Duration::from_secs(5), Instant::now());
            drop(guard);
        };

        spend();
        assert_eq!(lane.wait(), Duration::ZERO, "no painting runs");

        let painting = lane.painting_begins();
        assert!(lane.wait() > Duration::ZERO);
        drop(painting);
        assert_eq!(lane.wait(), Duration::ZERO);
    }
}
