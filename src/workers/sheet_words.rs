//! The words on the sheet of what was seen in a photo.

use crate::{
    domain::{language::Language, things::Seen},
    engine::sight::{
        LayerWords, SheetWords,
        layers::{LAYERS, receptive_field},
    },
};

/// What each of the layers sees, in their order.
const ABOUT: [&str; LAYERS.len()] = [
    "sight-edges",
    "sight-strokes",
    "sight-patterns",
    "sight-parts",
    "sight-things",
];

/// The words of a sheet in one language.
#[must_use]
pub fn sheet_words(language: Language, seen: &Seen) -> SheetWords {
    let text = |key: &str| language.text(key);
    let first = Seen {
        others: Vec::new(),
        ..seen.clone()
    };
    let said = first.in_words(language);
    let all = seen.in_words(language);
    let more = all.strip_prefix(&said).unwrap_or_default().trim();

    SheetWords {
        title: text("sight-title"),
        more: more.to_owned(),
        said,
        photo: text("sight-photo"),
        lit: text("sight-lit"),
        lines: text("sight-lines"),
        layers: text("sight-layers"),
        legend: text("sight-legend"),
        layer: std::array::from_fn(|index| layer_words(language, index)),
        networks: text("sight-networks"),
    }
}

fn layer_words(language: Language, index: usize) -> LayerWords {
    let layer = LAYERS[index];
    let number = layer.index() + 1;
    let side = receptive_field(layer);

    LayerWords {
        name: language.fill("sight-layer", &[("number", number.into())]),
        about: language.fill(ABOUT[index], &[("side", side.into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_says_what_is_seen_and_explains_each_layer() {
        let mut probabilities = vec![0.0; 1000];
        probabilities[285] = 0.6;
        probabilities[281] = 0.2;
        let seen = Seen::from_probabilities(&probabilities);

        let words = sheet_words(Language::En, &seen);
        assert_eq!(words.said, "It is an Egyptian cat.");
        assert_eq!(words.more, "Perhaps a tabby cat.");
        assert_eq!(words.layer[4].name, "Layer 13");
        assert!(words.layer[4].about.contains("156"));

        let words = sheet_words(Language::Ru, &seen);
        assert_eq!(words.said, "Это египетская кошка.");
        assert_eq!(words.layer[0].name, "Слой 2");
    }

    #[test]
    fn where_nothing_is_named_there_is_only_one_sentence() {
        let seen = Seen::from_probabilities(&[0.0; 1000]);
        for language in Language::ALL {
            let words = sheet_words(language, &seen);
            assert!(!words.said.is_empty());
            assert!(words.more.is_empty());
        }
    }
}
