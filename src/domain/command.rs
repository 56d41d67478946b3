//! The commands of the bot, such as `/new`.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::work;

/// A line of the menu of commands. Each has a text that describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// The word behind the slash.
    pub word: &'static str,
}

impl MenuEntry {
    /// The key of the text that describes the command.
    #[must_use]
    pub fn text_key(self) -> String {
        format!("command-{}", self.word.replace('_', "-"))
    }
}

/// Every command in the order of a messenger's menu. Those of the kinds of work come after those
/// that begin a painting.
#[must_use]
pub fn menu() -> Vec<MenuEntry> {
    let words = Command::all().map(Command::word);
    let kinds = work::kinds().into_iter().filter_map(|kind| kind.command);
    let mut menu: Vec<MenuEntry> = words.map(|word| MenuEntry { word }).collect();

    let after = menu
        .iter()
        .position(|entry| entry.word == Command::Styles.word());
    let place = after.map_or(menu.len(), |styles| styles + 1);
    menu.splice(place..place, kinds.map(|word| MenuEntry { word }));
    menu
}

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

    /// Every command that has no kind of work, in the order of a messenger's menu.
    pub fn all() -> impl Iterator<Item = Self> {
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

    /// The word of a command: it follows a slash, in any case, perhaps followed by `@bot` and more
    /// words. `None` for text that does not begin with a slash.
    pub(super) fn word_of(text: &str) -> Option<String> {
        let word = text
            .strip_prefix('/')?
            .split([' ', '\n', '@'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();

        Some(word)
    }

    /// The command with this word.
    pub(super) fn named(word: &str) -> Self {
        word.parse().unwrap_or(Self::Unknown)
    }
}
