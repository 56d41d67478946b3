//! The languages of the bot, and access to its texts in `locales/`. What sets the languages apart is
//! data: a row for each in `traits.rs`.

mod numbers;
mod tags;
mod traits;
mod translated;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::Loader;
use fluent_templates::fluent_bundle::FluentValue;
use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

fluent_templates::static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "en",
        // Some messengers show Unicode isolation marks around values as boxes.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

pub use translated::Translated;

/// A value that is filled into a text.
pub type Fill<'a> = (&'static str, FluentValue<'a>);

/// A language the bot speaks.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Portuguese, as in Brazil.
    Pt,
    /// Turkish.
    Tr,
    /// Kazakh, in Cyrillic letters.
    Kk,
    /// Ukrainian.
    Uk,
    /// Chinese, in simplified characters.
    Zh,
}

/// The gaps that texts of kinds of work may have.
const GAPS_OF_KINDS: [&str; 7] = ["n", "percent", "picture", "price", "shown", "span", "size"];

impl Language {
    /// Every language.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The two-letter code in the database, in buttons and in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// Reads [`Language::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// What the language calls itself.
    #[must_use]
    pub fn own_name(self) -> String {
        self.text("language-name")
    }

    /// The text of a key.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        TEXTS.lookup(&self.traits().folder, key)
    }

    /// The text of a key that may not exist.
    #[must_use]
    pub fn known(self, key: &str) -> Option<String> {
        TEXTS.try_lookup(&self.traits().folder, key)
    }

    /// Whether there is a text with this key. Its gaps are among [`GAPS_OF_KINDS`], because the
    /// library does not tell a missing text from one with a gap that nothing fills.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        let values = GAPS_OF_KINDS
            .iter()
            .map(|name| (Cow::Borrowed(*name), FluentValue::from(1)))
            .collect();
        TEXTS
            .try_lookup_with_args(&self.traits().folder, key, &values)
            .is_some()
    }

    /// The text of a key with values filled in.
    #[must_use]
    pub fn fill(self, key: &str, values: &[Fill]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue> = values
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
            .collect();
        TEXTS.lookup_with_args(&self.traits().folder, key, &values)
    }
}
