//! Watches every iteration on the engine's thread: what is worth reporting, and whether to go on.
//! Files are made from a report elsewhere, while the engine goes on.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::mpsc;

use super::Pace;
use crate::{
    domain::{picture_size::PictureSize, tier::Tier},
    engine::{
        image::{OutputFormat, Picture, fitted_size},
        work::Step,
    },
    pictures::EncodedFile,
};

/// The longest side of a preview in pixels.
const PREVIEW_SIDE: u32 = 480;
/// How many stages of a premium painting the person can choose from, the finished one included.
const STAGES: usize = 4;
/// The first preview comes soon: it proves that something happens.
const FIRST_PREVIEW: Duration = Duration::from_millis(700);

/// What the engine reports on the way.
#[derive(Default)]
pub(super) struct ProgressReport {
    /// The part of the work that is done, from 0 to 1.
    pub(super) fraction: f64,
    preview: Option<Picture>,
    checkpoint: Option<Vec<u8>>,
    snapshot: Option<Snapshot<Picture>>,
}

/// The painting at one of its stages.
pub(super) struct Snapshot<P> {
    /// How many iterations it has had.
    pub(super) iteration: u32,
    /// What it looks like.
    pub(super) picture: P,
}

/// A report as files.
pub(super) struct ReportFiles {
    pub(super) preview: Option<EncodedFile>,
    pub(super) checkpoint: Option<EncodedFile>,
    pub(super) snapshot: Option<Snapshot<EncodedFile>>,
}

impl ProgressReport {
    /// Encodes everything in it, which takes a while. A picture that cannot be encoded is left out.
    pub(super) fn encode(&self) -> ReportFiles {
        let snapshot = self.snapshot.as_ref().and_then(|snapshot| {
            Some(Snapshot {
                iteration: snapshot.iteration,
                picture: jpeg(&snapshot.picture)?,
            })
        });

        ReportFiles {
            preview: self.preview.as_ref().and_then(preview_file),
            checkpoint: self
                .checkpoint
                .clone()
                .map(|checkpoint| EncodedFile::without_size(checkpoint.into())),
            snapshot,
        }
    }
}

fn preview_file(picture: &Picture) -> Option<EncodedFile> {
    let size = fitted_size(picture.width(), picture.height(), PREVIEW_SIDE);
    if picture.width() > size.width {
        jpeg(&picture.resized(size.width, size.height))
    } else {
        jpeg(picture)
    }
}

/// The picture as a JPEG; `None` if it is too large for one.
pub(in crate::workers) fn jpeg(picture: &Picture) -> Option<EncodedFile> {
    encoded(picture, OutputFormat::Jpeg)
}

/// The picture as a file; `None` if it is too large for one.
pub(super) fn encoded(picture: &Picture, format: OutputFormat) -> Option<EncodedFile> {
    let bytes = picture.encode(format).ok()?;
    Some(EncodedFile {
        bytes: bytes.into(),
        size: PictureSize::new(picture.width(), picture.height()),
    })
}

/// Reports the progress of one painting.
pub(super) struct ProgressReporter {
    reports: mpsc::Sender<ProgressReport>,
    stop: Arc<AtomicBool>,
    tier: Tier,
    pace: Pace,
    next_preview: Instant,
    next_checkpoint: Instant,
    /// Whether the start was reported. It always is, because speeds are measured from there.
    reported_start: bool,
}

impl ProgressReporter {
    pub(super) fn new(
        reports: mpsc::Sender<ProgressReport>,
        stop: Arc<AtomicBool>,
        tier: Tier,
        pace: Pace,
    ) -> Self {
        let now = Instant::now();
        Self {
            reports,
            stop,
            tier,
            pace,
            next_preview: now + FIRST_PREVIEW,
            next_checkpoint: now + pace.leased.checkpoint,
            reported_start: false,
        }
    }

    /// Reports what is due after an iteration; `Break` stops the engine.
    pub(super) fn report(&mut self, step: &dyn Step) -> ControlFlow<()> {
        if self.reports.is_closed() {
            return ControlFlow::Break(());
        }

        if self.stop.load(Ordering::Relaxed) {
            // A closed channel means that nobody wants the checkpoint.
            let _ = self.reports.blocking_send(ProgressReport {
                fraction: step.fraction(),
                checkpoint: step.checkpoint(),
                ..ProgressReport::default()
            });

            return ControlFlow::Break(());
        }

        let report = ProgressReport {
            fraction: step.fraction(),
            preview: self.preview(step),
            checkpoint: self.checkpoint(step),
            snapshot: self.snapshot(step),
        };

        let is_first = !std::mem::replace(&mut self.reported_start, true);
        if is_first
            || report.preview.is_some()
            || report.checkpoint.is_some()
            || report.snapshot.is_some()
        {
            // When the disk is slow, the engine waits rather than fills the memory.
            let _ = self.reports.blocking_send(report);
        }

        ControlFlow::Continue(())
    }

    // A device that fails gives no picture; the next step returns the error.
    fn preview(&mut self, step: &dyn Step) -> Option<Picture> {
        let is_running = step.done() > 0 && step.done() < step.total();
        if !is_running || Instant::now() < self.next_preview {
            return None;
        }

        self.next_preview = Instant::now() + self.pace.preview;
        step.preview()
    }

    fn checkpoint(&mut self, step: &dyn Step) -> Option<Vec<u8>> {
        if step.done() == 0 || Instant::now() < self.next_checkpoint {
            return None;
        }

        self.next_checkpoint = Instant::now() + self.pace.leased.checkpoint;
        step.checkpoint()
    }

    fn snapshot(&self, step: &dyn Step) -> Option<Snapshot<Picture>> {
        if self.tier != Tier::Premium || !step.is_stage(STAGES) {
            return None;
        }

        Some(Snapshot {
            iteration: step.done() as u32,
            picture: step.preview()?,
        })
    }
}
