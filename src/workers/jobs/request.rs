//! Turns a job's request into the engine's order.

use bytes::Bytes;

use crate::{
    domain::{
        ids::PersonId,
        job::{Failure, JobRequest},
        language::Language,
        work::{self, painting},
    },
    engine::{
        image::{Limits, Picture},
        stylize::{Request, WeightedPicture},
        work::{Choice, Order},
    },
    pictures::Pictures,
};

/// Reads the pictures of a person's request and translates its choices. The inner error is one
/// that another attempt would not fix.
///
/// # Errors
/// If a picture's file or row cannot be read at the moment.
pub async fn read(
    pictures: &Pictures,
    person: PersonId,
    request: JobRequest,
    language: Language,
) -> anyhow::Result<Result<Order, Failure>> {
    let mut files = Vec::new();
    for picture in request.pictures() {
        match pictures.bytes(person, picture).await? {
            Some(bytes) => files.push(bytes),
            None => return Ok(Err(Failure::PictureGone)),
        }
    }

    // A decoder that panics has met a picture that is broken in a new way.
    let decoding = tokio::task::spawn_blocking(move || decode(&request, &files, language));
    Ok(decoding.await.unwrap_or(Err(Failure::BadPicture)))
}

/// The engine's request of a painting, to continue it at another size; `None` if it is no painting
/// or its pictures are gone.
///
/// # Errors
/// As [`read`].
pub async fn read_painting(
    pictures: &Pictures,
    person: PersonId,
    request: JobRequest,
) -> anyhow::Result<Option<Request>> {
    if request.kind != painting::NAME {
        return Ok(None);
    }

    let order = read(pictures, person, request, Language::default()).await?;
    Ok(order
        .ok()
        .and_then(|order| Request::from_order(&order).ok()))
}

/// Decodes the files of a request: the photo first, then the pictures beside it.
pub(super) fn decode(
    request: &JobRequest,
    files: &[Bytes],
    language: Language,
) -> Result<Order, Failure> {
    let mut pictures = Vec::new();
    for file in files {
        pictures.push(Picture::decode(file, &Limits::default()).map_err(|_| Failure::BadPicture)?);
    }

    let mut pictures = pictures.into_iter();
    let photo = pictures.next().ok_or(Failure::BadPicture)?;
    let second = request.styles.and_then(|styles| styles.second);
    let second = second.map_or(0.0, |second| f64::from(second.share.percent()));
    let beside = pictures
        .zip([100.0 - second, second])
        .map(|(picture, weight)| WeightedPicture::new(picture, weight))
        .collect();

    Ok(Order {
        photo,
        beside,
        choices: choices(request),
        size: request.plan.size,
        iterations: request.plan.iterations as usize,
        language: language.code(),
    })
}

fn choices(request: &JobRequest) -> Vec<Choice> {
    let Some(kind) = work::kind(request.kind) else {
        return Vec::new();
    };

    let as_choice = |(index, knob): (usize, &'static work::Knob)| {
        let place = request.knobs.place(index, knob);
        Choice {
            knob: knob.name,
            choice: knob.choices.get(place).copied().unwrap_or_default(),
            from_usual: i32::from(request.knobs.distance(index)),
        }
    };
    kind.knobs.iter().enumerate().map(as_choice).collect()
}
