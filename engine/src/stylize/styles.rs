//! The style pictures in the form in which they are measured: edited, their size and their colours.

use std::borrow::Cow;

use super::{EditError, Request, colours};
use crate::{
    image::{MINIMUM_SIDE, Picture, Size, resize_planes_by_means},
    planes::{Planes, WeightedPlanes},
};

/// The styles of a request after their edits. Made once; each size of the painting takes them from
/// here.
pub(crate) struct Styles<'r> {
    edited: Vec<Style<'r>>,
    scale: f64,
    keeps_colors: bool,
}

struct Style<'r> {
    picture: Cow<'r, Picture>,
    /// One plane of the picture's shape, of another size; `None` if all of it counts.
    kept: Option<Planes>,
    weight: f64,
}

impl<'r> Styles<'r> {
    /// Edits the styles of a request.
    ///
    /// # Errors
    /// If one cannot be edited as asked.
    pub(crate) fn edit(request: &'r Request) -> Result<Self, EditError> {
        let styles = request.styles.iter().map(|style| {
            let edited = style.edit.apply(&style.picture)?;
            Ok(Style {
                picture: edited.picture,
                kept: edited.kept,
                weight: style.weight,
            })
        });

        Ok(Self {
            edited: styles.collect::<Result<_, _>>()?,
            scale: request.settings.style_scale.get(),
            keeps_colors: request.settings.keep_colors,
        })
    }

    /// The styles with their weights. Each has `area` pixels times the square of the style scale,
    /// but is never enlarged by a factor of more than `enlargement`. If the photo's colours are to
    /// be kept, the styles take them on.
    pub(crate) fn of_area(
        &self,
        area: f64,
        enlargement: f64,
        photo: &Planes,
    ) -> Vec<WeightedPlanes> {
        let area = area * self.scale.powi(2);
        let planes = |style: &Style| {
            let picture = &style.picture;
            let most =
                f64::from(picture.width()) * f64::from(picture.height()) * enlargement.powi(2);
            let size = size_of_area(picture, area.min(most));

            let mut planes = WeightedPlanes {
                picture: picture.resized(size.width, size.height).to_planes(),
                weight: style.weight,
                kept: style.kept.as_ref().map(|kept| {
                    resize_planes_by_means(kept, size.width as usize, size.height as usize)
                }),
            };
            if self.keeps_colors {
                colours::match_colours(&mut planes, photo);
            }

            planes
        };

        self.edited.iter().map(planes).collect()
    }

    /// The first style picture as it is measured.
    pub(super) fn first(&self) -> Option<&Picture> {
        self.edited.first().map(|style| &*style.picture)
    }
}

/// The size with `area` pixels in the shape of `picture`.
pub(crate) fn size_of_area(picture: &Picture, area: f64) -> Size {
    let width = f64::from(picture.width());
    let height = f64::from(picture.height());
    let factor = (area / (width * height)).sqrt();
    let side = |side: f64| ((side * factor).round() as u32).max(MINIMUM_SIDE);

    Size::new(side(width), side(height))
}
