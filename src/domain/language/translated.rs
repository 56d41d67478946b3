//! Words of the settings in some of the languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Language;

/// The same words in some of the languages, by their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Translated(BTreeMap<Language, String>);

impl Translated {
    /// The words in each of these languages.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = (Language, String)>) -> Self {
        Self(words.into_iter().collect())
    }

    /// The words in exactly this language; empty if there are none.
    #[must_use]
    pub fn exactly_in(&self, language: Language) -> &str {
        self.0.get(&language).map_or("", String::as_str)
    }

    /// The words in this language, or else in English or Russian, whichever its speakers are more
    /// likely to read; empty if there are none.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        [language, language.second()]
            .map(|language| self.exactly_in(language))
            .into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or_default()
    }

    /// Each language that has words, and these.
    pub fn all(&self) -> impl Iterator<Item = (Language, &str)> {
        let words = self.0.iter();
        words.map(|(language, words)| (*language, words.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_no_words_of_their_own_gets_the_likeliest_others() {
        let words = [
            (Language::En, "Post"),
            (Language::Ru, "Почта"),
            (Language::De, "Versand"),
        ];
        let words = Translated::new(words.map(|(language, text)| (language, text.to_owned())));
        for (language, text) in [
            (Language::De, "Versand"),
            (Language::Fr, "Post"),
            (Language::Zh, "Post"),
            (Language::Kk, "Почта"),
            (Language::Ru, "Почта"),
        ] {
            assert_eq!(words.in_language(language), text);
        }

        assert_eq!(words.exactly_in(Language::Fr), "");
        assert_eq!(Translated::default().in_language(Language::Fr), "");
    }
}
