//! The languages of VKontakte: their numbers in apps, and their names in profiles.

use crate::domain::language::Language;

/// A language as VKontakte counts them, and its tag.
struct Numbered {
    number: i64,
    tag: &'static str,
}

impl Numbered {
    const fn new(number: i64, tag: &'static str) -> Self {
        Self { number, tag }
    }
}

/// Those that we have texts in, or in a language that their speakers mostly read. Russian is there
/// as before the revolution and as in the Soviet Union, too, and Ukrainian in three ways.
const NUMBERS: [Numbered; 31] = [
    Numbered::new(0, "ru"),
    Numbered::new(1, "uk"),
    Numbered::new(2, "be"),
    Numbered::new(3, "en"),
    Numbered::new(4, "es"),
    Numbered::new(6, "de"),
    Numbered::new(12, "pt"),
    Numbered::new(16, "fr"),
    Numbered::new(18, "zh"),
    Numbered::new(50, "tt"),
    Numbered::new(51, "ba"),
    Numbered::new(52, "cv"),
    Numbered::new(57, "az"),
    Numbered::new(58, "hy"),
    Numbered::new(62, "tk"),
    Numbered::new(65, "uz"),
    Numbered::new(70, "tg"),
    Numbered::new(73, "pt-BR"),
    Numbered::new(82, "tr"),
    Numbered::new(87, "ky"),
    Numbered::new(91, "os"),
    Numbered::new(97, "kk"),
    Numbered::new(100, "ru"),
    Numbered::new(105, "sah"),
    Numbered::new(107, "udm"),
    Numbered::new(114, "be"),
    Numbered::new(119, "zh-TW"),
    Numbered::new(298, "rue"),
    Numbered::new(452, "uk"),
    Numbered::new(454, "uk"),
    Numbered::new(777, "ru"),
];

/// A language as VKontakte calls it in its own letters, in lower case, and its tag.
struct Named {
    name: &'static str,
    tag: &'static str,
}

impl Named {
    const fn new(name: &'static str, tag: &'static str) -> Self {
        Self { name, tag }
    }
}

/// Those whose names are not the ones in our texts, and neighbours of Russian.
const NAMES: [Named; 9] = [
    Named::new("беларуская", "be"),
    Named::new("казакша", "kk"),
    Named::new("татарча", "tt"),
    Named::new("башҡортса", "ba"),
    Named::new("кыргыз тили", "ky"),
    Named::new("português", "pt"),
    Named::new("português brasileiro", "pt"),
    Named::new("汉语", "zh"),
    Named::new("中文", "zh"),
];

/// The language of an app with this number; English for all others.
pub(super) fn with_number(number: i64) -> Language {
    let found = NUMBERS.iter().find(|language| language.number == number);
    found.map_or_else(Language::default, |language| {
        Language::from_tag(language.tag)
    })
}

/// The language with this name in a profile; English for all others.
pub(super) fn with_name(name: &str) -> Language {
    let name = name.to_lowercase();
    let is_called_so = |language: &Language| language.own_name().to_lowercase() == name;
    if let Some(language) = Language::ALL.into_iter().find(is_called_so) {
        return language;
    }

    let found = NAMES.iter().find(|language| language.name == name);
    found.map_or_else(Language::default, |language| {
        Language::from_tag(language.tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_speaks_the_language_with_its_number() {
        for (number, language) in [
            (0, Language::Ru),
            (1, Language::Uk),
            (2, Language::Ru),
            (3, Language::En),
            (5, Language::En),
            (6, Language::De),
            (12, Language::Pt),
            (16, Language::Fr),
            (18, Language::Zh),
            (50, Language::Ru),
            (73, Language::Pt),
            (82, Language::Tr),
            (97, Language::Kk),
            (100, Language::Ru),
            (777, Language::Ru),
            (-1, Language::En),
        ] {
            assert_eq!(with_number(number), language, "{number}");
        }
    }

    #[test]
    fn a_profile_names_a_language_in_its_own_letters() {
        for (name, language) in [
            ("Русский", Language::Ru),
            ("Беларуская", Language::Ru),
            ("Українська", Language::Uk),
            ("Қазақша", Language::Kk),
            ("Deutsch", Language::De),
            ("Français", Language::Fr),
            ("Español", Language::Es),
            ("Português", Language::Pt),
            ("Türkçe", Language::Tr),
            ("汉语", Language::Zh),
            ("English", Language::En),
            ("Suomi", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(with_name(name), language, "{name}");
        }
    }
}
