//! What a person did, or what happened to their account.

use crate::domain::button::Action;
use crate::domain::command::Command;
use crate::domain::feed::{Best, FetchedStyle, StyleKey};
use crate::domain::ids::PersonId;
use crate::domain::incoming::Unsupported;
use crate::domain::link::LinkCode;
use crate::domain::news::News;
use crate::domain::rules::Promo;
use crate::domain::upload::CheckedUpload;

/// One thing a person did; an album is one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Wrote a command.
    Command(Command),
    /// Wrote something else.
    Text(String),
    /// Sent pictures, or files that were taken for some. Never empty.
    Pictures(Vec<CheckedUpload>),
    /// Pressed a button.
    Button(Action),
    /// Sent something the bot has no use for.
    Unsupported(Unsupported),
    /// Wrote or followed a code.
    Code(Code),
    /// Did nothing: it is told.
    News(News),
}

/// A code that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Of a promotion; as [`Promo::parse_code`] writes it.
    Promo(String),
    /// Of the one who has invited them.
    Inviter(PersonId),
    /// Of an account to be joined.
    Link(LinkCode),
    /// What follows `/link` and cannot be a code.
    NoLink,
    /// Of a public style, and the style itself once it was fetched; `None` when it is not public
    /// any more.
    Style(StyleKey, Option<FetchedStyle>),
    /// The best of the feed, fetched to be shown.
    Best(Vec<Best>),
}

impl Code {
    /// How the code of a link begins.
    const INVITER: &'static str = "ref_";

    /// How the code of a public style begins.
    const STYLE: &'static str = "style_";

    /// The code that takes a public style.
    #[must_use]
    pub fn taking(style: StyleKey) -> String {
        format!("{}{style}", Self::STYLE)
    }

    /// The code by which a person invites others.
    #[must_use]
    pub fn inviting(person: PersonId) -> String {
        format!("{}{person}", Self::INVITER)
    }

    /// Reads what stands behind a command.
    fn parse(command: Command, rest: &str) -> Option<Self> {
        match command {
            Command::Start if rest.starts_with(Self::STYLE) => {
                StyleKey::parse(rest.strip_prefix(Self::STYLE)?)
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
    /// Written words: a command when they begin with a slash, and a code when one follows that
    /// takes it.
    #[must_use]
    pub fn written(text: &str) -> Self {
        let text = text.trim();
        let Some(command) = Command::parse(text) else {
            return Self::Text(text.to_owned());
        };

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
        assert_eq!(Event::written("new"), Event::Text("new".into()));
    }

    #[test]
    fn a_link_may_lead_into_the_shop() {
        assert_eq!(Event::written("/start buy"), Event::Command(Command::Buy));
        assert_eq!(Event::written("/help buy"), Event::Command(Command::Help));
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

        let style = StyleKey::parse("wave").unwrap();
        let link = format!("/start {}", Code::taking(style));
        assert_eq!(Event::written(&link), Event::Code(Code::Style(style, None)));

        for text in [
            "/start",
            "/start style_",
            "/start style_W",
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
