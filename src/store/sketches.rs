//! Sketches in the progress messages of paintings.

use async_trait::async_trait;

use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::JobRequest;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::Result;

/// Which paintings show nothing but the photo so far, and what replaces it. A sketch is shown at most
/// once, and never after the painting itself.
#[async_trait]
pub trait SketchStore: Send + Sync + 'static {
    /// Unfinished paintings that show only the photo, the newest first: who has just ordered is
    /// looking.
    async fn wanted_sketches(&self, limit: u32) -> Result<Vec<WantedSketch>>;

    /// Shows a sketch and puts its message into the outbox. Returns false, and changes nothing, if
    /// the job has ended, shows something else already, or is no longer in this phase.
    async fn show_sketch(&self, sketch: SketchMessage, now: Moment) -> Result<bool>;
}

/// A painting that shows only the photo.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedSketch {
    /// The job.
    pub job: JobId,
    /// Whose it is.
    pub person: PersonId,
    /// The chat that gets its messages.
    pub chat: ChatId,
    /// The language of its messages.
    pub language: Language,
    /// What to paint.
    pub request: JobRequest,
}

/// A sketch to show.
#[derive(Clone, Debug)]
pub struct SketchMessage {
    /// The job.
    pub job: JobId,
    /// The sketch: a picture of the kind `Preview`.
    pub sketch: PictureKey,
    /// Whether the message says that the job waits; else it says that it is being painted.
    pub is_queued: bool,
    /// The message.
    pub message: Message,
}
