//! Sketches of paintings, made in the quick lane: in the progress message of what was ordered, and of
//! a draft while its knobs are turned.

mod progress_sketcher;

use std::sync::{Arc, Mutex, PoisonError};

pub use progress_sketcher::ProgressSketcher;

use super::{
    jobs::{
        progress_reporter::jpeg,
        request::{self, RequestFiles},
    },
    quick_lane::{QuickGone, QuickKey, QuickLane},
};
use crate::{
    domain::{ids::PersonId, job::JobRequest, language::Language},
    engine::{
        image::Picture,
        sketch::{SketchRequest, Sketcher, contact_sheet},
        work::MakeError,
    },
    pictures::{EncodedFile, Pictures},
};

/// Makes sketches.
#[derive(Clone)]
pub struct Sketches {
    lane: Arc<QuickLane>,
    /// Made when the first sketch is.
    sketcher: Arc<Mutex<Option<Sketcher>>>,
}

/// What a sketch is to be made of.
pub(in crate::workers) struct SketchOrder {
    /// What was chosen.
    pub(in crate::workers) request: JobRequest,
    /// The files of its pictures.
    pub(in crate::workers) files: RequestFiles,
    /// The longest side in px.
    pub(in crate::workers) size: u32,
}

/// Which frames of a film are to be sketched.
pub(in crate::workers) struct FilmSketchOrder {
    /// What was chosen.
    pub(in crate::workers) request: JobRequest,
    /// The files of its pictures.
    pub(in crate::workers) files: RequestFiles,
    /// The frames.
    pub(in crate::workers) frames: Vec<Picture>,
    /// The longest side of one sketch in px.
    pub(in crate::workers) size: u32,
}

/// Why there is no sketch.
#[derive(Debug, thiserror::Error)]
pub enum NoSketch {
    /// A newer request took its place, or too many came after it.
    #[error("a newer request took its place")]
    Superseded,
    /// There will be none of this.
    #[error("{0}")]
    Failed(String),
}

impl Sketches {
    /// Sketches in this lane.
    #[must_use]
    pub fn new(lane: Arc<QuickLane>) -> Self {
        Self {
            lane,
            sketcher: Arc::default(),
        }
    }

    /// Sketches within the lane's budget. Of several orders with the same key only the last one is
    /// made.
    ///
    /// # Errors
    /// If a newer order took its place, or the pictures do not do.
    pub(in crate::workers) async fn sketch(
        &self,
        key: QuickKey,
        order: SketchOrder,
    ) -> Result<EncodedFile, NoSketch> {
        self.run(key, move |sketcher| make(sketcher, order)).await
    }

    /// Sketches frames of a film, side by side in one picture.
    ///
    /// # Errors
    /// As [`Sketches::sketch`].
    pub(in crate::workers) async fn sketch_film(
        &self,
        person: PersonId,
        order: FilmSketchOrder,
    ) -> Result<EncodedFile, NoSketch> {
        let make = move |sketcher: &mut Option<Sketcher>| make_strip(sketcher, order);
        self.run(QuickKey::Film(person), make).await
    }

    async fn run(
        &self,
        key: QuickKey,
        make: impl FnOnce(&mut Option<Sketcher>) -> Result<EncodedFile, NoSketch> + Send + 'static,
    ) -> Result<EncodedFile, NoSketch> {
        let sketcher = Arc::clone(&self.sketcher);
        let made = self.lane.run(key, move || {
            // A sketcher whose thread panicked has nothing but its weights and what styles are like.
            let mut sketcher = sketcher.lock().unwrap_or_else(PoisonError::into_inner);
            make(&mut sketcher)
        });

        match made.await {
            Ok(made) => made,
            Err(QuickGone::Superseded) => Err(NoSketch::Superseded),
            Err(gone @ QuickGone::Ended) => Err(NoSketch::Failed(gone.to_string())),
        }
    }
}

impl Sketches {
    /// Sketches the draft that a person is looking at.
    ///
    /// # Errors
    /// If a picture's file or row cannot be read at the moment.
    pub async fn sketch_draft(
        &self,
        pictures: &Pictures,
        person: PersonId,
        request: JobRequest,
        size: u32,
    ) -> anyhow::Result<Result<EncodedFile, NoSketch>> {
        let Some(files) = request::files(pictures, person, &request).await? else {
            return Ok(Err(NoSketch::Failed("a picture is gone".to_owned())));
        };
        let order = SketchOrder {
            request,
            files,
            size,
        };

        Ok(self.sketch(QuickKey::Draft(person), order).await)
    }
}

fn make(sketcher: &mut Option<Sketcher>, order: SketchOrder) -> Result<EncodedFile, NoSketch> {
    let SketchOrder {
        request,
        files,
        size,
    } = order;

    let request = sketch_request(request, &files, size)?;
    let sketch = ready(sketcher)?
        .sketch(&request)
        .map_err(|error| failed(&error.into()))?;
    as_file(&sketch)
}

fn make_strip(
    sketcher: &mut Option<Sketcher>,
    order: FilmSketchOrder,
) -> Result<EncodedFile, NoSketch> {
    let FilmSketchOrder {
        request,
        files,
        frames,
        size,
    } = order;

    let request = sketch_request(request, &files, size)?;
    let ready = ready(sketcher)?;
    let mut sketches = Vec::with_capacity(frames.len());
    for photo in frames {
        let request = SketchRequest {
            photo,
            styles: request.styles.clone(),
            settings: request.settings,
        };
        let sketch = ready.sketch(&request);
        sketches.push(sketch.map_err(|error| failed(&error.into()))?);
    }

    let columns = u32::try_from(sketches.len()).unwrap_or(1);
    as_file(&contact_sheet(&sketches, columns))
}

fn sketch_request(
    request: JobRequest,
    files: &RequestFiles,
    size: u32,
) -> Result<SketchRequest, NoSketch> {
    // No words are in a sketch.
    let mut order = request::decode(&request, files, Language::default())
        .map_err(|why| NoSketch::Failed(format!("{why:?}")))?;
    order.size = order.size.min(size);

    SketchRequest::from_order(&order).map_err(|error| failed(&error))
}

fn ready(sketcher: &mut Option<Sketcher>) -> Result<&mut Sketcher, NoSketch> {
    let ready = match sketcher.take() {
        Some(ready) => ready,
        None => Sketcher::load().map_err(|error| failed(&error.into()))?,
    };

    Ok(sketcher.insert(ready))
}

fn as_file(sketch: &Picture) -> Result<EncodedFile, NoSketch> {
    match jpeg(sketch) {
        Some(file) => Ok(file),
        None => Err(NoSketch::Failed("it is too large for a JPEG".to_owned())),
    }
}

fn failed(error: &MakeError) -> NoSketch {
    NoSketch::Failed(error.to_string())
}
