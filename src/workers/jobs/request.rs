//! Turns a job's request into the engine's order.

use std::collections::HashMap;

use bytes::Bytes;

use crate::{
    domain::{
        ids::PersonId,
        job::{Failure, JobRequest, Styles},
        language::Language,
        picture::{PictureKey, PictureRef},
        style_edit,
        work::{self, painting, wallpaper},
    },
    engine::{
        image::{Limits, Picture},
        stylize::{Request, StyleEdit, WeightedPicture},
        work::{Choice, Order},
    },
    pictures::Pictures,
    workers::edits,
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
    let Some(files) = files(pictures, person, &request).await? else {
        return Ok(Err(Failure::PictureGone));
    };

    Ok(decoded(request, files, language).await)
}

/// Decodes the files of a request, which takes a while.
pub(in crate::workers) async fn decoded(
    request: JobRequest,
    files: RequestFiles,
    language: Language,
) -> Result<Order, Failure> {
    // A decoder that panics has met a picture that is broken in a new way.
    let decoding = tokio::task::spawn_blocking(move || decode(&request, &files, language));
    decoding.await.unwrap_or(Err(Failure::BadPicture))
}

/// Reads the files of a request; `None` if one is gone.
///
/// # Errors
/// If a picture's file or row cannot be read at the moment.
pub(in crate::workers) async fn files(
    pictures: &Pictures,
    person: PersonId,
    request: &JobRequest,
) -> anyhow::Result<Option<RequestFiles>> {
    let mut files = RequestFiles::default();
    for picture in request.pictures() {
        match pictures.bytes(person, picture).await? {
            Some(bytes) => files.pictures.push(bytes),
            None => return Ok(None),
        }
    }

    if let Some(part) = request.film {
        let file = PictureRef::Own(part.whole.file);
        match pictures.bytes(person, file).await? {
            Some(bytes) => files.film = Some(bytes),
            None => return Ok(None),
        }
    }

    for copy in request.styles.into_iter().flat_map(Styles::painted_over) {
        match pictures.bytes(person, PictureRef::Own(copy)).await? {
            Some(bytes) => files.painted_over.insert(copy, bytes),
            None => return Ok(None),
        };
    }

    Ok(Some(files))
}

/// The engine's request of a painting or a wallpaper, to continue it at another size; `None` if it is
/// neither or its pictures are gone.
///
/// # Errors
/// As [`read`].
pub async fn read_painting(
    pictures: &Pictures,
    person: PersonId,
    request: JobRequest,
) -> anyhow::Result<Option<Request>> {
    let as_request = match request.kind {
        painting::NAME => Request::from_order,
        wallpaper::NAME => Request::texture_from_order,
        _ => return Ok(None),
    };

    let order = read(pictures, person, request, Language::default()).await?;
    Ok(order.ok().and_then(|order| as_request(&order).ok()))
}

/// The files of a request.
#[derive(Default)]
pub(in crate::workers) struct RequestFiles {
    /// The photo first, then the pictures beside it.
    pub(in crate::workers) pictures: Vec<Bytes>,
    /// The film that the photo is the still of, if something is made of it.
    pub(in crate::workers) film: Option<Bytes>,
    /// The copies of styles in which something is painted over.
    pub(in crate::workers) painted_over: HashMap<PictureKey, Bytes>,
}

/// Decodes the files of a request, without its film.
pub(in crate::workers) fn decode(
    request: &JobRequest,
    files: &RequestFiles,
    language: Language,
) -> Result<Order, Failure> {
    let mut pictures = files.pictures.iter().map(picture);
    let photo = pictures.next().ok_or(Failure::BadPicture)??;

    let mut beside = Vec::new();
    if let Some(styles) = request.styles {
        let second = styles.second.map(|second| second.share.percent());
        let first = beside_picture(
            pictures.next(),
            100 - second.unwrap_or_default(),
            edit(styles.edit, files)?,
        )?;
        beside.push(first);

        if let Some(second) = styles.second {
            let share = second.share.percent();
            beside.push(beside_picture(
                pictures.next(),
                share,
                edit(second.edit, files)?,
            )?);
        }
    }

    Ok(Order {
        photo,
        film: None,
        beside,
        choices: choices(request),
        size: request.plan.size,
        iterations: request.plan.iterations as usize,
        language: language.code(),
    })
}

fn picture(file: &Bytes) -> Result<Picture, Failure> {
    Picture::decode(file, &Limits::default()).map_err(|_| Failure::BadPicture)
}

fn beside_picture(
    picture: Option<Result<Picture, Failure>>,
    percent: u8,
    edit: StyleEdit,
) -> Result<WeightedPicture, Failure> {
    let picture = picture.ok_or(Failure::BadPicture)??;
    Ok(WeightedPicture::new(picture, f64::from(percent)).edited(edit))
}

fn edit(edit: style_edit::StyleEdit, files: &RequestFiles) -> Result<StyleEdit, Failure> {
    let copy = edit.without.map(|copy| files.painted_over.get(&copy));
    let without = copy
        .map(|file| file.ok_or(Failure::PictureGone).and_then(picture))
        .transpose()?;
    Ok(edits::for_engine(edit, without))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            job::SecondStyle,
            look::{Look, Share},
            style_edit::{Colours, StylePart},
            styles::GalleryStyle,
            tier::{Plan, Tier},
        },
        engine::stylize::Part,
    };

    fn plan() -> Plan {
        Plan {
            tier: Tier::Free,
            size: 48,
            iterations: 2,
            price: crate::domain::credits::Credits::ZERO,
        }
    }

    #[test]
    fn each_style_gets_its_own_edit() {
        let mut gallery = GalleryStyle::all();
        let [photo, first, second] = [(); 3].map(|()| gallery.next().unwrap());
        let copy = PictureKey::from_bytes(b"copy");
        let styles = Styles {
            second: Some(SecondStyle {
                picture: PictureRef::Gallery(second),
                share: Share::ALL[0],
                edit: style_edit::StyleEdit {
                    without: Some(copy),
                    ..style_edit::StyleEdit::default()
                },
            }),
            edit: style_edit::StyleEdit {
                colours: Colours::Five,
                part: StylePart::Top,
                without: None,
            },
            ..Styles::one(PictureRef::Gallery(first))
        };
        let photo_of = PictureRef::Gallery(photo);
        let request = JobRequest::painting(photo_of, styles, Look::default(), plan());
        let file = |style: GalleryStyle| Bytes::from_static(style.jpeg());
        let mut files = RequestFiles {
            pictures: vec![file(photo), file(first), file(second)],
            painted_over: HashMap::from([(copy, file(photo))]),
            film: None,
        };

        let order = decode(&request, &files, Language::default()).unwrap();
        let [one, other] = &order.beside[..] else {
            panic!("two styles");
        };
        assert_eq!((one.weight, other.weight), (75.0, 25.0));
        assert_eq!((one.edit.colours, one.edit.part), (Some(5), Part::Top));
        assert!(one.edit.without.is_none() && other.edit.without.is_some());

        files.painted_over.clear();
        let gone = decode(&request, &files, Language::default());
        assert!(matches!(gone, Err(Failure::PictureGone)));
    }
}
