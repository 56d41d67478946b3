//! The thread on which a master is made, from the first iteration to the files.

use std::{
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};

use super::MakeMasterPainter;
use crate::engine::{
    image::{OutputFormat, Picture, PrintFormat, fitted_size},
    master::{Finish, Master, MasterCheckpoint, MasterProgress, MasterRequest},
};

/// Longest side of the proof, and of the picture on the sheet.
const PROOF_SIDE: u32 = 1600;

/// What is told on the way.
pub(super) struct News {
    /// From 0 to 100.
    pub(super) percent: u8,
    pub(super) checkpoint: Option<Bytes>,
}

/// What became of it.
pub(super) enum Reply {
    Made(Box<FinishedMaster>),
    /// It was told to stop.
    Stopped,
    Failed(String),
    Panic,
}

/// A master as files.
pub(super) struct FinishedMaster {
    /// For the print shop.
    pub(super) file: Bytes,
    /// Its width and height in pixels.
    pub(super) size: (u32, u32),
    /// The same as a small JPEG, with its size.
    pub(super) proof: (Bytes, (u32, u32)),
    pub(super) finish: Finish,
}

/// A master to be made.
pub(super) struct Order {
    pub(super) request: MasterRequest,
    pub(super) resume: Option<MasterCheckpoint>,
    pub(super) news: mpsc::Sender<News>,
    pub(super) stop: Arc<AtomicBool>,
    /// Between two checkpoints.
    pub(super) pause: Duration,
}

/// Begins; the engine stops after the iteration under way when nobody waits for its news any more.
pub(super) fn begin(
    make: MakeMasterPainter,
    order: Order,
) -> std::io::Result<oneshot::Receiver<Reply>> {
    let (reply, replied) = oneshot::channel();
    std::thread::Builder::new()
        .name("master".into())
        .spawn(move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(&make, order)));
            // Nobody waits any more when the service is dropped.
            let _ = reply.send(outcome.unwrap_or(Reply::Panic));
        })?;

    Ok(replied)
}

fn work(
    make: &MakeMasterPainter,
    Order {
        request,
        resume,
        news,
        stop,
        pause,
    }: Order,
) -> Reply {
    let mut next = Instant::now() + pause;
    let mut see = |progress: &MasterProgress| {
        let stopping = stop.load(Ordering::Relaxed);
        let due = stopping || Instant::now() >= next;
        let checkpoint = due.then(|| progress.checkpoint().to_bytes().into());

        if due {
            next = Instant::now() + pause;
        }

        let percent = (progress.fraction * 100.0) as u8;

        // The engine rather waits for a slow disk than fills the memory.
        let told = news.blocking_send(News {
            percent,
            checkpoint,
        });

        if stopping || told.is_err() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };

    match make().enlarge(&request, resume, &mut see) {
        Ok(Some(master)) => match files(&request, &master) {
            Ok(made) => Reply::Made(Box::new(made)),
            Err(error) => Reply::Failed(error.to_string()),
        },
        Ok(None) => Reply::Stopped,
        Err(error) => Reply::Failed(error.to_string()),
    }
}

fn files(
    request: &MasterRequest,
    master: &Master,
) -> Result<FinishedMaster, crate::engine::image::SaveError> {
    let sheet = &master.sheet;
    let file = sheet.encode_for_print(PrintFormat::default(), request.canvas.dpi())?;
    let proof = reduced(sheet);

    Ok(FinishedMaster {
        file: file.into(),
        size: (sheet.width(), sheet.height()),
        proof: (
            proof.encode(OutputFormat::Jpeg)?.into(),
            (proof.width(), proof.height()),
        ),
        finish: master.finish,
    })
}

fn reduced(picture: &Picture) -> Picture {
    let side = PROOF_SIDE.min(picture.width().max(picture.height()));
    let size = fitted_size(picture.width(), picture.height(), side);
    picture.resized(size.width, size.height)
}
