//! `vernissage see`: says what a network takes a photo for.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Failure, output::Output, read_picture};
use crate::{
    config::Settings,
    domain::{
        language::Language,
        things::{Certainty, Seen, Thing, Word},
    },
    engine::sight::{Classifier, Scores},
};

/// How many classes the JSON lists.
const LISTED: usize = 5;

/// Say what a network sees in a photo
#[derive(Debug, Args)]
pub(super) struct See {
    /// The photo
    #[arg(long, value_name = "FILE")]
    content: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl See {
    /// Looks.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let photo = read_picture(&self.content, &settings.picture_limits())?;
        let scores = Classifier::new()?.classify(&photo)?;
        let seen = Seen::from_probabilities(scores.probabilities());
        let words = seen.in_words(Language::En);

        if self.json {
            output.line(json!({
                "words": words,
                "certainty": match seen.certainty {
                    Certainty::It(_) => "it is",
                    Certainty::Perhaps(_) => "perhaps",
                    Certainty::NotSure => "not sure",
                },
                "word": seen.word().map(named),
                "others": seen.others.iter().map(|&thing| named(Word::Thing(thing))).collect::<Vec<_>>(),
                "classes": classes(&scores),
            }));
        } else {
            output.line(words);
        }

        Ok(())
    }
}

fn named(word: Word) -> Value {
    json!({ "key": word.text_key(), "name": word.name(Language::En) })
}

/// The most probable classes that may be said. Who reads the JSON may show it to people.
fn classes(scores: &Scores) -> Vec<Value> {
    let best = scores.best(scores.probabilities().len());
    let said = best.into_iter().filter_map(|score| {
        let thing = Thing::new(score.class).filter(|thing| thing.may_be_said())?;
        Some(json!({
            "class": score.class,
            "key": thing.text_key(),
            "name": Word::Thing(thing).name(Language::En),
            "probability": score.probability,
        }))
    });

    said.take(LISTED).collect()
}
