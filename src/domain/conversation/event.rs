//! What a person did, or what happened to their account.

use crate::domain::button::Action;
use crate::domain::command::Command;
use crate::domain::feed::{Best, FetchedStyle, StyleUse};
use crate::domain::film::KeptFilm;
use crate::domain::ids::PersonId;
use crate::domain::incoming::Unsupported;
use crate::domain::link::LinkCode;
use crate::domain::news::News;
use crate::domain::picture::PictureKey;
use crate::domain::rules::Promo;
use crate::domain::upload::CheckedUpload;
use crate::domain::work;

/// One thing a person did; an album is one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A command.
    Command(Command),
    /// Any other text.
    Text(String),
    /// Pictures, or files that may be pictures. Never empty.
    Pictures(Vec<CheckedUpload>),
    /// A painting is asked for in a group, with the photo and the style; empty if they were not
    /// found.
    InGroup(Vec<CheckedUpload>),
    /// A pressed button.
    Button(Action),
    /// Something the bot cannot use.
    Unsupported(Unsupported),
    /// A code, written or followed as a link.
    Code(Code),
    /// News for the person, who did nothing.
    News(News),
}

/// A valid code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// The code of a promotion, normalised by [`Promo::parse_code`].
    Promo(String),
    /// The person who invited them.
    Inviter(PersonId),
    /// The code of an account to link with.
    Link(LinkCode),
    /// Something behind `/link` that cannot be a code.
    NoLink,
    /// A public style, and its picture once it was fetched; `None` if it is not public
    /// any more.
    Style(StyleUse, Option<FetchedStyle>),
    /// The best entries of the feed, fetched to be shown.
    Best(Vec<Best>),
}

impl Code {
    /// The prefix of an invitation.
    const INVITER: &'static str = "ref_";

    /// The prefix of a public style.
    const STYLE: &'static str = "style_";

    /// The start parameter of a link below a painting whose style is not public. It has no other
    /// meaning than where people come from.
    pub const FROM_PICTURE: &'static str = "picture";

    /// The start parameter that uses a public style.
    #[must_use]
    pub fn taking(style: StyleUse) -> String {
        format!("{}{style}", Self::STYLE)
    }

    /// The start parameter by which a person invites others.
    #[must_use]
    pub fn inviting(person: PersonId) -> String {
        format!("{}{person}", Self::INVITER)
    }

    /// Reads what follows a command.
    fn parse(command: Command, rest: &str) -> Option<Self> {
        match command {
            Command::Start if rest.starts_with(Self::STYLE) => {
                StyleUse::parse(rest.strip_prefix(Self::STYLE)?)
                    .map(|style| Self::Style(style, None))
            }
            Command::Start => {
                let number = rest
                    .strip_prefix(Self::INVITER)?
                    .parse()
                    .ok()
                    .filter(|number: &i64| *number > 0)?;
                Some(Self::Inviter(PersonId(number)))
            }
            Command::Promo => Promo::parse_code(rest).map(Self::Promo),
            Command::Link if rest.is_empty() => None,
            Command::Link => Some(LinkCode::parse(rest).map_or(Self::NoLink, Self::Link)),
            _ => None,
        }
    }
}

impl Event {
    /// Reads a text: a command if it begins with a slash, or a code if the command takes one that
    /// follows.
    #[must_use]
    pub fn written(text: &str) -> Self {
        let text = text.trim();
        let Some(word) = Command::word_of(text) else {
            return Self::Text(text.to_owned());
        };
        // The command of a kind does what its button does.
        if let Some(kind) = work::kind_of_command(&word) {
            return Self::Button(Action::Make(kind.name));
        }

        let command = Command::named(&word);

        let rest = text
            .split_once([' ', '\n'])
            .map_or("", |(_, rest)| rest.trim());
        let command = match (command, rest) {
            (Command::Start, Command::SHOP) => Command::Buy,
            (Command::Start, Command::CANVASES) => Command::Print,
            _ => command,
        };

        Code::parse(command, rest).map_or(Self::Command(command), Self::Code)
    }

    /// Reads the caption of pictures: the command that it begins with. Other words say something
    /// about the pictures, and so may a slash that begins no command.
    #[must_use]
    pub fn captioned(caption: &str) -> Option<Self> {
        match Self::written(caption) {
            Self::Text(_) | Self::Command(Command::Unknown) => None,
            event => Some(event),
        }
    }

    /// Pictures and what their caption says, in the order in which they are to be answered. What
    /// starts over comes first, or it would drop the pictures.
    #[must_use]
    pub fn with_caption(pictures: Self, caption: Option<Self>) -> Vec<Self> {
        match caption {
            Some(event) if event.starts_over() => vec![event, pictures],
            Some(event) => vec![pictures, event],
            None => vec![pictures],
        }
    }

    /// The pictures in it that have no colours of their own.
    pub fn grey_pictures(&self) -> impl Iterator<Item = PictureKey> {
        let uploads = match self {
            Self::Pictures(uploads) => uploads.as_slice(),
            _ => &[],
        };
        uploads.iter().filter_map(|upload| match upload {
            CheckedUpload::GreyPicture(key) => Some(*key),
            CheckedUpload::Picture(_) | CheckedUpload::Film { .. } | CheckedUpload::Unusable(_) => {
                None
            }
        })
    }

    /// The films in it.
    pub fn films(&self) -> impl Iterator<Item = KeptFilm> {
        let uploads = match self {
            Self::Pictures(uploads) => uploads.as_slice(),
            _ => &[],
        };
        uploads.iter().filter_map(|upload| match upload {
            CheckedUpload::Film { still, film } => Some(KeptFilm {
                still: *still,
                film: *film,
            }),
            CheckedUpload::Picture(_)
            | CheckedUpload::GreyPicture(_)
            | CheckedUpload::Unusable(_) => None,
        })
    }

    const fn starts_over(&self) -> bool {
        matches!(
            self,
            Self::Command(Command::Start | Command::New | Command::Cancel) | Self::Code(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_known_by_its_word() {
        for text in [
            "/new",
            " /NEW ",
            "/new@vernissage_bot",
            "/new please",
            "/New\nnow",
        ] {
            assert_eq!(Event::written(text), Event::Command(Command::New), "{text}");
        }

        assert_eq!(
            Event::written("/nonsense"),
            Event::Command(Command::Unknown)
        );

        assert_eq!(Event::written("/"), Event::Command(Command::Unknown));
        assert_eq!(
            Event::written("/Dream@vernissage_bot of dogs"),
            Event::Button(Action::Make(work::dream::NAME))
        );
        assert_eq!(Event::written("new"), Event::Text("new".into()));
    }

    #[test]
    fn a_link_may_lead_into_the_shop() {
        assert_eq!(Event::written("/start buy"), Event::Command(Command::Buy));
        assert_eq!(Event::written("/help buy"), Event::Command(Command::Help));
    }

    #[test]
    fn a_caption_is_obeyed_if_it_begins_with_a_command() {
        let pictures = || Event::Pictures(Vec::new());
        let answered = |caption: &str| Event::with_caption(pictures(), Event::captioned(caption));

        for caption in ["my cat", "/nonsense", "/", "see /help", ""] {
            assert_eq!(answered(caption), [pictures()], "{caption}");
        }

        for (caption, command) in [("/styles", Command::Styles), (" /HELP me", Command::Help)] {
            let expected = [pictures(), Event::Command(command)];
            assert_eq!(answered(caption), expected, "{caption}");
        }

        let expected = [Event::Command(Command::New), pictures()];
        assert_eq!(answered("/new"), expected, "the new draft has the picture");

        let code = Event::Code(Code::Inviter(PersonId(7)));
        assert_eq!(answered("/start ref_7"), [code, pictures()]);
    }

    #[test]
    fn a_code_follows_its_command() {
        assert_eq!(
            Event::written("/promo  summer-26 "),
            Event::Code(Code::Promo("SUMMER-26".into()))
        );

        assert_eq!(
            Event::written("/promo Лето"),
            Event::Code(Code::Promo("ЛЕТО".into()))
        );

        for text in ["/promo", "/promo a b", "/promo a:b", "/promo %"] {
            assert_eq!(
                Event::written(text),
                Event::Command(Command::Promo),
                "{text}"
            );
        }

        let code = LinkCode::from_chance(0);
        assert_eq!(
            Event::written("/link 22222-22222"),
            Event::Code(Code::Link(code))
        );

        assert_eq!(
            Event::written("/link 22222-2222"),
            Event::Code(Code::NoLink)
        );

        assert_eq!(Event::written("/link "), Event::Command(Command::Link));

        let link = format!("/start {}", Code::inviting(PersonId(7)));
        assert_eq!(
            Event::written(&link),
            Event::Code(Code::Inviter(PersonId(7)))
        );

        for style in ["wave", "wave_1kzt", "1kzt_1kzt"] {
            let style = StyleUse::parse(style).unwrap();
            let link = format!("/start {}", Code::taking(style));
            assert_eq!(Event::written(&link), Event::Code(Code::Style(style, None)));
        }

        for text in [
            "/start",
            "/start style_",
            "/start style_W",
            "/start style_wave_",
            "/start ref_",
            "/start ref_-7",
            "/start ref_x",
            "/start 7",
        ] {
            assert_eq!(
                Event::written(text),
                Event::Command(Command::Start),
                "{text}"
            );
        }
    }
}
