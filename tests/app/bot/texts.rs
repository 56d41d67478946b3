//! The texts: all languages have the same keys with the same placeholders, no text is hard-coded,
//! and none is missing or unused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use vernissage::domain::language::Language;
use vernissage::domain::work;

/// Key → the gaps in its text.
fn texts(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = BTreeMap::new();
    let mut key = String::new();
    for file in files(&PathBuf::from("locales").join(language)) {
        for line in fs::read_to_string(&file)
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            if let Some((name, _)) = line
                .split_once(" =")
                .filter(|_| !line.starts_with([' ', '}']))
            {
                name.clone_into(&mut key);
                assert!(
                    texts.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{key} stands twice in {language}"
                );
            }

            let gaps = line.match_indices('$').map(|(at, _)| {
                line[at + 1..]
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect::<String>()
            });
            texts.entry(key.clone()).or_default().extend(gaps);
        }
    }

    texts.remove("");
    texts
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };

    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }

    found.sort();
    found
}

/// Every string literal of the code that talks to people, without its tests, with its place.
fn literals() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in [
        "src/domain",
        "src/messengers",
        "src/print_sheet",
        "src/web",
        "src/workers",
    ] {
        let is_code = |file: &&PathBuf| {
            file.extension().is_some_and(|end| end == "rs") && !file.ends_with("tests.rs")
        };

        for file in files(Path::new(folder)).iter().filter(is_code) {
            let code = fs::read_to_string(file).unwrap();
            let code = code.split("#[cfg(test)]").next().unwrap();

            for (number, line) in code
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.trim_start().starts_with("//"))
            {
                let place = format!("{}:{}", file.display(), number + 1);
                found.extend(
                    line.split('"')
                        .skip(1)
                        .step_by(2)
                        .map(|literal| (place.clone(), literal.to_owned())),
                );
            }
        }
    }

    found
}

/// The keys that stand in the templates of pages.
fn keys_of_pages() -> Vec<String> {
    let pages = files(Path::new("src/web/templates"));
    let text: String = pages
        .iter()
        .map(|page| fs::read_to_string(page).unwrap())
        .collect();
    let keys = text
        .split("say(\"")
        .skip(1)
        .chain(text.split("text(\"").skip(1));

    keys.filter_map(|rest| rest.split('"').next().map(ToOwned::to_owned))
        .collect()
}

#[test]
fn every_language_has_every_text_with_the_same_gaps() {
    let english = texts("en");
    for language in Language::ALL {
        assert_eq!(texts(language.tag()), english, "{}", language.code());
    }

    let folders = fs::read_dir("locales").unwrap().count();
    assert_eq!(folders, Language::ALL.len(), "each folder is a language");
}

#[test]
fn a_text_is_in_the_same_file_in_every_language() {
    let names = |language: Language| -> Vec<(String, Vec<String>)> {
        files(&Path::new("locales").join(language.tag()))
            .iter()
            .map(|file| {
                let text = fs::read_to_string(file).unwrap();
                let mut keys: Vec<String> = text
                    .lines()
                    .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
                    .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
                    .collect();
                keys.sort();
                (
                    file.file_name().unwrap().to_string_lossy().into_owned(),
                    keys,
                )
            })
            .collect()
    };

    let english = names(Language::En);
    for language in Language::ALL {
        assert_eq!(names(language), english, "{}", language.code());
    }
}

#[test]
fn every_class_of_the_classifier_has_a_short_name_of_its_own() {
    for language in Language::ALL.map(Language::tag) {
        let file = Path::new("locales").join(language).join("things.ftl");
        let text = fs::read_to_string(file).unwrap();
        let names: BTreeMap<&str, &str> = text
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .collect();

        let mut classes = BTreeMap::new();
        for class in 0..1000 {
            let key = format!("thing-{class}");
            let name = *names
                .get(key.as_str())
                .unwrap_or_else(|| panic!("{language} has no {key}"));
            let other = classes.insert(name, class);
            assert_eq!(other, None, "{name} of {language} is also {key}");
        }

        for (key, name) in names {
            let letters = name.chars().count();
            assert!((2..=40).contains(&letters), "{key} of {language}: {name}");
        }
    }
}

/// Files whose words are not for the people who chat: what messengers say and call languages, and
/// what the check of the settings tells the operator.
const NOT_FOR_PEOPLE: [&str; 6] = [
    "src/messengers/max/settings.rs",
    "src/messengers/max/setup.rs",
    "src/messengers/telegram/error.rs",
    "src/messengers/telegram/setup.rs",
    "src/messengers/vk/languages.rs",
    "src/messengers/vk/setup.rs",
];

#[test]
fn no_text_stands_in_the_code() {
    // What a developer reads: errors and refusals, assertions, the reasons of lint expectations.
    let for_developers = [
        "expect(",
        "reason =",
        "Err(",
        "Refused(",
        "ok_or(",
        "debug_assert",
        "tracing::",
        "context(",
        "bail!(",
        "anyhow!(",
        "#[error(",
        "Retry(",
        "insist(",
    ];

    // What a program reads: headers and metrics.
    let for_programs = [
        "Max-Age",
        "max-age",
        "SameSite",
        "# TYPE",
        "text/",
        "no-store",
        "no-cache",
        "accept-language",
        "attachment",
        "state=",
        "{value}",
        "%Y",
    ];

    for (place, literal) in literals() {
        let (file, line) = place.split_once(':').unwrap();
        if NOT_FOR_PEOPLE.iter().any(|other| file.ends_with(other)) {
            continue;
        }

        let code = fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = code.lines().collect();
        let number = line.parse::<usize>().unwrap();
        let line = lines[number - 1];

        // A long text stands on a line of its own, below the call that takes it.
        let indent = |line: &str| line.len() - line.trim_start().len();
        let opening = lines[..number - 1]
            .iter()
            .rfind(|above| !above.trim().is_empty() && indent(above) < indent(line))
            .filter(|above| line.trim_start().starts_with('"') && above.ends_with('('))
            .unwrap_or(&"");
        let is_for_developers = for_developers
            .iter()
            .any(|word| line.contains(word) || opening.contains(word));

        if is_for_developers || for_programs.iter().any(|word| line.contains(word)) {
            continue;
        }

        let cyrillic = literal
            .chars()
            .any(|letter| ('а'..='я').contains(&letter.to_lowercase().next().unwrap()));
        let plain = literal.split(['{', '}']).step_by(2).collect::<String>();
        let words = plain
            .split_whitespace()
            .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);

        assert!(
            !cyrillic && words.count() < 2,
            "{place} speaks to people by itself: {literal:?}"
        );
    }
}

/// What stands before the name of a kind in a key.
fn heads_by_kind(key: &str) -> impl Iterator<Item = &str> {
    work::kinds().into_iter().filter_map(move |kind| {
        let name = format!("-{}", kind.name);
        let (head, rest) = key.split_once(&name)?;
        (rest.is_empty() || rest.starts_with('-')).then_some(head)
    })
}

#[test]
fn every_key_in_the_code_has_a_text_and_every_text_a_key() {
    let texts = texts("en");
    let code: BTreeSet<String> = literals()
        .into_iter()
        .map(|(_, literal)| literal)
        .chain(keys_of_pages())
        .collect();

    // Keys that are put together: `strength-{…}` and so on.
    let families: Vec<&str> = code
        .iter()
        .filter_map(|literal| literal.split_once("-{").map(|(head, _)| head))
        .collect();

    for key in texts.keys() {
        let family = families.iter().any(|head| {
            key.strip_prefix(head)
                .is_some_and(|rest| rest.starts_with('-'))
        });
        let of_kind = heads_by_kind(key).any(|head| code.contains(head));
        // Names of what the classifier knows. They make a whole, whichever of them are said.
        let is_of_the_classifier = key.starts_with("thing-");
        assert!(
            code.contains(key) || family || of_kind || is_of_the_classifier,
            "nobody says {key}"
        );
    }

    let first_words: BTreeSet<&str> = texts
        .keys()
        .filter_map(|key| key.split_once('-').map(|(head, _)| head))
        .collect();

    for literal in code
        .iter()
        .filter(|literal| literal.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
    {
        let like_a_key = literal
            .split_once('-')
            .is_some_and(|(head, rest)| first_words.contains(head) && !rest.is_empty());
        let of_kind = work::kinds()
            .iter()
            .any(|kind| texts.contains_key(&kind.text(literal)));
        assert!(
            !like_a_key || of_kind || texts.contains_key(literal),
            "there is no text {literal}"
        );
    }
}
