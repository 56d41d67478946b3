//! The style pictures as they are measured: at the painting's size, in the colours wanted.

use super::{Request, colours, size_of_area};
use crate::{image::Picture, planes::Planes};

/// The styles with their weights, each with `area` pixels times the square of the style scale, but
/// never enlarged by more than `enlargement`; in the colours of `photo` if those are to stay.
pub(crate) fn styles_for(
    request: &Request,
    area: f64,
    enlargement: f64,
    photo: &Planes,
) -> Vec<(Planes, f64)> {
    let area = area * request.settings.style_scale.get().powi(2);
    let style = |(picture, weight): &(Picture, f64)| {
        let most = f64::from(picture.width()) * f64::from(picture.height()) * enlargement.powi(2);
        let (width, height) = size_of_area(picture, area.min(most));
        let mut planes = picture.resized(width, height).to_planes();
        if request.settings.keep_colors {
            colours::match_colours(&mut planes, photo);
        }

        (planes, *weight)
    };

    request.styles.iter().map(style).collect()
}
