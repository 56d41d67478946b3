//! Which language a browser asks for, by its `Accept-Language` header.

use crate::domain::language::Language;

/// More of them than any browser sends are not looked at.
const MOST: usize = 50;

/// The language that is wanted most among those that we have, or that people who want another one
/// mostly read; English if there is none.
pub(super) fn wanted(header: &str) -> Language {
    let mut wanted: Vec<Wish> = header
        .split(',')
        .take(MOST)
        .filter_map(Wish::parse)
        .collect();
    // Stable: of two that are wanted as much, the first.
    wanted.sort_by(|a, b| b.quality.total_cmp(&a.quality));

    let mut tags = wanted.iter().map(|wish| wish.tag);
    tags.find_map(Language::near_tag).unwrap_or_default()
}

/// A language, and how much it is wanted.
struct Wish<'h> {
    tag: &'h str,
    /// 0 for not at all, up to 1.
    quality: f32,
}

impl<'h> Wish<'h> {
    /// Reads `de-AT` or `de-AT;q=0.8`; `None` for what is not wanted, and for nonsense.
    fn parse(text: &'h str) -> Option<Self> {
        let (tag, quality) = match text.split_once(';') {
            Some((tag, parameter)) => (tag, quality(parameter)?),
            None => (text, 1.0),
        };

        let tag = tag.trim();
        (!tag.is_empty() && quality > 0.0).then_some(Self { tag, quality })
    }
}

fn quality(parameter: &str) -> Option<f32> {
    let (name, value) = parameter.split_once('=')?;
    let value: f32 = value.trim().parse().ok()?;
    let is_quality = name.trim().eq_ignore_ascii_case("q") && (0.0..=1.0).contains(&value);
    is_quality.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_wanted_most_of_those_we_have() {
        for (header, code) in [
            ("", "en"),
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("en;q=0.4, fr;q=0.9", "fr"),
            ("fi-FI,fi;q=0.9,de;q=0.8,en;q=0.7", "de"),
            ("sr,hr;q=0.9", "en"),
            ("be,ru;q=0.9,en;q=0.1", "ru"),
            ("zh-TW,zh;q=0.9,en-US;q=0.8", "zh"),
            ("pt-PT", "pt"),
            ("ru;q=0, en", "en"),
            ("ru;q=0", "en"),
            ("*", "en"),
            ("*, tr;q=0.5", "tr"),
            ("kk ; Q=0.5 , en;q=0.4", "kk"),
            ("es;q=0.5,uk;q=0.5", "es"),
            ("es;q=2,uk;q=0.5", "uk"),
            ("es;q=NaN,uk", "uk"),
            (";;;q=,,=,q", "en"),
        ] {
            assert_eq!(wanted(header).code(), code, "{header}");
        }
    }
}
