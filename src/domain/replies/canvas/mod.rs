//! Ordering a canvas: the questions, the preview on a wall, the summary, and the news of an order.

mod design;
mod news;
mod orders;
mod recipient;

pub use super::in_date;
pub use design::{look, paintings, sizes};
pub use news::{MasterOrigin, master_failed, news, proof};
pub use orders::{list, stage, status, summary};
pub use recipient::{countries, country_name, question, ways};

use crate::domain::button::{Action, PrintAction};
use crate::domain::facts::Facts;
use crate::domain::language::Language;
use crate::domain::message::Button;
use crate::domain::order::{CanvasOrder, Design, Wrap};
use crate::domain::payment::Till;
use crate::domain::replies::button;

fn on(language: Language, key: &str, order: &CanvasOrder, action: PrintAction) -> Button {
    button(language, key, Action::Print(order.id, action))
}

fn format(design: Design) -> String {
    format!("{}×{}", design.format.width, design.format.height)
}

/// The name of an edge finish.
#[must_use]
pub fn wrap(language: Language, wrap: Wrap) -> String {
    language.text(&format!("wrap-{}", wrap.name()))
}

const fn asks_itself(facts: &Facts) -> bool {
    matches!(facts.canvas_till, Till::Invoice(..))
}
