//! What is said of a photo.

use super::{Group, Thing, Word, never_said};
use crate::domain::language::Language;
use crate::domain::work::Findings;

/// From this probability on it is that.
const SURE: f32 = 0.5;

/// From this one on it is perhaps that.
const LIKELY: f32 = 0.2;

/// From this one on a thing is worth naming beside another.
const NAMED_BESIDE: f32 = 0.1;

/// How many are named beside the first.
const MOST_BESIDE: usize = 2;

/// From this probability of the classes that photos of people get, the photo is one of a person, and
/// no animal is named.
const PERSON: f32 = 0.25;

/// The classes of animals.
const ANIMALS: std::ops::Range<u16> = 0..398;

/// What is said of a photo: a word with how certain it is, and up to two more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The first word and its certainty.
    pub certainty: Certainty,
    /// "And perhaps": up to two more things, the more probable first.
    pub others: Vec<Thing>,
}

/// How certain the first word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// "It is".
    It(Word),
    /// "Perhaps".
    Perhaps(Word),
    /// "I am not sure".
    NotSure,
}

/// A thing and its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// The thing.
    pub thing: Thing,
    /// 0..=1.
    pub probability: f32,
}

/// What may be said of a photo and is at least so probable, the most probable first.
#[must_use]
pub fn guesses(found: &Findings, least: f32) -> Vec<Guess> {
    let mut guesses = sayable(&found.probabilities());
    guesses.retain(|guess| guess.probability >= least);
    guesses
}

impl Seen {
    /// What may be said, given the probability of each class. Never-said classes are left out, as if
    /// they were not there: nothing else becomes more probable by that.
    #[must_use]
    pub fn from_probabilities(probabilities: &[f32]) -> Self {
        let guesses = sayable(probabilities);
        let certainty = certainty(&guesses);

        let first = match certainty {
            Certainty::It(word) | Certainty::Perhaps(word) => Some(word),
            Certainty::NotSure => None,
        };
        let others = guesses
            .iter()
            .filter(|guess| guess.probability >= NAMED_BESIDE)
            .map(|guess| guess.thing)
            .filter(|&thing| !first.is_some_and(|first| first.has_the_name_of(thing)))
            .take(MOST_BESIDE)
            .collect();

        Self { certainty, others }
    }

    /// What may be said, given what was found and kept.
    #[must_use]
    pub fn from_findings(found: &Findings) -> Self {
        Self::from_probabilities(&found.probabilities())
    }

    /// The first word, if there is one.
    #[must_use]
    pub const fn word(&self) -> Option<Word> {
        match self.certainty {
            Certainty::It(word) | Certainty::Perhaps(word) => Some(word),
            Certainty::NotSure => None,
        }
    }

    /// The classes of the first word, or, without one, of the other things: where they are in the
    /// photo is worth showing. Empty if nothing is named.
    #[must_use]
    pub fn classes(&self) -> Vec<u16> {
        match self.word() {
            Some(word) => word.classes(),
            None => self.others.iter().map(|thing| thing.class()).collect(),
        }
    }

    /// It as a sentence.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let first = match self.certainty {
            Certainty::It(word) => {
                language.fill("seen-it", &[("name", word.name(language).into())])
            }
            Certainty::Perhaps(word) => {
                language.fill("seen-perhaps", &[("name", word.name(language).into())])
            }
            Certainty::NotSure => language.text("seen-not-sure"),
        };

        let names: Vec<String> = self
            .others
            .iter()
            .map(|&thing| Word::Thing(thing).name(language))
            .collect();
        match names.as_slice() {
            [] => first,
            [one] => {
                let other = language.fill("seen-other", &[("name", one.as_str().into())]);
                format!("{first} {other}")
            }
            [one, two, ..] => {
                let fill = [
                    ("name", one.as_str().into()),
                    ("other", two.as_str().into()),
                ];
                format!("{first} {}", language.fill("seen-two-others", &fill))
            }
        }
    }
}

/// The things that may be said of the photo, the most probable first.
fn sayable(probabilities: &[f32]) -> Vec<Guess> {
    let classes = || (0..).zip(probabilities);
    let person: f32 = classes()
        .filter(|&(class, _)| never_said::speaks_of_a_person(class))
        .map(|(_, probability)| probability)
        .sum();
    let hides_animals = person >= PERSON;

    let mut guesses: Vec<Guess> = classes()
        .filter(|&(class, _)| !(hides_animals && ANIMALS.contains(&class)))
        .filter_map(|(class, &probability)| {
            let thing = Thing::new(class).filter(|thing| thing.may_be_said())?;
            Some(Guess { thing, probability })
        })
        .collect();
    guesses.sort_by(|a, b| b.probability.total_cmp(&a.probability));

    guesses
}

/// A class alone if it is sure, otherwise the narrowest group that is; and the same for what is only
/// likely.
fn certainty(guesses: &[Guess]) -> Certainty {
    let at_least = |limit: f32| {
        let best = guesses.first().filter(|guess| guess.probability >= limit);
        best.map(|guess| Word::Thing(guess.thing))
            .or_else(|| narrowest_group(guesses, limit).map(Word::Group))
    };

    if let Some(word) = at_least(SURE) {
        Certainty::It(word)
    } else if let Some(word) = at_least(LIKELY) {
        Certainty::Perhaps(word)
    } else {
        Certainty::NotSure
    }
}

/// The group with the fewest classes among those whose things are together so probable.
fn narrowest_group(guesses: &[Guess], limit: f32) -> Option<Group> {
    let probability = |group: Group| -> f32 {
        let classes = group.classes();
        let members = guesses
            .iter()
            .filter(|guess| classes.contains(&guess.thing.class()));
        members.map(|guess| guess.probability).sum()
    };

    Group::ALL
        .iter()
        .copied()
        .filter(|&group| probability(group) >= limit)
        .min_by_key(|group| group.classes().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::work::Finding;

    const BEAGLE: u16 = 162;
    const BASSET: u16 = 161;
    const BLOODHOUND: u16 = 163;
    const TABBY: u16 = 281;
    const TIGER_CAT: u16 = 282;
    const EGYPTIAN_CAT: u16 = 285;
    const CASTLE: u16 = 483;
    const WIG: u16 = 903;
    const BOW_TIE: u16 = 457;
    const CHIMPANZEE: u16 = 367;
    const MONARCH: u16 = 323;
    const RINGLET: u16 = 322;
    const ADMIRAL: u16 = 321;

    fn seen(scores: &[(u16, f32)]) -> Seen {
        let mut probabilities = vec![0.0; usize::from(Thing::COUNT)];
        for &(class, probability) in scores {
            probabilities[usize::from(class)] = probability;
        }
        Seen::from_probabilities(&probabilities)
    }

    /// What is said in English.
    fn said(scores: &[(u16, f32)]) -> String {
        seen(scores).in_words(Language::En)
    }

    #[test]
    fn words_are_as_certain_as_the_network() {
        assert_eq!(said(&[(CASTLE, 0.65)]), "It is a castle.");
        assert_eq!(said(&[(CASTLE, 0.5)]), "It is a castle.");
        assert_eq!(said(&[(CASTLE, 0.49)]), "Perhaps it is a castle.");
        assert_eq!(said(&[(CASTLE, 0.2)]), "Perhaps it is a castle.");
        assert_eq!(
            said(&[(CASTLE, 0.15)]),
            "I am not sure what it is. Perhaps a castle."
        );
        assert_eq!(said(&[(CASTLE, 0.05)]), "I am not sure what it is.");
        assert_eq!(said(&[]), "I am not sure what it is.");
    }

    #[test]
    fn close_kinds_together_are_a_broader_word() {
        let cats = [(TABBY, 0.25), (TIGER_CAT, 0.2), (EGYPTIAN_CAT, 0.45)];
        assert_eq!(
            seen(&cats).certainty,
            Certainty::It(Word::Group(Group::Cat))
        );
        assert_eq!(
            said(&cats),
            "It is a cat. Perhaps an Egyptian cat or a tabby cat."
        );
        assert_eq!(seen(&cats).classes(), [281, 282, 283, 284, 285]);

        let dogs = [(BEAGLE, 0.15), (BASSET, 0.1), (BLOODHOUND, 0.08)];
        assert_eq!(
            said(&dogs),
            "Perhaps it is a dog. Perhaps a beagle or a basset hound."
        );
    }

    #[test]
    fn no_name_is_said_twice() {
        let cups = [(504, 0.25), (968, 0.12)];
        assert_eq!(said(&cups), "Perhaps it is a coffee mug. Perhaps a cup.");
        let cups = [(504, 0.3), (968, 0.4)];
        assert_eq!(said(&cups), "It is a cup. Perhaps a coffee mug.");
    }

    #[test]
    fn the_narrowest_word_is_said() {
        let butterflies = [(MONARCH, 0.3), (RINGLET, 0.2), (ADMIRAL, 0.1)];
        assert_eq!(
            seen(&butterflies).certainty,
            Certainty::It(Word::Group(Group::Butterfly))
        );
    }

    #[test]
    fn what_is_never_said_is_no_best_either() {
        let wig = [(WIG, 0.9), (CASTLE, 0.05)];
        assert_eq!(said(&wig), "I am not sure what it is.");
        let tie = [(BOW_TIE, 0.4), (CASTLE, 0.3)];
        assert_eq!(said(&tie), "Perhaps it is a castle.");
        assert!(seen(&[(CHIMPANZEE, 0.99)]).classes().is_empty());
    }

    #[test]
    fn no_animal_is_named_where_a_person_is() {
        let portrait = [(WIG, 0.3), (BEAGLE, 0.6)];
        assert_eq!(seen(&portrait).word(), None);
        assert!(seen(&portrait).others.is_empty());

        let dog = [(WIG, 0.1), (BEAGLE, 0.6)];
        assert_eq!(said(&dog), "It is a beagle.");
    }

    #[test]
    fn what_was_kept_is_said_as_what_was_found() {
        let finding = |class, permille| Finding { class, permille };
        let found = Findings(vec![
            finding(EGYPTIAN_CAT, 600),
            finding(WIG, 200),
            finding(TABBY, 100),
            finding(60_000, 50),
        ]);

        let words = Seen::from_findings(&found).in_words(Language::En);
        assert_eq!(words, "It is an Egyptian cat. Perhaps a tabby cat.");
        let classes = |least| -> Vec<u16> {
            let guesses = guesses(&found, least).into_iter();
            guesses.map(|guess| guess.thing.class()).collect()
        };
        assert_eq!(classes(0.15), [EGYPTIAN_CAT]);
        assert_eq!(classes(0.05), [EGYPTIAN_CAT, TABBY]);
    }

    #[test]
    fn russian_is_spoken_too() {
        let words = seen(&[(EGYPTIAN_CAT, 0.6), (TABBY, 0.2), (TIGER_CAT, 0.1)]);
        assert_eq!(
            words.in_words(Language::Ru),
            "Это египетская кошка. Возможно, полосатая кошка или кошка тигрового окраса."
        );
    }
}
