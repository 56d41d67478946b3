//! Makes a master on its engine thread, from the first iteration to the files.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Context;
use bytes::Bytes;
use tokio::sync::mpsc;

use crate::{
    domain::picture_size::PictureSize,
    engine::{
        image::{OutputFormat, Picture, PrintFormat, fitted_size},
        master::{Finish, Master, MasterCheckpoint, MasterPainter, MasterProgress, MasterRequest},
    },
    pictures::{EncodedFile, FileOnDisk},
};

/// The longest side of the proof, and of the picture on the print sheet, in pixels.
const PROOF_SIDE: u32 = 1600;

/// A master for the engine to make.
pub(super) struct MasterTask {
    pub(super) request: MasterRequest,
    pub(super) resume: Option<MasterCheckpoint>,
    /// Where progress is reported. The engine stops when nobody listens.
    pub(super) reports: mpsc::Sender<MasterReport>,
    /// Stops the engine after the current iteration.
    pub(super) stop: Arc<AtomicBool>,
    /// The time between two checkpoints.
    pub(super) checkpoint_every: Duration,
}

/// What the engine reports on the way.
pub(super) struct MasterReport {
    /// From 0 to 100.
    pub(super) percent: u8,
    /// The checkpoint, if one was due.
    pub(super) checkpoint: Option<Bytes>,
}

/// What the engine replies at the end.
pub(super) enum MasterReply {
    Finished(Box<FinishedMaster>),
    /// It was told to stop.
    Stopped,
    Failed(String),
}

/// A master as files.
pub(super) struct FinishedMaster {
    /// For the print shop. It may have a gigabyte.
    pub(super) print_file: FileOnDisk,
    /// The same as a small JPEG.
    pub(super) proof: EncodedFile,
    /// How it was finished.
    pub(super) finish: Finish,
}

/// Runs one task on the engine's thread.
pub(super) fn make_master(painter: &mut dyn MasterPainter, task: MasterTask) -> MasterReply {
    let MasterTask {
        request,
        resume,
        reports,
        stop,
        checkpoint_every,
    } = task;

    let mut next_checkpoint = Instant::now() + checkpoint_every;
    let mut report = |progress: &MasterProgress| {
        let is_stopping = stop.load(Ordering::Relaxed);
        let is_due = is_stopping || Instant::now() >= next_checkpoint;
        let checkpoint = is_due.then(|| progress.checkpoint().to_bytes().into());

        if is_due {
            next_checkpoint = Instant::now() + checkpoint_every;
        }

        // When the disk is slow, the engine waits rather than fills the memory.
        let sent = reports.blocking_send(MasterReport {
            percent: (progress.fraction * 100.0) as u8,
            checkpoint,
        });

        if is_stopping || sent.is_err() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };

    match painter.enlarge(&request, resume, &mut report) {
        Ok(Some(master)) => match encode(&request, &master) {
            Ok(finished) => MasterReply::Finished(Box::new(finished)),
            Err(error) => MasterReply::Failed(format!("{error:#}")),
        },
        Ok(None) => MasterReply::Stopped,
        Err(error) => MasterReply::Failed(error.to_string()),
    }
}

fn encode(request: &MasterRequest, master: &Master) -> anyhow::Result<FinishedMaster> {
    let sheet = &master.sheet;
    let size = PictureSize::new(sheet.width(), sheet.height());
    let print_file = FileOnDisk::create(size, |file| {
        sheet.write_for_print(PrintFormat::default(), request.canvas.dpi(), file)?;
        Ok(())
    });
    let proof = reduced(sheet);

    Ok(FinishedMaster {
        print_file: print_file.context("the master cannot be written")?,
        proof: EncodedFile {
            bytes: proof.encode(OutputFormat::Jpeg)?.into(),
            size: PictureSize::new(proof.width(), proof.height()),
        },
        finish: master.finish,
    })
}

fn reduced(picture: &Picture) -> Picture {
    let side = PROOF_SIDE.min(picture.width().max(picture.height()));
    let size = fitted_size(picture.width(), picture.height(), side);
    picture.resized(size.width, size.height)
}
