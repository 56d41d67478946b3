//! A style as a sketch needs it: small, and edited as it would be for a painting.

use super::SketchError;
use crate::{
    image::{Picture, Size, fitted_size, resize_planes_by_means},
    planes::Planes,
    stylize::WeightedPicture,
};

/// The longest side at which a style is looked at in px.
const SIDE: u32 = 480;

/// A place that counts at least so much is one of the style's.
const COUNTS: f32 = 0.5;

/// A small style.
pub(super) struct SmallStyle {
    /// What the network looks at.
    pub(super) picture: Picture,
    /// The colours that count, in no order.
    pub(super) colours: Planes,
    pub(super) weight: f64,
}

impl SmallStyle {
    pub(super) fn new(style: &WeightedPicture) -> Result<Self, SketchError> {
        let Size { width, height } =
            fitted_size(style.picture.width(), style.picture.height(), SIDE);
        let small = style.picture.resized(width, height);

        // A part may be too small in the small picture, and large enough in the whole one.
        let edited = style
            .edit
            .apply(&small)
            .or_else(|_| style.edit.apply(&style.picture))?;
        let picture = edited.picture.into_owned();
        let planes = picture.to_planes();

        Ok(match edited.kept {
            None => Self {
                picture,
                colours: planes,
                weight: style.weight,
            },
            Some(kept) => {
                let kept = resize_planes_by_means(&kept, planes.width(), planes.height());
                let colours = colours_within(&planes, &kept);
                Self {
                    picture: filled(planes, &kept, &colours),
                    colours,
                    weight: style.weight,
                }
            }
        })
    }
}

/// The pixels that count, as one row.
fn colours_within(planes: &Planes, kept: &Planes) -> Planes {
    let places: Vec<usize> = (0..planes.area())
        .filter(|&place| kept.data()[place] > COUNTS)
        .collect();

    Planes::from_fn(3, 1, places.len(), |channel, _, index| {
        planes.plane(channel)[places[index]]
    })
}

/// The picture with the mean colour where nothing counts.
fn filled(mut planes: Planes, kept: &Planes, colours: &Planes) -> Picture {
    for channel in 0..3 {
        let sum: f32 = colours.plane(channel).iter().sum();
        let mean = sum / colours.width().max(1) as f32;
        let values = planes.plane_mut(channel).iter_mut();
        for (value, kept) in values.zip(kept.data()) {
            if *kept <= COUNTS {
                *value = mean;
            }
        }
    }

    Picture::from_planes(&planes)
}
