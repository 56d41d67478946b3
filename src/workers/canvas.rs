//! Translates canvases from the domain's terms into the engine's.

use crate::{
    domain::order::{Design, Prints, Shift, Wrap, catalogue::BLEED},
    engine::canvas::{self, Canvas, Crop, InvalidCanvas, Orientation},
};

/// How far a previewed canvas goes around its frame, in millimetres. Only its front is seen.
const PREVIEW_WRAP: u32 = 40;
/// The resolution of previews, and of sizes that are no longer in the catalogue.
const DEFAULT_DPI: u32 = 150;

/// The canvas of a preview.
///
/// # Errors
/// If there is no such canvas.
pub fn preview_canvas(design: &Design) -> Result<Canvas, InvalidCanvas> {
    new_canvas(*design, PREVIEW_WRAP, DEFAULT_DPI)
}

/// The canvas as it is printed.
///
/// # Errors
/// If there is no such canvas.
pub fn printed_canvas(design: &Design, prints: &Prints) -> Result<Canvas, InvalidCanvas> {
    let dpi = prints
        .size(design.format)
        .map_or(DEFAULT_DPI, |size| size.dpi.into());

    new_canvas(*design, prints.wrap_millimetres.into(), dpi)
}

fn new_canvas(design: Design, wrap: u32, dpi: u32) -> Result<Canvas, InvalidCanvas> {
    let width = u32::from(design.format.width) * 10;
    let height = u32::from(design.format.height) * 10;

    Canvas::new(width, height, wrap, BLEED, dpi)
}

/// The part of the picture that is on the front.
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

/// What goes around the edges.
#[must_use]
pub const fn wrap(wrap: Wrap) -> canvas::Wrap {
    match wrap {
        Wrap::Mirrored => canvas::Wrap::Mirrored,
        Wrap::Stretched => canvas::Wrap::Stretched,
        Wrap::White => canvas::Wrap::White,
    }
}
