//! `vernissage see`: says what a network takes a photo for, and makes the sheet of all that it sees.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

use anyhow::Context;
use clap::Args;
use serde_json::{Value, json};

use super::{
    Failure,
    destination::{Files, most_bytes},
    load_weights, open_device,
    output::{Output, note},
    read_picture,
    stylize::{BAR_STEPS, STOP, progress_bar, write},
    with_causes,
};
use crate::{
    config::Settings,
    domain::{
        language::Language,
        things::{Certainty, Seen, Thing, Word},
    },
    engine::{
        candle_device::CandleDevice,
        device::DeviceChoice,
        image::{OutputFormat, Picture, Size},
        sight::{Classifier, Progress, Scores, Seer, sheet},
    },
    workers::sheet_words::sheet_words,
};

/// More than any sheet.
const SHEET: Size = Size::new(1080, 4000);

/// How many classes the JSON lists.
const LISTED: usize = 5;

/// Say what a network sees in a photo
#[derive(Debug, Args)]
pub(super) struct See {
    /// The photo
    #[arg(long, value_name = "FILE")]
    content: PathBuf,
    /// The sheet to write, with where the network looks, what its layers see and what they dream of:
    /// .jpg or .png
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Language of the words, by its code: en, ru, de, …
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    /// Where the layers run: auto, cpu or cuda:N
    #[arg(long, requires = "out")]
    device: Option<DeviceChoice>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl See {
    /// Looks.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let format = self.out.as_deref().map(format).transpose()?;
        let photo = read_picture(&self.content, &settings.picture_limits())?;
        let scores = match (&self.out, format) {
            (Some(out), Some(format)) => self.make_sheet(settings, &photo, out, format)?,
            _ => Classifier::new(CandleDevice::default())?.classify(&photo)?,
        };
        let seen = Seen::from_probabilities(scores.probabilities());
        let words = seen.in_words(self.language);

        if self.json {
            output.line(json!({
                "words": words,
                // JSON is UTF-8, and a name need not be.
                "out": self.out.as_ref().map(|out| out.to_string_lossy()),
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

    /// Sees everything and writes the sheet.
    fn make_sheet(
        &self,
        settings: &Settings,
        photo: &Picture,
        out: &Path,
        format: OutputFormat,
    ) -> Result<Scores, Failure> {
        let mut files = Files::default();
        files.reads("--content", &self.content);
        files.will_write("--out", out, most_bytes(SHEET))?;

        let device = open_device(settings, self.device)?;
        let mut seer = Seer::new(load_weights(settings)?, device)?;
        ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))
            .context("Ctrl-C cannot be watched")?;

        let bar = progress_bar("{bar:30} {percent:>3} %  {msg}")?;
        let mut show = |progress: &Progress| {
            let share = progress.done as f64 / progress.total as f64;
            bar.set_position((share * BAR_STEPS) as u64);
            bar.set_message(format!("{}/{}", progress.done, progress.total));

            if STOP.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let said = |scores: &Scores| {
            let seen = Seen::from_probabilities(scores.probabilities());
            scores.for_classes(&seen.classes())
        };

        let sight = seer.see(photo, &said, &mut show)?;
        bar.finish_and_clear();
        // Half a sheet tells less than none.
        let scores = match &sight.scores {
            Some(scores) if !sight.stopped => scores.clone(),
            _ => return Err(Failure::Interrupted),
        };

        let seen = Seen::from_probabilities(scores.probabilities());
        let made = sheet(&sight, &sheet_words(self.language, &seen));
        let bytes = made.encode(format).context("the sheet cannot be encoded")?;
        write(out, &bytes)?;
        note(format!("the sheet is in {}", out.display()));

        Ok(scores)
    }
}

fn language(code: &str) -> Result<Language, String> {
    Language::parse(code).ok_or_else(|| {
        let codes = Language::ALL.map(Language::code).join(", ");
        format!("there is no language {code}; choose one of {codes}")
    })
}

fn format(out: &Path) -> Result<OutputFormat, Failure> {
    OutputFormat::from_path(out).map_err(|error| Failure::Settings(with_causes(&error)))
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
