//! Turns a job's request into the engine's.

use bytes::Bytes;

use crate::{
    domain::{
        ids::PersonId,
        job::{Failure, JobRequest},
    },
    engine::{
        image::{Limits, Picture},
        stylize::{Request, Settings, Strength, StyleScale, WeightedPicture},
    },
    pictures::Pictures,
};

/// By how much one step of the strength knob multiplies the style: five steps from a quarter to
/// four times.
const STRENGTH_STEP: f32 = 2.0;
/// By how much one step of the stroke knob multiplies the strokes: five steps from half to twice.
const STROKE_STEP: f32 = 1.4;

/// Reads the pictures of a person's request and translates its settings. The inner error is one
/// that another attempt would not fix.
///
/// # Errors
/// If a picture's file or row cannot be read at the moment.
pub async fn read(
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

    // A decoder that panics has met a picture that is broken in a new way.
    let decoding = tokio::task::spawn_blocking(move || decode(&request, &files));
    Ok(decoding.await.unwrap_or(Err(Failure::BadPicture)))
}

/// Decodes the files of a request: the photo first, then the styles.
pub(super) fn decode(request: &JobRequest, files: &[Bytes]) -> Result<Request, Failure> {
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

    let styles = pictures
        .zip([100.0 - second, second])
        .map(|(picture, weight)| WeightedPicture::new(picture, weight))
        .collect();
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
