//! What a person painted over: the difference between a picture and its painted-over copy.
//!
//! The copy went through a messenger, which scales it and compresses it, so that every pixel
//! differs a little. Both pictures are compared at a small size and blurred; where the colours
//! still differ clearly, something was painted. Small gaps between strokes are closed, specks are
//! dropped, and what a line encloses counts as painted over, too: some people circle a thing
//! instead of covering it.

use super::{
    EditError,
    filters::{blur, dilate, erode},
};
use crate::{
    image::{Picture, Size, fitted_size},
    lab::Lab,
    planes::Planes,
};

/// The longest side in px at which the pictures are compared.
const SIDE: u32 = 480;
/// The difference ΔE from which on a place was painted over.
const DIFFERENCE: f32 = 25.0;
/// How much is blurred before, in px.
const BLUR: f32 = 2.0;
/// Sides of the squares in px by which gaps are closed, specks opened, and edges widened.
const CLOSE: usize = 9;
const OPEN: usize = 5;
const WIDEN: usize = 5;
/// By how much the aspect ratios of both may differ: rounding, and a row that an editor drops.
const ASPECT_TOLERANCE: f64 = 0.02;
/// The least share of the picture that can have been painted over, in places.
const LEAST_REMOVED: f64 = 0.0005;
/// The least share that has to be left.
const LEAST_KEPT: f64 = 0.05;
/// The largest share that a line can enclose. A frame around the whole picture encloses more, and
/// the person who paints over a frame wants the frame gone.
const MOST_ENCLOSED: f64 = 0.5;

/// The kept places of `style`, as one plane of 1 (kept) and 0 (painted over) of the picture's shape.
///
/// # Errors
/// If the copy has another shape, or nothing or everything was painted over.
pub(super) fn kept_places(style: &Picture, copy: &Picture) -> Result<Planes, EditError> {
    let aspect = |picture: &Picture| f64::from(picture.width()) / f64::from(picture.height());
    let difference = (aspect(style) / aspect(copy)).ln().abs();
    if difference > ASPECT_TOLERANCE.ln_1p() {
        return Err(EditError::OtherShape {
            style: style.size(),
            copy: copy.size(),
        });
    }

    let size = fitted_size(style.width(), style.height(), SIDE);
    let style = small_and_blurred(style, size);
    let copy = small_and_blurred(copy, size);
    let mut painted = Planes::from_fn(1, style.height(), style.width(), |_, y, x| {
        let at = y * style.width() + x;
        let colour =
            |planes: &Planes| Lab::from_srgb([0, 1, 2].map(|c| planes.plane(c)[at].round() as u8));
        let squared = colour(&style).squared_difference(colour(&copy));
        f32::from(squared > DIFFERENCE * DIFFERENCE)
    });

    dilate(&mut painted, CLOSE);
    erode(&mut painted, CLOSE);
    erode(&mut painted, OPEN);
    dilate(&mut painted, OPEN);

    if share(&painted) < LEAST_REMOVED {
        return Err(EditError::NothingRemoved);
    }

    fill_enclosed(&mut painted);
    dilate(&mut painted, WIDEN);

    let mut kept = painted;
    kept.data_mut()
        .iter_mut()
        .for_each(|value| *value = 1.0 - *value);
    check_kept(&kept)?;

    Ok(kept)
}

/// Refuses a mask that leaves nearly nothing.
pub(super) fn check_kept(kept: &Planes) -> Result<(), EditError> {
    if share(kept) < LEAST_KEPT {
        Err(EditError::EverythingRemoved)
    } else {
        Ok(())
    }
}

fn small_and_blurred(picture: &Picture, size: Size) -> Planes {
    let mut planes = picture.resized(size.width, size.height).to_planes();
    blur(&mut planes, BLUR);
    planes
}

fn share(places: &Planes) -> f64 {
    places
        .data()
        .iter()
        .map(|&value| f64::from(value))
        .sum::<f64>()
        / places.area() as f64
}

/// Fills what is enclosed by painted places, unless that is most of the picture.
fn fill_enclosed(painted: &mut Planes) {
    let width = painted.width();
    let height = painted.height();
    let mut seen: Vec<bool> = painted.data().iter().map(|&value| value > 0.5).collect();

    for start in 0..seen.len() {
        if seen[start] {
            continue;
        }

        // A connected area of places that are not painted, found from its first place.
        let mut area = vec![start];
        let mut next = 0;
        let mut touches_edge = false;
        seen[start] = true;

        while let Some(&place) = area.get(next) {
            next += 1;
            let x = place % width;
            let y = place / width;
            touches_edge |= x == 0 || y == 0 || x == width - 1 || y == height - 1;

            let neighbours = [
                (x > 0).then(|| place - 1),
                (x < width - 1).then(|| place + 1),
                (y > 0).then(|| place - width),
                (y < height - 1).then(|| place + width),
            ];
            for neighbour in neighbours.into_iter().flatten() {
                if !seen[neighbour] {
                    seen[neighbour] = true;
                    area.push(neighbour);
                }
            }
        }

        if !touches_edge && (area.len() as f64) < MOST_ENCLOSED * painted.area() as f64 {
            for place in area {
                painted.data_mut()[place] = 1.0;
            }
        }
    }
}
