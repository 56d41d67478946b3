//! What is written for the operator is true: every environment variable, setting and metric that
//! the documents, the images and the manifests name is one that the program knows.

use std::collections::BTreeSet;

use crate::{
    Offences,
    source::{Document, Source},
};

const DEFAULTS: &str = include_str!("../../config/default.toml");
const VARIABLE: &str = "VERNISSAGE__";
const METRIC: &str = "vernissage_";
/// What the documents write where any variable may stand.
const ANY_VARIABLE: &str = "VERNISSAGE__SECTION__KEY";
/// What Prometheus appends to the name of a histogram.
const HISTOGRAM: [&str; 3] = ["_bucket", "_count", "_sum"];
/// The ends of files whose names begin like a section.
const FILES: [&str; 7] = ["rs", "md", "toml", "yaml", "ftl", "html", "service"];

/// Environment variables that set nothing.
pub(crate) fn unknown_variables(documents: &[Document]) -> Offences {
    let keys = keys();
    let is_known = |name: &str| {
        let key = name.trim_start_matches(VARIABLE).to_lowercase();
        name == ANY_VARIABLE || keys.contains(&key.replace("__", "."))
    };

    offences(documents, |line| {
        words(line, |letter| {
            letter.is_ascii_alphanumeric() || letter == '_'
        })
        .filter(|word| word.starts_with(VARIABLE) && !is_known(word))
        .map(str::to_owned)
        .collect()
    })
}

/// Settings that do not exist. A setting is written with its section, such as `server.listen`.
pub(crate) fn unknown_settings(documents: &[Document]) -> Offences {
    let keys = keys();
    let sections: BTreeSet<&str> = keys
        .iter()
        .filter_map(|key| Some(key.split_once('.')?.0))
        .collect();
    let is_setting = |word: &str| {
        let mut parts = word.split('.');
        let section = parts.next().unwrap_or_default();
        let last = parts.next_back();
        sections.contains(section) && last.is_some_and(|last| !FILES.contains(&last))
    };
    // A section of a section is named as well: `kinds.dream`.
    let is_known = |word: &str| {
        keys.contains(word)
            || keys.iter().any(|key| {
                key.strip_prefix(word)
                    .is_some_and(|rest| rest.starts_with('.'))
            })
    };

    offences(documents, |line| {
        words(line, |letter| {
            letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_./-".contains(letter)
        })
        .map(|word| word.trim_matches('.'))
        .filter(|word| is_setting(word) && !is_known(word))
        .map(str::to_owned)
        .collect()
    })
}

/// Metrics that nobody counts.
pub(crate) fn unknown_metrics(documents: &[Document], sources: &[Source]) -> Offences {
    let is_known = |name: &str| {
        let name = HISTOGRAM
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(name);
        let literal = format!("\"{name}\"");
        // Counts of the database are named in its statement.
        let count = format!("SELECT '{}'", name.trim_start_matches(METRIC));
        sources
            .iter()
            .any(|source| source.text.contains(&literal) || source.text.contains(&count))
    };

    offences(documents, |line| {
        words(line, |letter| letter.is_ascii_lowercase() || letter == '_')
            .filter(|word| word.starts_with(METRIC) && !is_known(word))
            .map(str::to_owned)
            .collect()
    })
}

/// The settings of `config/default.toml`, with those in the tables of its lists.
fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut section = String::new();
    for line in DEFAULTS.lines() {
        if line.starts_with('[') {
            section = format!("{}.", line.trim_matches(['[', ']']));
        } else if let Some((key, _)) = line.split_once(" = ")
            && !line.starts_with('#')
        {
            keys.insert(format!("{section}{key}"));
        }
    }

    keys
}

fn words(line: &str, belongs: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    line.split(move |letter: char| !belongs(letter))
}

fn offences(documents: &[Document], unknown: impl Fn(&str) -> Vec<String>) -> Offences {
    let mut offences = Vec::new();
    for document in documents {
        for (index, line) in document.text.lines().enumerate() {
            for word in unknown(line) {
                offences.push(format!("{}:{}: {word}", document.name, index + 1));
            }
        }
    }

    offences
}
