//! Films about a finished piece: what they are made of, and how they are kept beside its picture.

use std::sync::Arc;

use bytes::Bytes;

use super::{JobWorker, snapshots::Snapshots};
use crate::{
    domain::{
        film::KeptFilm,
        job::JobRequest,
        picture::PictureRef,
        picture_size::PictureSize,
        rules::Rules,
        work::{self, KindOffer, MadeOf, growth},
    },
    engine::{
        image::{Limits, Picture},
        moving::FrameRate,
        work::FilmFrames,
    },
    pictures::EncodedFile,
    store::{ClaimedJob, FinishedPiece},
};

/// A finished film and the piece that it is about.
pub(in crate::workers) struct FinishedFilm {
    /// The piece.
    pub(super) piece: FinishedPiece,
    /// The film, beside the piece's picture.
    pub(super) kept: KeptFilm,
}

/// The piece that a film is about.
pub(super) struct FilmSubject {
    pub(super) piece: FinishedPiece,
    /// The file of its picture.
    pub(super) still: Bytes,
}

/// Whether a finished job's way is worth keeping: a film can be made of it.
pub(super) fn keeps_snapshots(request: &JobRequest, rules: &Rules) -> bool {
    let film = work::kind(request.kind).and_then(work::Kind::film);
    let is_growth = film.is_some_and(|(kind, _)| kind == growth::NAME);

    is_growth && rules.offer(growth::NAME).is_some_and(KindOffer::is_open)
}

/// Whether a job makes a film about a finished piece.
pub(super) fn is_about_finished(request: &JobRequest) -> bool {
    work::kind(request.kind).is_some_and(|kind| kind.made_of == MadeOf::Finished)
}

impl JobWorker {
    /// The piece that a job's film is about; `None` if it is gone.
    pub(super) async fn film_subject(
        &self,
        job: &ClaimedJob,
        still: Option<&Bytes>,
    ) -> anyhow::Result<Option<FilmSubject>> {
        let (Some(key), Some(still)) = (job.request.photo.own(), still) else {
            return Ok(None);
        };
        let jobs = &self.context.stores.jobs;
        let piece = jobs.finished_piece(job.person, key).await?;

        Ok(piece.map(|piece| FilmSubject {
            piece,
            still: still.clone(),
        }))
    }

    /// What a piece looked like on the way: its snapshots, or else its stages; `None` if there is
    /// nothing.
    pub(super) async fn way_of(&self, piece: &FinishedPiece) -> anyhow::Result<Option<FilmFrames>> {
        let pictures = &self.context.pictures;
        let own = |key| pictures.bytes(piece.owner, PictureRef::Own(key));
        let mut film = None;
        let mut stages = Vec::new();

        if let Some(key) = piece.snapshots {
            film = own(key).await?;
        }
        if film.is_none() {
            let before = piece.pictures.len().saturating_sub(1);
            for stage in &piece.pictures[..before] {
                stages.extend(own(stage.picture).await?);
            }
        }

        let frames = tokio::task::spawn_blocking(move || frames(film.as_ref(), &stages)).await?;
        Ok(frames)
    }
}

fn frames(film: Option<&Bytes>, stages: &[Bytes]) -> Option<FilmFrames> {
    let snapshots = film.map_or_else(|| snapshots_of(stages), |film| Snapshots::from_film(film));

    let frames = snapshots.frames();
    (!frames.is_empty()).then(|| FilmFrames {
        frames: Arc::new(frames),
        rate: FrameRate::default(),
    })
}

/// The file of the piece's picture, as it is kept; `None` if it cannot be read any more.
pub(super) fn still_file(subject: &FilmSubject) -> Option<EncodedFile> {
    let still = Picture::decode(&subject.still, &Limits::default()).ok()?;
    Some(EncodedFile {
        bytes: subject.still.clone(),
        size: PictureSize::new(still.width(), still.height()),
    })
}

/// A painting that kept none has its stages.
fn snapshots_of(stages: &[Bytes]) -> Snapshots {
    let mut snapshots = Snapshots::default();
    let decoded = stages
        .iter()
        .filter_map(|stage| Picture::decode(stage, &Limits::default()).ok());
    decoded.for_each(|stage| snapshots.push(&stage));

    snapshots
}
