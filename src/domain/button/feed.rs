//! The codes of a painting's buttons in the feed.

use std::fmt;

use super::FeedAction;
use crate::domain::feed::Choice;

pub(super) fn parse(parts: &[&str]) -> Option<FeedAction> {
    match parts {
        ["m", choice] => Choice::parse(choice).map(FeedAction::Ask),
        ["n", choice] => Choice::parse(choice).map(FeedAction::AskName),
        ["y", choice] => Choice::parse(choice).map(FeedAction::Publish),
        ["v"] => Some(FeedAction::Show),
        ["x"] => Some(FeedAction::TakeBack),
        ["g"] => Some(FeedAction::AddFilm),
        _ => None,
    }
}

impl fmt::Display for FeedAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask(choice) => write!(f, "m:{choice}"),
            Self::AskName(choice) => write!(f, "n:{choice}"),
            Self::Publish(choice) => write!(f, "y:{choice}"),
            Self::Show => f.write_str("v"),
            Self::TakeBack => f.write_str("x"),
            Self::AddFilm => f.write_str("g"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::button::{Action, SavedAction};
    use crate::domain::feed::{EntryId, StyleId, StyleKey, StyleUse};
    use crate::domain::ids::JobId;
    use crate::domain::picture::PictureKey;
    use crate::domain::styles::GalleryStyle;

    #[test]
    fn every_button_of_the_feed_is_read_back() {
        let job = JobId::from_chance(u64::MAX);
        let choices =
            (0..32).map(|marks| Choice::parse(&format!("{}.{marks}", 255 - marks)).unwrap());
        let questions = choices.flat_map(|choice| {
            [
                FeedAction::Ask(choice),
                FeedAction::AskName(choice),
                FeedAction::Publish(choice),
            ]
        });

        let actions = questions
            .chain([FeedAction::Show, FeedAction::TakeBack, FeedAction::AddFilm])
            .map(|action| Action::Feed(job, action));

        let keys = GalleryStyle::all()
            .map(StyleKey::Gallery)
            .chain([StyleKey::Published(StyleId::from_chance(u64::MAX))]);
        let others = keys
            .flat_map(|key| {
                let entry = EntryId::from_chance(u64::MAX);
                let seen_in = Some(entry);
                [StyleUse::plain(key), StyleUse { key, seen_in }]
            })
            .map(Action::Take)
            .chain([Action::Like(EntryId::from_chance(u64::MAX))]);
        let picture = PictureKey::from_bytes(b"");
        let saved = [
            SavedAction::Keep,
            SavedAction::Show,
            SavedAction::Rename,
            SavedAction::Take,
            SavedAction::Drop,
        ];

        let saved = saved
            .map(|action| Action::Saved(picture, action))
            .into_iter()
            .chain([Action::SavedStyles]);

        for action in actions.chain(others).chain(saved) {
            assert_eq!(Action::parse(&action.to_string()), action);
        }

        for code in [
            "f:1",
            "f:1:m",
            "f:1:m:1",
            "f:1:y:1.32",
            "f:1:y:256.0",
            "f::x",
            "t:",
            "t:A",
            "e:-1",
        ] {
            assert_eq!(Action::parse(code), Action::Unknown, "{code}");
        }
    }
}
