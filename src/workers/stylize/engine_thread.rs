//! One device and the thread that owns it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use anyhow::Context;
use tokio::sync::oneshot;

use super::progress_reporter::ProgressReporter;
use crate::engine::stylize::{Checkpoint, EngineError, Painting, Request, Stylizer};

/// How long an iteration under way is waited for at the end.
const LAST_ITERATION: Duration = Duration::from_secs(5);

/// Makes the stylizer on the thread that will own it; again after a panic, which may have left it
/// broken.
pub type MakeStylizer = Box<dyn Fn() -> Box<dyn Stylizer> + Send>;

/// A thread that paints, one painting after the other.
pub struct EngineThread {
    orders: Option<mpsc::SyncSender<Order>>,
    thread: Option<JoinHandle<()>>,
    lost: AtomicBool,
}

/// A painting to be made.
pub(super) struct Order {
    pub(super) request: Request,
    pub(super) resume: Option<Checkpoint>,
    pub(super) progress: ProgressReporter,
    pub(super) reply: oneshot::Sender<Reply>,
}

/// What became of it.
pub(super) enum Reply {
    Painting(Painting),
    Error(EngineError),
    Panic,
}

impl EngineThread {
    /// Opens a studio.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn open(make: MakeStylizer) -> anyhow::Result<Self> {
        let (orders, coming) = mpsc::sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("stylize".into())
            .spawn(move || work(&make, &coming))?;
        Ok(Self {
            orders: Some(orders),
            thread: Some(thread),
            lost: AtomicBool::new(false),
        })
    }

    pub(super) fn order(&self, order: Order) -> anyhow::Result<()> {
        let orders = self
            .orders
            .as_ref()
            .context("the engine_thread is closed")?;
        orders
            .try_send(order)
            .map_err(|_| anyhow::anyhow!("the engine_thread takes no orders"))
    }

    /// Its device does not answer any more, not even to be stopped.
    pub(super) fn give_up(&self) {
        self.lost.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }
}

impl Drop for EngineThread {
    /// Whoever waits for news of the last painting is gone by now, so its engine stops after the
    /// iteration under way. A device that does not answer is left behind, to end with the process.
    fn drop(&mut self) {
        self.orders.take();

        let Some(thread) = self.thread.take() else {
            return;
        };

        let until = Instant::now()
            + if self.is_lost() {
                Duration::ZERO
            } else {
                LAST_ITERATION
            };

        while !thread.is_finished() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }

        if thread.is_finished() {
            // A panic there was reported when it happened.
            let _ = thread.join();
        }
    }
}

fn work(make: &MakeStylizer, orders: &mpsc::Receiver<Order>) {
    let mut stylizer = None;
    while let Ok(Order {
        request,
        resume,
        mut progress,
        reply,
    }) = orders.recv()
    {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let stylizer = stylizer.get_or_insert_with(make);
            stylizer.stylize(&request, resume, &mut |step| progress.see(step))
        }));
        let said = match outcome {
            Ok(Ok(painting)) => Reply::Painting(painting),
            Ok(Err(error)) => Reply::Error(error),
            Err(_) => {
                stylizer = None;
                Reply::Panic
            }
        };

        // Nobody waits any more when the service is dropped.
        let _ = reply.send(said);
    }
}
