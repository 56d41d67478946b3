//! The net's own threads. Starting work on them allocates nothing and takes microseconds: an
//! iteration starts several hundred pieces of work.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread::JoinHandle,
};

/// How often to look for new work before going to sleep: some 50 microseconds.
const LOOKS: usize = 1500;

type Work<'a> = dyn Fn(usize, usize) + Sync + 'a;

/// Threads, the caller's among them.
pub(super) struct ThreadPool {
    board: Arc<Board>,
    workers: Vec<JoinHandle<()>>,
}

/// What the threads see.
#[derive(Default)]
struct Board {
    /// Counts the calls of [`ThreadPool::run`]; changed under the lock of `job`.
    round: AtomicU64,
    job: Mutex<Option<Job>>,
    begun: Condvar,
    next: AtomicUsize,
    /// Workers that have not yet finished the round.
    busy: AtomicUsize,
    finished: Condvar,
    panicked: AtomicBool,
}

#[derive(Clone, Copy)]
struct Job {
    work: *const Work<'static>,
    tasks: usize,
}

// SAFETY: the work is `Sync`, and [`ThreadPool::run`] returns only when no thread uses it any more.
unsafe impl Send for Job {}

impl ThreadPool {
    /// One thread for each processor.
    pub(super) fn new() -> Self {
        let board = Arc::new(Board::default());
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let workers = (1..threads)
            .filter_map(|worker| {
                let board = Arc::clone(&board);
                std::thread::Builder::new()
                    .name("net".into())
                    .spawn(move || board.serve(worker))
                    .ok()
            })
            .collect();

        Self { board, workers }
    }

    pub(super) fn threads(&self) -> usize {
        self.workers.len() + 1
    }

    /// Calls `work(task, worker)` for each task below `tasks`; at most one call at a time has the
    /// same `worker`, a number below [`ThreadPool::threads`].
    pub(super) fn run(&mut self, tasks: usize, work: impl Fn(usize, usize) + Sync) {
        if self.workers.is_empty() || tasks <= 1 {
            (0..tasks).for_each(|task| work(task, 0));
            return;
        }

        let work: &Work<'_> = &work;

        // SAFETY: only the lifetime changes; the threads are done with it before this function
        // returns.
        let work = unsafe { std::mem::transmute::<&Work<'_>, &Work<'static>>(work) };
        let job = Job { work, tasks };
        let board = &*self.board;
        {
            let mut slot = board.lock();
            *slot = Some(job);
            board.next.store(0, Ordering::Relaxed);
            board.busy.store(self.workers.len(), Ordering::Relaxed);
            board.round.fetch_add(1, Ordering::Release);
        }

        board.begun.notify_all();

        let own = catch_unwind(AssertUnwindSafe(|| board.work_off(job, 0)));
        board.wait_for_workers();

        if let Err(panic) = own {
            std::panic::resume_unwind(panic);
        }

        assert!(
            !board.panicked.swap(false, Ordering::Relaxed),
            "a thread of the net panicked"
        );
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        {
            let mut slot = self.board.lock();
            *slot = None;
            self.board.round.fetch_add(1, Ordering::Release);
        }

        self.board.begun.notify_all();

        for worker in self.workers.drain(..) {
            // It catches panics, and there is nobody left to tell.
            let _ = worker.join();
        }
    }
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, Option<Job>> {
        self.job.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, worker: usize) {
        let mut seen = 0;
        while let Some(job) = self.wait_for_job(&mut seen) {
            if catch_unwind(AssertUnwindSafe(|| self.work_off(job, worker))).is_err() {
                self.panicked.store(true, Ordering::Relaxed);
            }

            if self.busy.fetch_sub(1, Ordering::AcqRel) == 1 {
                drop(self.lock());
                self.finished.notify_one();
            }
        }
    }

    fn wait_for_job(&self, seen: &mut u64) -> Option<Job> {
        for _ in 0..LOOKS {
            if self.round.load(Ordering::Acquire) != *seen {
                break;
            }
            std::hint::spin_loop();
        }

        let mut slot = self.lock();
        while self.round.load(Ordering::Acquire) == *seen {
            slot = self
                .begun
                .wait(slot)
                .unwrap_or_else(PoisonError::into_inner);
        }

        *seen = self.round.load(Ordering::Acquire);
        *slot
    }

    fn work_off(&self, job: Job, worker: usize) {
        // SAFETY: `ThreadPool::run` lends it until every worker has finished the round.
        let work = unsafe { &*job.work };
        loop {
            let task = self.next.fetch_add(1, Ordering::Relaxed);
            if task >= job.tasks {
                break;
            }
            work(task, worker);
        }
    }

    fn wait_for_workers(&self) {
        for _ in 0..LOOKS {
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
