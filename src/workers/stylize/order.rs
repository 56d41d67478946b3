//! From a job to what the engine is asked for.

use bytes::Bytes;

use crate::{
    domain::{
        ids::PersonId,
        job::{Failure, JobRequest},
    },
    engine::{
        image::{Limits, Picture},
        stylize::{Request, Settings, Strength, StyleScale},
    },
    pictures::Pictures,
    store::ClaimedJob,
    workers::WorkerContext,
};

/// Each step of the knob makes the style so many times stronger: five steps from a quarter to four
/// times.
const STRENGTH_STEP: f32 = 2.0;
/// Each step of the knob makes the strokes so many times larger: five steps from half to twice.
const STROKE_STEP: f32 = 1.4;

/// The pictures and the choices of a job; a failure that no second attempt would mend, if something
/// is wrong with them.
pub(super) async fn request(
    context: &WorkerContext,
    job: &ClaimedJob,
) -> anyhow::Result<Result<Request, Failure>> {
    of(&context.pictures, job.person, job.request).await
}

/// The same for what was asked for by a person.
///
/// # Errors
/// When a picture cannot be read just now.
pub async fn of(
    pictures: &Pictures,
    person: PersonId,
    request: JobRequest,
) -> anyhow::Result<Result<Request, Failure>> {
    let mut files = Vec::new();
    for picture in std::iter::once(request.photo).chain(request.styles.pictures()) {
        match pictures.bytes(person, picture).await? {
            Some(bytes) => files.push(bytes),
            None => return Ok(Err(Failure::PictureGone)),
        }
    }

    let decoded = tokio::task::spawn_blocking(move || decoded(&request, &files)).await;
    Ok(decoded.unwrap_or(Err(Failure::BadPicture)))
}

pub(super) fn decoded(request: &JobRequest, files: &[Bytes]) -> Result<Request, Failure> {
    let mut pictures = Vec::new();
    for file in files {
        pictures.push(Picture::decode(file, &Limits::default()).map_err(|_| Failure::BadPicture)?);
    }

    let mut pictures = pictures.into_iter();
    let photo = pictures.next().ok_or(Failure::BadPicture)?;
    let second = request
        .styles
        .second
        .map_or(0.0, |second| f64::from(second.share.percent()));

    let styles = pictures.zip([100.0 - second, second]).collect();
    Ok(Request {
        photo,
        styles,
        settings: settings(request)?,
    })
}

fn settings(request: &JobRequest) -> Result<Settings, Failure> {
    let look = request.look;
    let strength = f64::from(look.strength.factor(STRENGTH_STEP));
    let stroke = f64::from(look.stroke.factor(STROKE_STEP));

    Ok(Settings {
        size: request.plan.size,
        iterations: request.plan.iterations as usize,
        strength: Strength::new(strength).map_err(|_| Failure::Broken)?,
        style_scale: StyleScale::new(stroke).map_err(|_| Failure::Broken)?,
        keep_colors: look.keep_colours,
        ..Settings::default()
    })
}
