//! A thread pool that starts work within microseconds and without allocating: an iteration starts
//! several hundred pieces of work.
//!
//! Knows nothing of the work but how many tasks it has.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread::JoinHandle,
};

/// How often a thread checks for a change before it sleeps: for about 50 microseconds.
const SPINS: usize = 1500;

/// Called as `work(task, worker)`.
type Work<'a> = dyn Fn(usize, usize) + Sync + 'a;

/// A thread for each processor; the caller's own thread is worker 0.
pub(super) struct ThreadPool {
    state: Arc<PoolState>,
    workers: Vec<JoinHandle<()>>,
}

/// What the threads share.
#[derive(Default)]
struct PoolState {
    /// Counts the calls of [`ThreadPool::run`]; changes only while `job` is locked.
    round: AtomicU64,
    /// The work of this round; `None` tells the workers to end.
    job: Mutex<Option<Job>>,
    /// Signalled when a round starts.
    started: Condvar,
    /// The next task that no worker has taken.
    next: AtomicUsize,
    /// Workers that have not finished the round yet.
    busy: AtomicUsize,
    /// Signalled when the last worker has finished the round.
    finished: Condvar,
    /// Whether a task panicked in this round, on a thread other than the caller's.
    panicked: AtomicBool,
}

#[derive(Clone, Copy)]
struct Job {
    work: *const Work<'static>,
    tasks: usize,
}

// SAFETY: the work is `Sync`, and `ThreadPool::run` returns only when no thread uses it any more.
unsafe impl Send for Job {}

impl ThreadPool {
    /// One thread for each processor.
    pub(super) fn new() -> Self {
        let state = Arc::new(PoolState::default());
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let workers = (1..threads)
            .filter_map(|worker| {
                let state = Arc::clone(&state);
                std::thread::Builder::new()
                    .name("winograd".into())
                    .spawn(move || state.run_worker(worker))
                    .ok()
            })
            .collect();

        Self { state, workers }
    }

    /// Number of workers, including the caller's thread.
    pub(super) fn threads(&self) -> usize {
        self.workers.len() + 1
    }

    /// Calls `work(task, worker)` for each task below `tasks`, and returns when all are done.
    /// `worker` is below [`ThreadPool::threads`], and each worker runs one task at a time.
    ///
    /// # Panics
    /// If a task panics.
    pub(super) fn run(&mut self, tasks: usize, work: impl Fn(usize, usize) + Sync) {
        if self.workers.is_empty() || tasks <= 1 {
            (0..tasks).for_each(|task| work(task, 0));
            return;
        }

        let work: &Work<'_> = &work;

        // SAFETY: changes only the lifetime, and `wait_for_workers` below keeps the borrow alive
        // until the last thread is done with it.
        let work = unsafe { std::mem::transmute::<&Work<'_>, &Work<'static>>(work) };
        let job = Job { work, tasks };
        let state = &*self.state;
        {
            let mut slot = state.lock();
            *slot = Some(job);
            state.next.store(0, Ordering::Relaxed);
            state.busy.store(self.workers.len(), Ordering::Relaxed);
            state.round.fetch_add(1, Ordering::Release);
        }

        state.started.notify_all();

        let result = catch_unwind(AssertUnwindSafe(|| state.run_tasks(job, 0)));
        state.wait_for_workers();

        if let Err(panic) = result {
            std::panic::resume_unwind(panic);
        }

        assert!(
            !state.panicked.swap(false, Ordering::Relaxed),
            "a task panicked"
        );
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        {
            let mut slot = self.state.lock();
            *slot = None;
            self.state.round.fetch_add(1, Ordering::Release);
        }

        self.state.started.notify_all();

        for worker in self.workers.drain(..) {
            // Workers catch the panics of their tasks, so they have nothing to report.
            let _ = worker.join();
        }
    }
}

impl PoolState {
    fn lock(&self) -> MutexGuard<'_, Option<Job>> {
        self.job.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The main loop of a worker's thread.
    fn run_worker(&self, worker: usize) {
        let mut seen = 0;
        while let Some(job) = self.wait_for_job(&mut seen) {
            if catch_unwind(AssertUnwindSafe(|| self.run_tasks(job, worker))).is_err() {
                self.panicked.store(true, Ordering::Relaxed);
            }

            if self.busy.fetch_sub(1, Ordering::AcqRel) == 1 {
                // The caller holds the lock from its check of `busy` until it waits, so this cannot
                // signal in between.
                drop(self.lock());
                self.finished.notify_one();
            }
        }
    }

    /// Waits for a round after `seen`. Spins first, as the next round usually starts at once.
    fn wait_for_job(&self, seen: &mut u64) -> Option<Job> {
        for _ in 0..SPINS {
            if self.round.load(Ordering::Acquire) != *seen {
                break;
            }
            std::hint::spin_loop();
        }

        let mut slot = self.lock();
        while self.round.load(Ordering::Acquire) == *seen {
            slot = self
                .started
                .wait(slot)
                .unwrap_or_else(PoisonError::into_inner);
        }

        *seen = self.round.load(Ordering::Acquire);
        *slot
    }

    /// Takes tasks until there are none left.
    fn run_tasks(&self, job: Job, worker: usize) {
        // SAFETY: `ThreadPool::run` keeps it alive until every worker has finished the round.
        let work = unsafe { &*job.work };
        loop {
            let task = self.next.fetch_add(1, Ordering::Relaxed);
            if task >= job.tasks {
                break;
            }
            work(task, worker);
        }
    }

    /// Waits until every worker has finished the round.
    fn wait_for_workers(&self) {
        for _ in 0..SPINS {
            if self.busy.load(Ordering::Acquire) == 0 {
                return;
            }
            std::hint::spin_loop();
        }

        let mut slot = self.lock();
        while self.busy.load(Ordering::Acquire) != 0 {
            slot = self
                .finished
                .wait(slot)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}
