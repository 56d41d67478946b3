//! The codes of the buttons that edit a style.

use std::fmt;

use super::EditAction;
use super::EditMenu;
use crate::domain::job::WhichStyle;
use crate::domain::style_edit::StylePart;

pub(super) fn parse(which: &str, rest: &[&str]) -> Option<(WhichStyle, EditAction)> {
    let which = match which {
        "1" => WhichStyle::First,
        "2" => WhichStyle::Second,
        _ => return None,
    };
    Some((which, parse_action(rest)?))
}

fn parse_action(parts: &[&str]) -> Option<EditAction> {
    match parts {
        [] => Some(EditAction::Open),
        ["m"] => Some(EditAction::Menu(EditMenu::All)),
        ["m", "c"] => Some(EditAction::Menu(EditMenu::Colours)),
        ["m", "p"] => Some(EditAction::Menu(EditMenu::Part)),
        ["m", "s"] => Some(EditAction::Menu(EditMenu::Stroke)),
        ["c", colours] => colours.parse().ok().map(EditAction::Colours),
        ["p", part] => StylePart::parse(part).map(EditAction::Part),
        ["s", place] => place.parse().ok().map(EditAction::Stroke),
        ["x"] => Some(EditAction::Remove),
        ["o"] => Some(EditAction::PutBack),
        ["n"] => Some(EditAction::Reset),
        ["w"] => Some(EditAction::Wallpaper),
        ["d"] => Some(EditAction::Done),
        _ => None,
    }
}

pub(super) const fn code(which: WhichStyle) -> char {
    match which {
        WhichStyle::First => '1',
        WhichStyle::Second => '2',
    }
}

impl fmt::Display for EditAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => Ok(()),
            Self::Menu(EditMenu::All) => f.write_str(":m"),
            Self::Menu(EditMenu::Colours) => f.write_str(":m:c"),
            Self::Menu(EditMenu::Part) => f.write_str(":m:p"),
            Self::Menu(EditMenu::Stroke) => f.write_str(":m:s"),
            Self::Colours(colours) => write!(f, ":c:{}", colours.code()),
            Self::Part(part) => write!(f, ":p:{part}"),
            Self::Stroke(place) => write!(f, ":s:{place}"),
            Self::Remove => f.write_str(":x"),
            Self::PutBack => f.write_str(":o"),
            Self::Reset => f.write_str(":n"),
            Self::Wallpaper => f.write_str(":w"),
            Self::Done => f.write_str(":d"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::button::{Action, DraftAction};
    use crate::domain::ids::JobId;
    use crate::domain::style_edit::{Colours, Rectangle};

    #[test]
    fn every_button_of_an_edit_is_read_back_and_short() {
        let menus = [
            EditMenu::All,
            EditMenu::Colours,
            EditMenu::Part,
            EditMenu::Stroke,
        ];
        let rectangle = Rectangle::new(111, 222, 333, 444).map(StylePart::Rectangle);
        let parts = StylePart::NAMED.into_iter().chain(rectangle);
        let others = [
            EditAction::Open,
            EditAction::Stroke(4),
            EditAction::Remove,
            EditAction::PutBack,
            EditAction::Reset,
            EditAction::Wallpaper,
            EditAction::Done,
        ];
        let actions = menus
            .map(EditAction::Menu)
            .into_iter()
            .chain(Colours::ALL.iter().copied().map(EditAction::Colours))
            .chain(parts.map(EditAction::Part))
            .chain(others);

        let draft = JobId::from_chance(u64::MAX);
        for action in actions {
            for which in [WhichStyle::First, WhichStyle::Second] {
                let action = Action::Draft(draft, DraftAction::Edit(which, action));
                let code = action.to_string();
                assert!(code.len() <= 64, "{code}");
                assert_eq!(Action::parse(&code), action, "{code}");
            }
        }
    }

    #[test]
    fn what_edits_nothing_is_unknown() {
        for code in [
            "d:1:e",
            "d:1:e:3",
            "d:1:e:1:c:4",
            "d:1:e:1:c:05",
            "d:1:e:1:p:corner",
            "d:1:e:1:p:0.0.2000.10",
            "d:1:e:1:m:x",
            "d:1:e:1:s:256",
        ] {
            assert_eq!(Action::parse(code), Action::Unknown, "{code}");
        }
    }
}
