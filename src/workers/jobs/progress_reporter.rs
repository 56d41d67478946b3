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

use super::{Pace, snapshots::Snapshots};
use crate::{
    domain::{picture_size::PictureSize, tier::Tier},
    engine::{
        growth::{SNAPSHOTS, due},
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
    /// What it looks like, for the film of how it was painted.
    pub(super) moment: Option<Picture>,
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
    /// The way until then goes along with a checkpoint.
    pub(super) fn encode(self, way: &Snapshots) -> ReportFiles {
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
                .map(|checkpoint| EncodedFile::without_size(way.behind(checkpoint).into())),
            snapshot,
        }
    }
}

impl ProgressReport {
    const fn has_pictures(&self) -> bool {
        self.preview.is_some() || self.snapshot.is_some() || self.moment.is_some()
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
    /// Which picture of the way is due next, from 1, if the way is kept.
    next_moment: Option<u32>,
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
            next_moment: None,
        }
    }

    /// The same, which reports what the painting looks like on its way, too.
    pub(super) fn with_way(self) -> Self {
        Self {
            next_moment: Some(1),
            ..self
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
            moment: self.moment(step),
        };

        let is_first = !std::mem::replace(&mut self.reported_start, true);
        if is_first || report.has_pictures() || report.checkpoint.is_some() {
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

    /// The picture of the way that is due, unless an earlier attempt has passed it.
    fn moment(&mut self, step: &dyn Step) -> Option<Picture> {
        let fraction = step.fraction();
        let next = self.next_moment?;
        if next > SNAPSHOTS || fraction < due(next) {
            return None;
        }

        let later = (next..=SNAPSHOTS).find(|number| due(*number) > fraction);
        self.next_moment = Some(later.unwrap_or(SNAPSHOTS + 1));
        let is_on_the_way = self.reported_start && step.done() > 0 && step.done() < step.total();

        is_on_the_way.then(|| step.preview()).flatten()
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
