//! Looks at every iteration on the engine's thread: what is worth telling, and whether to go on.
//! Files are made of it elsewhere, while the engine goes on.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::sync::mpsc;

use super::Pace;
use crate::{
    domain::tier::Tier,
    engine::{
        image::{OutputFormat, Picture, fitted_size},
        stylize::{Checkpoint, Progress},
    },
};

/// Longest side of a preview.
const PREVIEW_SIDE: u32 = 480;
/// Premium shows so many iterations, the finished one included.
const SHOWN: usize = 4;
/// The first preview comes soon: it is the proof that something happens.
const FIRST_PREVIEW: Duration = Duration::from_millis(700);

/// What is told on the way.
#[derive(Default)]
pub(super) struct News {
    /// Part of the work that is done, from 0 to 1.
    pub(super) fraction: f64,
    preview: Option<Picture>,
    checkpoint: Option<Checkpoint>,
    /// The picture after so many iterations.
    snapshot: Option<(u32, Picture)>,
}

/// The same as files.
pub(super) struct Files {
    pub(super) preview: Option<File>,
    pub(super) checkpoint: Option<File>,
    pub(super) snapshot: Option<(u32, File)>,
}

impl News {
    pub(super) fn files(&self) -> Files {
        Files {
            preview: self.preview.as_ref().and_then(small),
            checkpoint: self.checkpoint.as_ref().map(|checkpoint| File {
                bytes: checkpoint.to_bytes().into(),
                size: (0, 0),
            }),
            snapshot: self
                .snapshot
                .as_ref()
                .and_then(|(iteration, picture)| Some((*iteration, File::of(picture)?))),
        }
    }
}

fn small(picture: &Picture) -> Option<File> {
    let size = fitted_size(picture.width(), picture.height(), PREVIEW_SIDE);
    if picture.width() > size.width {
        File::of(&picture.resized(size.width, size.height))
    } else {
        File::of(picture)
    }
}

/// A JPEG, or a checkpoint, with its size in px.
#[derive(Clone)]
pub(super) struct File {
    pub(super) bytes: Bytes,
    pub(super) size: (u32, u32),
}

impl File {
    pub(super) fn of(picture: &Picture) -> Option<Self> {
        let size = (picture.width(), picture.height());
        picture.encode(OutputFormat::Jpeg).ok().map(|bytes| Self {
            bytes: bytes.into(),
            size,
        })
    }
}

/// The eye on one painting.
pub(super) struct ProgressReporter {
    news: mpsc::Sender<News>,
    stop: Arc<AtomicBool>,
    tier: Tier,
    pace: Pace,
    next_preview: Instant,
    next_checkpoint: Instant,
    /// Nothing was told yet: where the work begins is told in any case, all speeds are measured
    /// from there.
    silent: bool,
}

impl ProgressReporter {
    pub(super) fn new(
        news: mpsc::Sender<News>,
        stop: Arc<AtomicBool>,
        tier: Tier,
        pace: Pace,
    ) -> Self {
        let now = Instant::now();
        Self {
            news,
            stop,
            tier,
            pace,
            next_preview: now + FIRST_PREVIEW,
            next_checkpoint: now + pace.checkpoint,
            silent: true,
        }
    }

    pub(super) fn see(&mut self, progress: &Progress) -> ControlFlow<()> {
        if self.news.is_closed() {
            return ControlFlow::Break(());
        }

        if self.stop.load(Ordering::Relaxed) {
            let checkpoint = progress.checkpoint().ok();

            // A closed channel means that nobody wants it.
            let _ = self.news.blocking_send(News {
                fraction: progress.fraction,
                checkpoint,
                ..News::default()
            });

            return ControlFlow::Break(());
        }

        let news = News {
            fraction: progress.fraction,
            preview: self.preview(progress),
            checkpoint: self.checkpoint(progress),
            snapshot: self.snapshot(progress),
        };

        let first = std::mem::take(&mut self.silent);
        if first || news.preview.is_some() || news.checkpoint.is_some() || news.snapshot.is_some() {
            // The engine rather waits for a slow disk than fills the memory.
            let _ = self.news.blocking_send(news);
        }

        ControlFlow::Continue(())
    }

    /// None from a device that fails, which the next iteration will say; so it is below.
    fn preview(&mut self, progress: &Progress) -> Option<Picture> {
        if progress.done == 0
            || progress.done >= progress.total
            || Instant::now() < self.next_preview
        {
            return None;
        }

        self.next_preview = Instant::now() + self.pace.preview;
        progress.preview().ok()
    }

    fn checkpoint(&mut self, progress: &Progress) -> Option<Checkpoint> {
        if progress.done == 0 || Instant::now() < self.next_checkpoint {
            return None;
        }
        self.next_checkpoint = Instant::now() + self.pace.checkpoint;
        progress.checkpoint().ok()
    }

    /// At even steps of the last size, where the pictures are as large as the finished one.
    fn snapshot(&self, progress: &Progress) -> Option<(u32, Picture)> {
        let last = progress.scale + 1 == progress.scales.len();
        if self.tier != Tier::Premium || !last {
            return None;
        }

        let all = progress.scales[progress.scale].iterations;
        let due = (1..SHOWN)
            .any(|step| progress.iteration == all * step / SHOWN && progress.iteration > 0);
        due.then(|| Some((progress.done as u32, progress.preview().ok()?)))
            .flatten()
    }
}
