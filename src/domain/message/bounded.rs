//! Texts with a length limit.

use serde::{Deserialize, Serialize};

macro_rules! bounded_text {
    ($(#[$doc:meta])* $name:ident, $limit:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The limit in UTF-16 units.
            pub const LIMIT: usize = $limit;

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            /// Cuts what is too long and appends an ellipsis.
            fn from(words: String) -> Self {
                Self(cut(words, Self::LIMIT))
            }
        }

        impl From<$name> for String {
            fn from(words: $name) -> Self {
                words.0
            }
        }
    };
}

bounded_text!(
    /// The text of a message.
    Text,
    4096
);
bounded_text!(
    /// The caption of a picture.
    Caption,
    1024
);
bounded_text!(
    /// The label of a button.
    Label,
    40
);
bounded_text!(
    /// The title of an invoice.
    Title,
    32
);
bounded_text!(
    /// The description of an invoice.
    Description,
    255
);

fn cut(words: String, limit: usize) -> String {
    if words.encode_utf16().count() <= limit {
        return words;
    }

    let mut units = 1; // the ellipsis
    let kept = words.chars().take_while(|letter| {
        units += letter.len_utf16();
        units <= limit
    });

    kept.chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_in_utf16_units_and_never_inside_a_letter() {
        let caption = Caption::from("🎨".repeat(600));
        assert!(caption.as_str().encode_utf16().count() <= Caption::LIMIT);
        assert!(caption.as_str().ends_with('…'));
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        assert_eq!(Label::from("я".repeat(40)).as_str(), "я".repeat(40));
    }
}
