//! What is judged by the text alone.

use crate::{Offences, source::Source};

/// Who may know that there is VKontakte: its own home, and those who put it there by the settings.
const KNOW_VK: [&str; 8] = [
    "src/lib.rs",
    "src/messengers/vk/",
    "src/messengers/mod.rs",
    "src/app.rs",
    "src/app/",
    "src/config/",
    "src/cli/check.rs",
    "src/cli/mod.rs",
];

/// Words that stand for unfinished work.
const MARKS: [&str; 5] = ["todo!(", "unimplemented!(", "FIXME", "XXX", "#[ignore"];

/// Lines that name VKontakte where nobody should know it.
pub(crate) fn vkontakte_outside_its_home(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources.iter().filter(|source| !source.is_within(&KNOW_VK)) {
        for (index, line) in source.text.lines().enumerate() {
            let mut words = line
                .split(|letter: char| !letter.is_alphanumeric())
                .map(str::to_lowercase);

            if words.any(|word| word == "vk" || word.starts_with("vkontakte")) {
                offences.push(format!("{}:{}: {line}", source.name, index + 1));
            }
        }
    }

    offences
}

/// Lines that put something off.
pub(crate) fn left_for_later(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources
        .iter()
        .filter(|source| !source.is_within(&["tests/tidy/"]))
    {
        for (index, line) in source.text.lines().enumerate() {
            if MARKS.iter().any(|mark| line.contains(mark)) {
                offences.push(format!("{}:{}: {line}", source.name, index + 1));
            }
        }
    }

    offences
}

/// Modules that do not say what they are for.
pub(crate) fn without_head_comment(sources: &[Source]) -> Offences {
    sources
        .iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.name.clone())
        .collect()
}
