//! The commands of the bot, such as `/new`.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// A command by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Command {
    Start,
    New,
    Styles,
    Status,
    History,
    Print,
    Orders,
    Top,
    Published,
    Cancel,
    Balance,
    Buy,
    Promo,
    Invite,
    Link,
    Settings,
    Help,
    Privacy,
    Terms,
    Paysupport,
    DeleteMe,
    /// Begins with a slash, but no command has this word.
    Unknown,
}

impl Command {
    /// The parameter of `/start` that opens the shop, for links to the bot.
    pub const SHOP: &'static str = "buy";

    /// The parameter of `/start` that opens the canvas offer, for links to the bot.
    pub const CANVASES: &'static str = "print";

    /// Every command in the order of a messenger's menu. Each has a text `command-…` that describes
    /// it.
    pub fn menu() -> impl Iterator<Item = Self> {
        Self::VARIANTS
            .iter()
            .copied()
            .filter(|command| *command != Self::Unknown)
    }

    /// The word behind the slash.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The key of the text that describes the command.
    #[must_use]
    pub fn text_key(self) -> String {
        format!("command-{}", self.word().replace('_', "-"))
    }

    /// Reads a command: a slash and the word in any case, perhaps followed by `@bot` and more
    /// words. `None` for text that does not begin with a slash.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let word = text
            .strip_prefix('/')?
            .split([' ', '\n', '@'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();

        Some(word.parse().unwrap_or(Self::Unknown))
    }
}
