//! Things by words of their English names.

use super::{Group, Thing};
use crate::domain::language::Language;

/// How a word of a search is compared with a word of a name.
type Comparison = fn(&str, &str) -> bool;

/// The classes whose English name, or that of one of their groups, has all these words. Where no
/// name has them whole, names with words that begin so are found: "cat" finds no catamaran, "catam"
/// does. Classes that are never said are not found.
#[must_use]
pub fn with_words(words: &str) -> Vec<u16> {
    let words: Vec<String> = split(words);
    let whole: Comparison = |name, word| name == word || word.strip_suffix('s') == Some(name);
    let beginning: Comparison = |name, word| name.starts_with(word);

    let found = matching(&words, whole);
    if found.is_empty() {
        matching(&words, beginning)
    } else {
        found
    }
}

fn matching(words: &[String], is_alike: Comparison) -> Vec<u16> {
    let has_all = |key: &str| {
        let name = split(&Language::En.text(key));
        let has = |word: &String| name.iter().any(|part| is_alike(part, word));
        !words.is_empty() && words.iter().all(has)
    };

    let groups = Group::ALL.iter().filter(|group| has_all(&group.text_key()));
    let of_groups: Vec<u16> = groups.flat_map(|group| group.classes()).collect();

    let things = (0..Thing::COUNT).filter_map(Thing::new);
    things
        .filter(|thing| thing.may_be_said())
        .filter(|thing| of_groups.contains(&thing.class()) || has_all(&thing.text_key()))
        .map(Thing::class)
        .collect()
}

/// The words without articles, in small letters.
fn split(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !matches!(*word, "" | "a" | "an" | "the"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_found_by_their_words_and_their_groups() {
        for (words, class, is_found) in [
            ("castle", 483, true),
            ("A Castle", 483, true),
            ("egyptian cat", 285, true),
            ("cat", 285, true),
            ("cats", 285, true),
            ("cat", 484, false),
            ("catam", 484, true),
            ("dog", 162, true),
            ("castle", 285, false),
            ("wig", 903, false),
            ("qwertz", 285, false),
            ("the", 285, false),
            ("", 285, false),
        ] {
            assert_eq!(with_words(words).contains(&class), is_found, "{words}");
        }
    }
}
