//! What a person did.

use crate::domain::button::Action;
use crate::domain::ids::JobId;
use crate::domain::incoming::Unsupported;
use crate::domain::picture::PictureKey;

/// One thing a person did; an album is one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Wrote a command.
    Command(Command),
    /// Wrote something else.
    Text(String),
    /// Sent pictures, or files that were taken for some. Never empty.
    Pictures(Vec<Received>),
    /// Pressed a button.
    Button(Action),
    /// Sent something the bot has no use for.
    Unsupported(Unsupported),
}

/// What became of one sent picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// Fetched, checked and kept.
    Picture(PictureKey),
    /// Of no use.
    Unusable(Unusable),
}

/// Why a sent file is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// No picture, or one in a format nobody reads.
    NotAPicture,
    /// A picture that is damaged.
    Broken,
    /// Too many bytes.
    TooHeavy,
    /// Too many pixels, or a side too long.
    TooLarge,
    /// Too few pixels to paint anything.
    TooSmall,
    /// The messenger does not hand it out (any more).
    NotFetched,
}

/// The commands, by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Command {
    Start,
    Help,
    New,
    Status,
    Cancel,
    Balance,
    Styles,
    History,
    Settings,
    Privacy,
    DeleteMe,
    Terms,
    Paysupport,
    /// Begins with a slash, but is none.
    Unknown,
}

impl Command {
    /// The commands with their words, for a messenger's menu; each has a line `command-…` among the texts.
    pub const MENU: [(&'static str, Self); 13] = [
        ("start", Self::Start),
        ("new", Self::New),
        ("styles", Self::Styles),
        ("status", Self::Status),
        ("history", Self::History),
        ("cancel", Self::Cancel),
        ("balance", Self::Balance),
        ("settings", Self::Settings),
        ("help", Self::Help),
        ("privacy", Self::Privacy),
        ("terms", Self::Terms),
        ("paysupport", Self::Paysupport),
        ("delete_me", Self::DeleteMe),
    ];

    /// Reads a command: a slash, the word in any case, perhaps `@bot` and more words behind it.
    fn parse(text: &str) -> Option<Self> {
        let word = text.strip_prefix('/')?.split([' ', '\n', '@']).next().unwrap_or_default().to_ascii_lowercase();
        Some(Self::MENU.iter().find(|(name, _)| *name == word).map_or(Self::Unknown, |(_, command)| *command))
    }
}

impl Event {
    /// Written words: a command when they begin with a slash.
    #[must_use]
    pub fn written(text: &str) -> Self {
        let text = text.trim();
        Command::parse(text).map_or_else(|| Self::Text(text.to_owned()), Self::Command)
    }

    /// The job or painting it speaks of, which the facts must then hold.
    #[must_use]
    pub const fn job(&self) -> Option<JobId> {
        match self {
            Self::Button(action) => action.job(),
            _ => None,
        }
    }

    /// The person's pictures it would use again, of which the facts must say whether they are gone.
    #[must_use]
    pub fn picture(&self) -> Option<PictureKey> {
        match self {
            Self::Button(action) => action.picture(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_known_by_its_word() {
        for text in ["/new", " /NEW ", "/new@vernissage_bot", "/new please", "/New\nnow"] {
            assert_eq!(Event::written(text), Event::Command(Command::New), "{text}");
        }
        assert_eq!(Event::written("/nonsense"), Event::Command(Command::Unknown));
        assert_eq!(Event::written("/"), Event::Command(Command::Unknown));
        assert_eq!(Event::written("new"), Event::Text("new".into()));
    }
}
