//! Canvases in the engine's words.

use crate::{
    domain::order::{Design, Prints, Shift, Wrap, catalogue::BLEED},
    engine::canvas::{self, Canvas, Crop, InvalidCanvas, Orientation},
};

/// How far a canvas goes around its stretcher in millimetres, where only the front is looked at.
const WRAP: u32 = 40;
/// Of what is only looked at, and of what is in the catalogue no more.
const DPI: u32 = 150;

/// A canvas to be looked at, and the part of the picture that lies on it.
///
/// # Errors
/// When there is no such canvas.
pub fn canvas(design: &Design) -> Result<(Canvas, Crop), InvalidCanvas> {
    Ok((of(*design, WRAP, DPI)?, crop(design)))
}

/// A canvas as it is printed.
///
/// # Errors
/// When there is no such canvas.
pub fn printed(design: &Design, prints: &Prints) -> Result<Canvas, InvalidCanvas> {
    let dpi = prints
        .size(design.format)
        .map_or(DPI, |size| size.dpi.into());
    of(*design, prints.wrap_millimetres.into(), dpi)
}

fn of(design: Design, wrap: u32, dpi: u32) -> Result<Canvas, InvalidCanvas> {
    let width = u32::from(design.format.width) * 10;
    let height = u32::from(design.format.height) * 10;
    Canvas::new(width, height, wrap, BLEED, dpi)
}

/// Which part of the picture lies on the front.
#[must_use]
pub fn crop(design: &Design) -> Crop {
    let most = f64::from(Shift::MOST);
    let shift = (f64::from(design.shift.steps()) + most) / (2.0 * most);
    let orientation =
        Orientation::from_size(design.format.width.into(), design.format.height.into());

    Crop {
        shift: shift.try_into().unwrap_or(canvas::Shift::MIDDLE),
        orientation,
    }
}

/// What goes around the edge.
#[must_use]
pub const fn wrap(wrap: Wrap) -> canvas::Wrap {
    match wrap {
        Wrap::Mirrored => canvas::Wrap::Mirrored,
        Wrap::Stretched => canvas::Wrap::Stretched,
        Wrap::White => canvas::Wrap::White,
    }
}
