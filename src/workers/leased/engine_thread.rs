//! The OS thread that owns one engine, with the device behind it.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow};
use tokio::sync::oneshot;

/// How long the end of the current iteration is waited for when the thread is dropped.
const LAST_ITERATION: Duration = Duration::from_secs(5);

/// A thread that runs tasks on an engine, one after the other.
pub struct EngineThread<Task, Reply> {
    tasks: Option<mpsc::SyncSender<Queued<Task, Reply>>>,
    thread: Option<JoinHandle<()>>,
    abandoned: AtomicBool,
}

/// A task that waits for the engine, and where its reply goes.
struct Queued<Task, Reply> {
    task: Task,
    reply: oneshot::Sender<Result<Reply, EngineGone>>,
}

/// Why there is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EngineGone {
    /// The engine has panicked. The next task gets a new one.
    #[error("the engine panicked")]
    Panicked,
    /// The thread is no longer there.
    #[error("the engine's thread ended")]
    Ended,
}

/// The channels of a task that an engine thread is running.
pub(crate) struct EngineRun<Progress, Reply> {
    /// What the engine reports on the way.
    pub(crate) progress: tokio::sync::mpsc::Receiver<Progress>,
    /// Its reply at the end.
    pub(crate) reply: oneshot::Receiver<Result<Reply, EngineGone>>,
}

impl<Task: Send + 'static, Reply: Send + 'static> EngineThread<Task, Reply> {
    /// Starts the thread. `make` makes the engine there, for the first task and again after a
    /// panic, which may have left the engine broken; `work` runs one task.
    ///
    /// # Errors
    /// If the system has no thread left.
    pub(crate) fn start<Engine>(
        name: &str,
        make: impl Fn() -> Engine + Send + 'static,
        work: impl Fn(&mut Engine, Task) -> Reply + Send + 'static,
    ) -> io::Result<Self> {
        let (tasks, queue) = mpsc::sync_channel::<Queued<Task, Reply>>(1);
        let run = move || {
            let mut engine = None;
            while let Ok(Queued { task, reply }) = queue.recv() {
                let outcome = catch_unwind(AssertUnwindSafe(|| {
                    work(engine.get_or_insert_with(&make), task)
                }));
                let outcome = outcome.map_err(|_| {
                    engine = None;
                    EngineGone::Panicked
                });

                // Nobody waits any more when the service is being dropped.
                let _ = reply.send(outcome);
            }
        };

        let thread = std::thread::Builder::new().name(name.into()).spawn(run)?;
        Ok(Self {
            tasks: Some(tasks),
            thread: Some(thread),
            abandoned: AtomicBool::new(false),
        })
    }

    /// Hands over a task; the reply comes by the receiver.
    ///
    /// # Errors
    /// If the thread is gone, or has as many tasks as it takes.
    pub(crate) fn begin(
        &self,
        task: Task,
    ) -> anyhow::Result<oneshot::Receiver<Result<Reply, EngineGone>>> {
        let (reply, receiver) = oneshot::channel();
        self.tasks
            .as_ref()
            .context("the engine's thread is closed")?
            .try_send(Queued { task, reply })
            .map_err(|_| anyhow!("the engine's thread takes no more tasks"))?;

        Ok(receiver)
    }
}

impl<Task, Reply> EngineThread<Task, Reply> {
    /// No longer waits for the thread when it is dropped.
    pub(crate) fn abandon(&self) {
        self.abandoned.store(true, Ordering::Relaxed);
    }

    /// Whether the thread was abandoned.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.abandoned.load(Ordering::Relaxed)
    }
}

impl<Task, Reply> Drop for EngineThread<Task, Reply> {
    /// Nobody listens to the last task's progress by now, so its engine stops after the current
    /// iteration. A thread that does not end by then is left behind, to end with the process.
    fn drop(&mut self) {
        self.tasks.take();

        let Some(thread) = self.thread.take() else {
            return;
        };

        let patience = if self.is_abandoned() {
            Duration::ZERO
        } else {
            LAST_ITERATION
        };

        let until = Instant::now() + patience;
        while !thread.is_finished() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }

        if thread.is_finished() {
            // A panic was reported when it happened.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_costs_one_task_and_the_next_gets_a_new_engine() {
        let thread = EngineThread::start(
            "test",
            || 0_u32,
            |tasks_done, task: u32| {
                assert_ne!(task, 0, "the task that panics");
                *tasks_done += 1;
                *tasks_done
            },
        )
        .unwrap();

        assert_eq!(thread.begin(1).unwrap().await.unwrap(), Ok(1));
        assert_eq!(thread.begin(1).unwrap().await.unwrap(), Ok(2));
        assert_eq!(
            thread.begin(0).unwrap().await.unwrap(),
            Err(EngineGone::Panicked)
        );
        assert_eq!(thread.begin(1).unwrap().await.unwrap(), Ok(1));
    }
}
