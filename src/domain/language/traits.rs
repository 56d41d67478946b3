//! What sets the languages apart, one row for each.

use fluent_templates::{LanguageIdentifier, langid};
use strum::EnumCount;

use super::Language;

/// A row.
pub(super) struct Traits {
    /// Its folder in `locales/`.
    pub(super) folder: LanguageIdentifier,
    /// The same as BCP 47 writes it: what a page or a document says that it is written in.
    pub(super) tag: &'static str,
    /// The language and country as Open Graph writes them.
    pub(super) locale: &'static str,
    /// Stands before the decimals of a number.
    pub(super) decimal_sign: char,
    /// Stands between the thousands of a long number.
    pub(super) thousands_sign: char,
    /// Whether the capital of a dotted i has its dot, too.
    pub(super) dots_capitals: bool,
    /// Which of English and Russian its speakers are more likely to read.
    pub(super) second: Language,
    /// Tags of languages that we have no texts in, and whose speakers mostly read this one.
    pub(super) neighbours: &'static [&'static str],
}

/// Breaks no line, and is as wide as a space.
const NO_BREAK: char = '\u{a0}';
/// Breaks no line, and is narrow.
const NARROW_NO_BREAK: char = '\u{202f}';

/// In the order of the languages.
static TRAITS: [Traits; Language::COUNT] = [
    Traits {
        folder: langid!("en"),
        tag: "en",
        locale: "en_US",
        decimal_sign: '.',
        thousands_sign: ',',
        dots_capitals: false,
        second: Language::En,
        neighbours: &[],
    },
    Traits {
        folder: langid!("ru"),
        tag: "ru",
        locale: "ru_RU",
        decimal_sign: ',',
        thousands_sign: NO_BREAK,
        dots_capitals: false,
        second: Language::Ru,
        neighbours: &[
            "az", "ba", "be", "ce", "cv", "hy", "ky", "os", "sah", "tg", "tk", "tt", "udm", "uz",
        ],
    },
    Traits {
        folder: langid!("de"),
        tag: "de",
        locale: "de_DE",
        decimal_sign: ',',
        thousands_sign: '.',
        dots_capitals: false,
        second: Language::En,
        neighbours: &["gsw", "lb", "nds"],
    },
    Traits {
        folder: langid!("fr"),
        tag: "fr",
        locale: "fr_FR",
        decimal_sign: ',',
        thousands_sign: NARROW_NO_BREAK,
        dots_capitals: false,
        second: Language::En,
        neighbours: &["br", "co", "oc", "wa"],
    },
    Traits {
        folder: langid!("es"),
        tag: "es",
        locale: "es_ES",
        decimal_sign: ',',
        thousands_sign: NO_BREAK,
        dots_capitals: false,
        second: Language::En,
        neighbours: &["ast", "ay", "ca", "eu", "gl", "gn", "qu"],
    },
    Traits {
        folder: langid!("pt-BR"),
        tag: "pt-BR",
        locale: "pt_BR",
        decimal_sign: ',',
        thousands_sign: '.',
        dots_capitals: false,
        second: Language::En,
        neighbours: &[],
    },
    Traits {
        folder: langid!("tr"),
        tag: "tr",
        locale: "tr_TR",
        decimal_sign: ',',
        thousands_sign: '.',
        dots_capitals: true,
        second: Language::En,
        neighbours: &[],
    },
    Traits {
        folder: langid!("kk"),
        tag: "kk",
        locale: "kk_KZ",
        decimal_sign: ',',
        thousands_sign: NO_BREAK,
        dots_capitals: false,
        second: Language::Ru,
        neighbours: &[],
    },
    Traits {
        folder: langid!("uk"),
        tag: "uk",
        locale: "uk_UA",
        decimal_sign: ',',
        thousands_sign: NO_BREAK,
        dots_capitals: false,
        second: Language::Ru,
        neighbours: &["rue"],
    },
    Traits {
        folder: langid!("zh-CN"),
        tag: "zh-CN",
        locale: "zh_CN",
        decimal_sign: '.',
        thousands_sign: ',',
        dots_capitals: false,
        second: Language::En,
        neighbours: &["cmn", "gan", "hak", "hsn", "nan", "wuu", "yue"],
    },
];

impl Language {
    pub(super) fn traits(self) -> &'static Traits {
        &TRAITS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_row() {
        for language in Language::ALL {
            let Traits {
                folder,
                tag,
                locale,
                ..
            } = language.traits();
            assert_eq!(folder.to_string(), *tag);
            assert_eq!(tag.split('-').next(), Some(language.code()));
            assert_eq!(locale.split('_').next(), Some(language.code()));
        }
    }
}
