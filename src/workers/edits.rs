//! Edits of styles, from the domain's words into the engine's.

use crate::{
    domain::style_edit::{Rectangle, StyleEdit, StylePart},
    engine::{
        image::Picture,
        stylize::{self, Part, PartRectangle},
    },
};

/// The engine's edit, with the copy in which something is painted over.
pub(super) fn for_engine(edit: StyleEdit, without: Option<Picture>) -> stylize::StyleEdit {
    stylize::StyleEdit {
        colours: edit.colours.count(),
        part: part(edit.part),
        without,
    }
}

fn part(part: StylePart) -> Part {
    match part {
        StylePart::Whole => Part::Whole,
        StylePart::Top => Part::Top,
        StylePart::Bottom => Part::Bottom,
        StylePart::Left => Part::Left,
        StylePart::Right => Part::Right,
        StylePart::Middle => Part::Middle,
        StylePart::Rectangle(rectangle) => within(rectangle).map_or(Part::Whole, Part::Rectangle),
    }
}

fn within(rectangle: Rectangle) -> Option<PartRectangle> {
    PartRectangle::new(
        rectangle.x(),
        rectangle.y(),
        rectangle.width(),
        rectangle.height(),
    )
}
