//! Styles by seeing: one's own photo sketched in every style of the gallery, on one sheet.

use super::{Beside, Code, Effort, Kind, KindName, Lane, MadeOf, NextStep, StepAction};

/// The name of the kind.
pub const NAME: KindName = KindName::new("styles");

/// Leads on to a painting in a style of the gallery.
const fn paint(code: char, label: &'static str, style: &'static str) -> NextStep {
    NextStep {
        code: Code(code),
        label,
        action: StepAction::PaintWith(style),
    }
}

/// The kind. Its sheet is numbered in the order of the gallery, and so are its buttons.
pub static KIND: Kind = Kind {
    name: NAME,
    command: Some("sketches"),
    made_of: MadeOf::Photo,
    beside: Beside::Nothing,
    starts_at_once: true,
    knobs: &[],
    lane: Lane::Quick,
    // Eight small sketches.
    effort: Effort::Fixed(8),
    next: &[
        &[
            paint('A', "button-paint-wave", "wave"),
            paint('B', "button-paint-auvers", "auvers"),
        ],
        &[
            paint('C', "button-paint-kandinsky", "kandinsky"),
            paint('D', "button-paint-inokashira", "inokashira"),
        ],
        &[
            paint('E', "button-paint-harvesters", "harvesters"),
            paint('F', "button-paint-gioconda", "gioconda"),
        ],
        &[
            paint('G', "button-paint-ejiri", "ejiri"),
            paint('H', "button-paint-librarian", "librarian"),
        ],
    ],
    picture: Some(include_bytes!("../../../assets/kinds/styles.webp")),
    is_lossless: false,
    is_art: false,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::styles::GalleryStyle;

    #[test]
    fn there_is_a_button_for_each_style_in_the_order_of_the_sheet() {
        let styles: Vec<&str> = GalleryStyle::all().map(GalleryStyle::slug).collect();
        let buttons: Vec<&str> = KIND
            .next
            .iter()
            .copied()
            .flatten()
            .filter_map(|step| match step.action {
                StepAction::PaintWith(style) => Some(style),
                _ => None,
            })
            .collect();
        assert_eq!(buttons, styles);
    }
}
