//! The texts of every language: none is left in English by accident or is in another alphabet,
//! plurals are those of the language, and what a messenger shows in a small place fits into it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::parser::parse;
use vernissage::domain::command;
use vernissage::domain::language::Language;
use vernissage::domain::message::{Description, Keyboard, Label, Title};

use crate::bot::texts::files;

/// Key → the text.
type Texts = BTreeMap<String, Pattern<String>>;

fn texts(language: Language) -> Texts {
    let mut texts = Texts::new();
    for file in files(&Path::new("locales").join(language.tag())) {
        let source = fs::read_to_string(&file).unwrap();
        let resource = parse(source).unwrap_or_else(|(_, errors)| {
            panic!("{}: {errors:?}", file.display());
        });

        for entry in resource.body {
            if let Entry::Message(message) = entry {
                texts.insert(message.id.name, message.value.unwrap());
            }
        }
    }

    texts
}

/// The variants of every choice in a text.
fn choices(pattern: &Pattern<String>) -> Vec<&[Variant<String>]> {
    let mut found = Vec::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable {
            expression: Expression::Select { variants, .. },
        } = element
        {
            found.push(variants.as_slice());
            found.extend(variants.iter().flat_map(|variant| choices(&variant.value)));
        }
    }

    found
}

/// The words of a text, in all variants, with a space for each gap.
fn words(pattern: &Pattern<String>) -> String {
    let mut words = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Select { variants, .. } => {
                    for variant in variants {
                        words.push_str(&self::words(&variant.value));
                        words.push(' ');
                    }
                }
                Expression::Inline(InlineExpression::StringLiteral { value }) => {
                    words.push_str(value);
                }
                Expression::Inline(_) => words.push(' '),
            },
        }
    }

    words
}

/// The categories of whole numbers below a million, by the CLDR, besides `other`.
fn plurals(language: Language) -> &'static [&'static str] {
    match language {
        // The default is for the rest, fractions or not.
        Language::Ru | Language::Uk => &["one", "few"],
        Language::Zh => &[],
        Language::En
        | Language::De
        | Language::Fr
        | Language::Es
        | Language::Pt
        | Language::Tr
        | Language::Kk => &["one"],
    }
}

/// Where 3 and 5 of something have the same form in Russian or Ukrainian.
const FEW_LIKE_MANY: [&str; 7] = [
    "balance-held",
    "likes-came",
    "no-free-left",
    "no-free-left-colouring",
    "no-free-left-dream",
    "no-free-left-wallpaper",
    "summary-missing",
];

/// Nouns stay the same beside a number.
const NOUNS_STAY: [Language; 3] = [Language::Tr, Language::Kk, Language::Zh];

/// In Russian and Ukrainian from five on, in French, Spanish and Portuguese of whole millions.
const OF_MANY: &str = "many";
/// Languages that have it.
const WITH_MANY: [Language; 5] = [
    Language::Ru,
    Language::Uk,
    Language::Fr,
    Language::Es,
    Language::Pt,
];

/// The plural categories that a choice names.
fn categories(variants: &[Variant<String>]) -> Vec<&str> {
    let names = variants.iter().filter_map(|variant| match &variant.key {
        VariantKey::Identifier { name } => Some(name.as_str()),
        VariantKey::NumberLiteral { .. } => None,
    });
    names.filter(|name| *name != "other").collect()
}

#[test]
fn each_choice_has_the_plurals_of_its_language() {
    let english = texts(Language::En);
    for language in Language::ALL {
        let wanted = plurals(language);
        for (key, pattern) in texts(language) {
            let place = format!("{key} of {}", language.code());
            let choices = choices(&pattern);

            for variants in &choices {
                let named = categories(variants);
                for category in &named {
                    let is_plural = wanted.contains(category)
                        || *category == OF_MANY && WITH_MANY.contains(&language);
                    assert!(is_plural, "{place} has [{category}], which no number is");
                }

                let missing = wanted.iter().find(|category| !named.contains(category));
                let is_covered = missing == Some(&"few") && FEW_LIKE_MANY.contains(&key.as_str());
                assert!(
                    named.is_empty() || missing.is_none() || is_covered,
                    "{place} has no {missing:?} beside {named:?}"
                );
            }

            let counts = |variants: &&[Variant<String>]| !categories(variants).is_empty();
            let counts_in_english = self::choices(&english[&key]).iter().any(counts);
            let counts_here = choices.iter().any(counts);
            assert!(
                NOUNS_STAY.contains(&language)
                    || !counts_in_english
                    || counts_here
                    || choices.is_empty(),
                "{place} has a choice without plurals"
            );
        }
    }
}

/// Names of people, programs, works and countries, which may be the same everywhere, and a word that
/// many languages have taken over: beginnings of keys.
const ALIKE_ANYWHERE: [&str; 10] = [
    "button-paint-",
    "country-",
    "network-source-",
    "plan-premium",
    "site-vk",
    "style-",
    "thing-605",
    "thing-924",
    "web-bot-said",
    "web-title",
];

/// What is the same in English and in one other language.
const ALIKE: [(Language, &[&str]); 3] = [
    (
        Language::De,
        &[
            "messenger-max",
            "messenger-telegram",
            "messenger-vk",
            "shortcut-balance",
            "site-link-max",
            "site-link-telegram",
            "site-link-vk",
        ],
    ),
    (
        Language::Fr,
        &[
            "button-less-strength",
            "button-liked-style",
            "button-more-strength",
            "button-take-style",
            "choice-dream-theme-jungle",
            "network-tile-orange",
            "saved-title",
            "sheet-face-label",
            "sheet-file",
            "shortcut-styles",
            "site-before",
            "site-pages",
            "site-styles",
            "span-minutes",
            "web-conversation",
        ],
    ),
    (Language::Pt, &["sheet-file"]),
];

fn may_be_alike(language: Language, key: &str) -> bool {
    let of_language = ALIKE.iter().find(|(of, _)| *of == language);
    ALIKE_ANYWHERE.iter().any(|head| key.starts_with(head))
        || of_language.is_some_and(|(_, keys)| keys.contains(&key))
}

#[test]
fn no_text_was_left_in_english() {
    let english = texts(Language::En);
    let mut left = Vec::new();
    for language in Language::ALL.into_iter().skip(1) {
        for (key, pattern) in texts(language) {
            let words = words(&pattern);
            let has_words = words
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .count()
                > 2;
            if has_words && !may_be_alike(language, &key) && words == self::words(&english[&key]) {
                left.push(format!("{key} of {}: {words}", language.code()));
            }
        }
    }

    assert!(left.is_empty(), "{left:#?}");
}

/// Letters of a neighbour's alphabet, which creep in where somebody copies or types them blindly.
const FOREIGN_LETTERS: [(Language, &str); 9] = [
    (Language::En, ""),
    (Language::Ru, "іїєґәғқңөұүһ"),
    (Language::Uk, "ыэъёәғқңөұүһ"),
    (Language::Kk, "їєґ"),
    (Language::De, "çğışãõñ"),
    (Language::Fr, "ğışãõñß"),
    (Language::Es, "ğışãõß"),
    (Language::Pt, "ğışñß"),
    (Language::Tr, "ãõñßéè"),
];

/// What is written in Latin letters wherever it stands.
fn is_latin_anywhere(word: &str) -> bool {
    word.chars()
        .all(|letter| !letter.is_alphabetic() || letter.is_ascii())
}

#[test]
fn every_text_is_in_the_letters_of_its_language() {
    let english = texts(Language::En);
    for language in Language::ALL {
        let foreign = FOREIGN_LETTERS.iter().find(|(of, _)| *of == language);
        let foreign = foreign.map_or("", |(_, letters)| *letters);
        let is_cyrillic = matches!(language, Language::Ru | Language::Uk | Language::Kk);

        for (key, pattern) in texts(language) {
            let place = format!("{key} of {}", language.code());
            let words = words(&pattern);
            if words == self::words(&english[&key]) || may_be_alike(language, &key) {
                continue;
            }

            for letter in words.to_lowercase().chars() {
                assert!(!foreign.contains(letter), "{place} has {letter}: {words}");

                let is_of_cyrillic = ('\u{400}'..='\u{52f}').contains(&letter);
                assert!(
                    is_cyrillic || !is_of_cyrillic,
                    "{place} has {letter}: {words}"
                );

                let is_chinese = ('\u{4e00}'..='\u{9fff}').contains(&letter);
                assert!(
                    language == Language::Zh || !is_chinese,
                    "{place} has {letter}: {words}"
                );
            }

            // A Latin c within a Cyrillic word looks right and is found by no search.
            let is_mixed = |word: &&str| {
                let cyrillic = word
                    .chars()
                    .any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
                cyrillic && word.chars().any(|letter| letter.is_ascii_alphabetic())
            };
            let mut parts = words.split(|letter: char| !letter.is_alphabetic());
            assert_eq!(parts.find(is_mixed), None, "{place}");

            if is_cyrillic || language == Language::Zh {
                assert!(
                    words
                        .split_whitespace()
                        .any(|word| !is_latin_anywhere(word))
                        || words.chars().all(|letter| !letter.is_alphabetic()),
                    "{place} is in Latin letters: {words}"
                );
            }
        }
    }
}

/// Large values for all gaps.
fn filled(language: Language, key: &str) -> String {
    let numbers = [
        "n",
        "price",
        "bonus",
        "percent",
        "size",
        "iteration",
        "iterations",
        "place",
        "number",
        "order",
    ];
    let mut values: Vec<_> = numbers.map(|name| (name, 1000.into())).to_vec();
    values.push(("format", "100×150".into()));
    values.push(("way", "Courier in St Petersburg".into()));

    language.fill(key, &values)
}

#[test]
fn buttons_are_short() {
    // What is said of old buttons and packs, and what has words of people in it, which have limits
    // of their own.
    let others = [
        "button-edit-style-of",
        "button-old",
        "button-show-title",
        "pack-gone",
    ];
    let heads = ["button-", "knob-", "choice-", "offer-", "shortcut-", "pack"];
    let whole = [
        "canvas-size",
        "share",
        "language-name",
        "site-chat",
        "site-styles",
    ];

    for language in Language::ALL {
        for key in texts(language).keys() {
            let is_button = heads.iter().any(|head| key.starts_with(head))
                || whole.contains(&key.as_str())
                || key.starts_with("country-");
            if !is_button || others.contains(&key.as_str()) {
                continue;
            }

            let label = filled(language, key);
            let length = label.encode_utf16().count();
            assert!(
                length <= Label::LIMIT,
                "{key} of {}: {label}",
                language.code()
            );
        }
    }
}

#[test]
fn invoices_menus_and_notices_fit_into_their_places() {
    /// The longest description of a command in Telegram's menu.
    const IN_THE_MENU: usize = 256;
    /// The longest notice that VKontakte shows when a button is pressed.
    const NOTICE: usize = 90;

    for language in Language::ALL {
        let fits = |key: &str, most: usize| {
            let words = filled(language, key);
            let length = words.encode_utf16().count();
            assert!(
                (1..=most).contains(&length),
                "{key} of {}: {words}",
                language.code()
            );
        };

        for key in ["invoice-title", "canvas-invoice-title"] {
            fits(key, Title::LIMIT);
        }
        for key in ["invoice-description", "canvas-invoice-description"] {
            fits(key, Description::LIMIT);
        }
        for key in ["pressed-start", "pressed-cancel", "pressed-file"] {
            fits(key, NOTICE);
        }
        for entry in command::menu()
            .into_iter()
            .filter(|entry| entry.word != "mirror")
        {
            fits(&entry.text_key(), IN_THE_MENU);
        }
    }
}

#[test]
fn the_languages_fill_a_keyboard_and_no_two_are_called_the_same() {
    const { assert!(Language::ALL.len() <= Keyboard::MOST) };

    let names: Vec<String> = Language::ALL.map(Language::own_name).to_vec();
    for (place, name) in names.iter().enumerate() {
        assert!(!names[..place].contains(name), "{name}");
    }
}
