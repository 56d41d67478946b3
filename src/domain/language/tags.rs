//! Tags of languages, as apps and browsers send them.

use super::Language;

impl Language {
    /// What a page or a document in this language says that it is written in, by BCP 47: `pt-BR`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.traits().tag
    }

    /// The language and country as Open Graph writes them: `pt_BR`.
    #[must_use]
    pub fn locale(self) -> &'static str {
        self.traits().locale
    }

    /// Which of English and Russian its speakers are more likely to read, for what has no words in
    /// their own language.
    #[must_use]
    pub fn second(self) -> Self {
        self.traits().second
    }

    /// The best guess from an app's tag such as `ru-RU`, `zh-hans` or `en_GB`; English for languages
    /// that are unknown.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        Self::near_tag(tag).unwrap_or_default()
    }

    /// The language with this tag, or the one that its speakers mostly read; `None` for a language
    /// that is neither.
    ///
    /// Only the first part counts: Portuguese is Brazilian everywhere. Chinese is simplified in
    /// Taiwan and Hong Kong as well, because people there read it more easily than English; the
    /// CLDR's table of such distances says the same.
    #[must_use]
    pub fn near_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        let first = first.trim().to_ascii_lowercase();
        let is_neighbour = |language: &Self| {
            let neighbours = language.traits().neighbours;
            neighbours.contains(&first.as_str())
        };

        Self::parse(&first).or_else(|| Self::ALL.into_iter().find(is_neighbour))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_messengers_tag_is_understood() {
        for (tag, code) in [
            ("ru", "ru"),
            ("ru-RU", "ru"),
            ("be_BY", "ru"),
            ("KY", "ru"),
            ("UK", "uk"),
            ("kk-KZ", "kk"),
            ("de-AT", "de"),
            ("gsw", "de"),
            ("ca-ES", "es"),
            ("es-419", "es"),
            ("pt", "pt"),
            ("pt-PT", "pt"),
            ("fr_CA", "fr"),
            ("tr", "tr"),
            ("zh", "zh"),
            ("zh-Hans-CN", "zh"),
            ("zh-hant-TW", "zh"),
            ("yue", "zh"),
            ("en-GB", "en"),
        ] {
            let language = Language::near_tag(tag);
            assert_eq!(language.map(Language::code), Some(code), "{tag}");
        }

        for tag in ["", "*", "sr", "fi-FI", "russian-ish", "-", "r"] {
            assert_eq!(Language::near_tag(tag), None, "{tag}");
            assert_eq!(Language::from_tag(tag), Language::En, "{tag}");
        }
    }
}
