//! The codes of buttons: fields between colons, at most 64 bytes.

use std::fmt;

use super::{Action, DraftAction, JobAction, Menu, Setting, edit, feed, print};
use crate::domain::credits::Credits;
use crate::domain::feed::{EntryId, StyleUse};
use crate::domain::ids::{JobId, OrderId};
use crate::domain::language::Language;
use crate::domain::link::LinkCode;
use crate::domain::look::{Level, Share};
use crate::domain::money::Currency;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::tier::{Quality, Tier};
use crate::domain::time::Moment;
use crate::domain::work::{Code, KindName};

/// The most bytes that Telegram allows in a button.
const LONGEST: usize = 64;

pub(super) fn parse(code: &str) -> Option<Action> {
    if code.len() > LONGEST {
        return None;
    }

    // Numbers and link codes can be written in several ways, and only ours is a code.
    let action = parse_action(&code.split(':').collect::<Vec<_>>())?;
    (action.to_string() == code).then_some(action)
}

fn parse_action(parts: &[&str]) -> Option<Action> {
    match parts {
        ["d", id, rest @ ..] => Some(Action::Draft(JobId::parse(id)?, parse_draft(rest)?)),
        ["j", id, rest @ ..] => Some(Action::Job(JobId::parse(id)?, parse_job(rest)?)),
        ["y", picture] => PictureRef::parse(picture).map(Action::Style),
        ["n"] => Some(Action::New),
        ["w", kind] => KindName::parse(kind).map(Action::Make),
        ["g"] => Some(Action::Gallery),
        ["h", page] => page.parse().ok().map(Action::History),
        ["L"] => Some(Action::Languages),
        ["s", rest @ ..] => parse_setting(rest).map(Action::Set),
        ["x", asked_at] => asked_at
            .parse()
            .ok()
            .map(|millis| Action::DeleteMe(Moment::from_millis(millis))),
        ["k"] => Some(Action::KeepMe),
        ["b"] => Some(Action::Buy),
        ["l", code] => LinkCode::parse(code).map(Action::Join),
        ["a"] => Some(Action::StayApart),
        ["o", id, rest @ ..] => Some(Action::Print(OrderId::parse(id)?, print::parse(rest)?)),
        ["O"] => Some(Action::Orders),
        ["f", id, rest @ ..] => Some(Action::Feed(JobId::parse(id)?, feed::parse(rest)?)),
        ["t", style] => StyleUse::parse(style).map(Action::Take),
        ["S", picture, action] => Some(Action::Saved(
            PictureKey::parse(picture)?,
            action.parse().ok()?,
        )),
        ["S"] => Some(Action::SavedStyles),
        ["e", entry] => EntryId::parse(entry).map(Action::Like),
        ["m", currency] => Currency::parse(currency).map(Action::Currency),
        ["p", credits] => credits
            .parse()
            .ok()
            .map(|credits| Action::Pack(Credits::new(credits))),
        _ => None,
    }
}

fn parse_draft(parts: &[&str]) -> Option<DraftAction> {
    match parts {
        ["go"] => Some(DraftAction::Start),
        ["s"] => Some(DraftAction::Summary),
        ["m", menu] => parse_menu(menu).map(DraftAction::Menu),
        ["q", quality] => parse_quality(quality).map(DraftAction::Quality),
        ["w"] => Some(DraftAction::Swap),
        ["2"] => Some(DraftAction::AskSecond),
        ["1"] => Some(DraftAction::DropSecond),
        ["r", percent] => Share::try_from(percent.parse::<u8>().ok()?)
            .ok()
            .map(DraftAction::Share),
        ["ap", key] => PictureKey::parse(key).map(DraftAction::AsPhoto),
        ["as", key] => PictureKey::parse(key).map(DraftAction::AsStyle),
        ["a2", key] => PictureKey::parse(key).map(DraftAction::AsSecond),
        ["x"] => Some(DraftAction::Discard),
        ["e", which, rest @ ..] => {
            edit::parse(which, rest).map(|(which, action)| DraftAction::Edit(which, action))
        }
        [knob, place] => Some(DraftAction::Turn(Code::parse(knob)?, place.parse().ok()?)),
        _ => None,
    }
}

fn parse_menu(text: &str) -> Option<Menu> {
    match text {
        "q" => return Some(Menu::Quality),
        "r" => return Some(Menu::Share),
        _ => {}
    }

    let (knob, page) = text.split_at_checked(1)?;
    let page = if page.is_empty() {
        0
    } else {
        page.parse().ok()?
    };
    Some(Menu::Knob(Code::parse(knob)?, page))
}

fn parse_job(parts: &[&str]) -> Option<JobAction> {
    match parts {
        ["x"] => Some(JobAction::Cancel),
        ["t", tier] => Tier::parse(tier).map(JobAction::Larger),
        ["c"] => Some(JobAction::Canvas),
        ["k"] => Some(JobAction::KeepStyle),
        ["f", place] => place.parse().ok().map(JobAction::File),
        ["v"] => Some(JobAction::Show),
        [step] => Code::parse(step).map(JobAction::Next),
        _ => None,
    }
}

fn parse_setting(parts: &[&str]) -> Option<Setting> {
    match parts {
        ["a", code] => Language::parse(code).map(Setting::Language),
        ["l", level] => parse_level(level).map(Setting::Strength),
        ["o", level] => parse_level(level).map(Setting::Stroke),
        ["c", keep] => parse_flag(keep).map(Setting::KeepColours),
        _ => None,
    }
}

fn parse_quality(text: &str) -> Option<Quality> {
    match text {
        "f" => Some(Quality::Free),
        "p" => Some(Quality::Premium),
        _ => text
            .strip_prefix('h')?
            .parse()
            .ok()
            .map(|iterations| Quality::Hd { iterations }),
    }
}

fn parse_level(text: &str) -> Option<Level> {
    text.parse().ok().and_then(Level::at)
}

fn parse_flag(text: &str) -> Option<bool> {
    match text {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft(id, action) => write!(f, "d:{id}:{action}"),
            Self::Job(id, action) => write!(f, "j:{id}:{action}"),
            Self::Style(picture) => write!(f, "y:{picture}"),
            Self::New => f.write_str("n"),
            Self::Make(kind) => write!(f, "w:{kind}"),
            Self::Gallery => f.write_str("g"),
            Self::History(page) => write!(f, "h:{page}"),
            Self::Set(setting) => write!(f, "s:{setting}"),
            Self::Languages => f.write_str("L"),
            Self::DeleteMe(asked_at) => write!(f, "x:{}", asked_at.millis()),
            Self::KeepMe => f.write_str("k"),
            Self::Buy => f.write_str("b"),
            Self::Pack(credits) => write!(f, "p:{credits}"),
            Self::Currency(currency) => write!(f, "m:{}", currency.code()),
            Self::Join(code) => write!(f, "l:{}", code.as_str()),
            Self::StayApart => f.write_str("a"),
            Self::Print(id, action) => write!(f, "o:{id}:{action}"),
            Self::Orders => f.write_str("O"),
            Self::Feed(id, action) => write!(f, "f:{id}:{action}"),
            Self::Take(style) => write!(f, "t:{style}"),
            Self::Saved(picture, action) => write!(f, "S:{picture}:{action}"),
            Self::SavedStyles => f.write_str("S"),
            Self::Like(entry) => write!(f, "e:{entry}"),
            Self::Unknown => f.write_str("?"),
        }
    }
}

impl fmt::Display for DraftAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("go"),
            Self::Summary => f.write_str("s"),
            Self::Menu(Menu::Quality) => f.write_str("m:q"),
            Self::Menu(Menu::Share) => f.write_str("m:r"),
            Self::Menu(Menu::Knob(knob, 0)) => write!(f, "m:{knob}"),
            Self::Menu(Menu::Knob(knob, page)) => write!(f, "m:{knob}{page}"),
            Self::Quality(Quality::Free) => f.write_str("q:f"),
            Self::Quality(Quality::Premium) => f.write_str("q:p"),
            Self::Quality(Quality::Hd { iterations }) => write!(f, "q:h{iterations}"),
            Self::Turn(knob, place) => write!(f, "{knob}:{place}"),
            Self::Swap => f.write_str("w"),
            Self::AskSecond => f.write_str("2"),
            Self::DropSecond => f.write_str("1"),
            Self::Share(share) => write!(f, "r:{}", share.percent()),
            Self::AsPhoto(key) => write!(f, "ap:{key}"),
            Self::AsStyle(key) => write!(f, "as:{key}"),
            Self::AsSecond(key) => write!(f, "a2:{key}"),
            Self::Edit(which, action) => write!(f, "e:{}{action}", edit::code(*which)),
            Self::Discard => f.write_str("x"),
        }
    }
}

impl fmt::Display for JobAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancel => f.write_str("x"),
            Self::Next(step) => write!(f, "{step}"),
            Self::Larger(tier) => write!(f, "t:{}", tier.name()),
            Self::Canvas => f.write_str("c"),
            Self::KeepStyle => f.write_str("k"),
            Self::File(place) => write!(f, "f:{place}"),
            Self::Show => f.write_str("v"),
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Language(language) => write!(f, "a:{}", language.code()),
            Self::Strength(level) => write!(f, "l:{}", level.index()),
            Self::Stroke(level) => write!(f, "o:{}", level.index()),
            Self::KeepColours(keep) => write!(f, "c:{}", u8::from(*keep)),
        }
    }
}

impl From<String> for Action {
    fn from(code: String) -> Self {
        Self::parse(&code)
    }
}

impl From<Action> for String {
    fn from(action: Action) -> Self {
        action.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::button::Menu;

    #[test]
    fn the_longest_codes_fit_into_64_bytes() {
        let id = JobId::from_chance(u64::MAX);
        let key = PictureKey::from_bytes(b"");

        for action in [
            Action::Draft(id, DraftAction::AsSecond(key)),
            Action::Draft(
                id,
                DraftAction::Quality(Quality::Hd {
                    iterations: u32::MAX,
                }),
            ),
            Action::Job(id, JobAction::Larger(Tier::Premium)),
            Action::Style(PictureRef::Own(key)),
            Action::DeleteMe(Moment::from_millis(i64::MIN)),
        ] {
            let code = action.to_string();
            assert!(code.len() <= 64, "{code}");
            assert_eq!(Action::parse(&code), action);
        }
    }

    #[test]
    fn every_simple_action_is_read_back() {
        let id = JobId::from_chance(7);
        let draft = [
            DraftAction::Start,
            DraftAction::Summary,
            DraftAction::Menu(Menu::Quality),
            DraftAction::Menu(Menu::Knob(Code('l'), 0)),
            DraftAction::Menu(Menu::Knob(Code('t'), 1)),
            DraftAction::Menu(Menu::Share),
            DraftAction::Quality(Quality::Free),
            DraftAction::Quality(Quality::Premium),
            DraftAction::Turn(Code('l'), 4),
            DraftAction::Turn(Code('t'), 12),
            DraftAction::Turn(Code('c'), 1),
            DraftAction::Swap,
            DraftAction::AskSecond,
            DraftAction::DropSecond,
            DraftAction::Share(Share::HALF),
            DraftAction::AsPhoto(PictureKey::from_bytes(b"")),
            DraftAction::AsStyle(PictureKey::from_bytes(b"")),
            DraftAction::Discard,
        ];

        let job = [
            JobAction::Cancel,
            JobAction::Next(Code('+')),
            JobAction::Next(Code('-')),
            JobAction::Next(Code('y')),
            JobAction::Next(Code('p')),
            JobAction::Canvas,
            JobAction::KeepStyle,
            JobAction::File(2),
            JobAction::Show,
        ];

        let setting = [
            Setting::Language(Language::Ru),
            Setting::Strength(Level::default().up()),
            Setting::Stroke(Level::default().up()),
            Setting::KeepColours(false),
        ];

        let rest = [
            Action::New,
            Action::Make(KindName::new("dream")),
            Action::Gallery,
            Action::History(2),
            Action::Languages,
            Action::KeepMe,
            Action::Buy,
            Action::Pack(Credits::new(100)),
            Action::Currency(Currency::Usd),
            Action::Join(LinkCode::from_chance(7)),
            Action::StayApart,
            Action::Orders,
        ];

        let actions = draft.map(|action| Action::Draft(id, action)).into_iter();
        let actions = actions
            .chain(job.map(|action| Action::Job(id, action)))
            .chain(setting.map(Action::Set))
            .chain(rest);

        for action in actions {
            assert_eq!(Action::parse(&action.to_string()), action);
        }
    }

    #[test]
    fn what_nobody_wrote_is_unknown() {
        for code in [
            "",
            ":",
            "d",
            "d:1",
            "d:1:q:h",
            "d:1:l:256",
            "d:1:l:05",
            "w:",
            "w:Dream",
            "j:1:f:256",
            "y:../x",
            "s:a:xx",
            "h:-1",
            "x:9e9",
            "p:-1",
            "p:",
            "l:ABC",
            "h:+2",
            "h:02",
            "p:0050",
            "x:-0",
            "l:abcd-efgh-jk",
            "?",
        ] {
            assert_eq!(Action::parse(code), Action::Unknown, "{code}");
        }

        assert_eq!(Action::parse(&"d".repeat(1000)), Action::Unknown);
    }
}
