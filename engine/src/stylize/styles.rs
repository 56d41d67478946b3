//! The style pictures in the form in which they are measured: their size and their colours.

use super::{Request, WeightedPicture, colours};
use crate::{
    image::{MINIMUM_SIDE, Picture, Size},
    planes::{Planes, WeightedPlanes},
};

/// The styles of a request with their weights. Each has `area` pixels times the square of the style
/// scale, but is never enlarged by a factor of more than `enlargement`. If the photo's colours are
/// to be kept, the styles take them on.
pub(crate) fn styles_for(
    request: &Request,
    area: f64,
    enlargement: f64,
    photo: &Planes,
) -> Vec<WeightedPlanes> {
    let area = area * request.settings.style_scale.get().powi(2);
    let style = |style: &WeightedPicture| {
        let picture = &style.picture;
        let most = f64::from(picture.width()) * f64::from(picture.height()) * enlargement.powi(2);
        let size = size_of_area(picture, area.min(most));
        let mut planes = picture.resized(size.width, size.height).to_planes();
        if request.settings.keep_colors {
            colours::match_colours(&mut planes, photo);
        }

        WeightedPlanes::new(planes, style.weight)
    };

    request.styles.iter().map(style).collect()
}

/// The size with `area` pixels in the shape of `picture`.
pub(crate) fn size_of_area(picture: &Picture, area: f64) -> Size {
    let width = f64::from(picture.width());
    let height = f64::from(picture.height());
    let factor = (area / (width * height)).sqrt();
    let side = |side: f64| ((side * factor).round() as u32).max(MINIMUM_SIDE);

    Size::new(side(width), side(height))
}
