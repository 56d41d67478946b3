//! The views of a photo that the classifier judges.

use candle_core::{Device, Result, Tensor};

use crate::{
    image::{Picture, Size, fitted_size},
    planes::Planes,
};

/// The side of the pictures that the network was trained on.
const SIDE: u32 = 224;

/// Share of the shorter side that the central square takes; the network was judged by its makers
/// with this one.
const CENTRE: f64 = 0.875;

/// The longer side of the photo that is searched for what counts. At more than the size of training
/// the feature maps have more places, and what they show is finer.
const SEARCHED: u32 = 512;

/// The central square, the whole photo made square, and both mirrored: a thing in the middle and one
/// at the edge are both seen.
pub(super) fn views(photo: &Picture) -> [Planes; 4] {
    let whole = photo.resized(SIDE, SIDE).to_planes();
    let centre = central_square(photo).resized(SIDE, SIDE).to_planes();

    [mirrored(&centre), centre, mirrored(&whole), whole]
}

/// The whole photo in its shape, at the size at which it is searched.
pub(super) fn searched(photo: &Picture) -> Planes {
    let Size { width, height } = fitted_size(photo.width(), photo.height(), SEARCHED);
    photo.resized(width, height).to_planes()
}

/// The input of the network: `[1, 3, H, W]`, (value - 127) / 128.
pub(super) fn input(planes: &Planes, device: &Device) -> Result<Tensor> {
    let values = planes.data().iter().map(|value| (value - 127.0) / 128.0);
    let shape = (1, 3, planes.height(), planes.width());
    Tensor::from_vec(values.collect(), shape, device)
}

fn central_square(photo: &Picture) -> Picture {
    let short = photo.width().min(photo.height());
    let side = ((f64::from(short) * CENTRE) as u32).max(1);
    let left = (photo.width() - side) / 2;
    let top = (photo.height() - side) / 2;

    photo.part(left, top, side, side)
}

fn mirrored(planes: &Planes) -> Planes {
    let mut mirrored = planes.clone();
    let width = planes.width();
    mirrored
        .data_mut()
        .chunks_exact_mut(width)
        .for_each(<[f32]>::reverse);
    mirrored
}
