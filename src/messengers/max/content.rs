//! The content of a message as the body of a call.

use serde_json::{Value, json};

/// The longest text that MAX accepts, in UTF-16 units, the narrower way to count.
const MAX_TEXT_UNITS: usize = 4000;

/// How a file stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum MediaKind {
    Image,
    /// A film.
    Video,
    /// Byte for byte, with its name. It is the only one in its message.
    File,
}

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Media {
    pub(super) kind: MediaKind,
    pub(super) token: String,
}

/// The content of a message.
pub(super) struct Content {
    pub(super) text: String,
    pub(super) media: Vec<Media>,
    /// The keyboard as an attachment.
    pub(super) keyboard: Option<Value>,
}

impl MediaKind {
    /// MAX's word for it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::File => "file",
        }
    }
}

impl Content {
    /// The body of `POST /messages` and `PUT /messages`. An edit drops what is not in it.
    pub(super) fn to_body(&self) -> Value {
        let media = self
            .media
            .iter()
            .map(|one| json!({ "type": one.kind.name(), "payload": { "token": one.token } }));
        let attachments: Vec<Value> = media.chain(self.keyboard.clone()).collect();
        let text = (!self.text.is_empty()).then_some(&self.text);

        json!({ "text": text, "attachments": attachments })
    }
}

/// A text with a suffix, where the text is cut so that both fit together.
pub(super) fn fit(text: &str, suffix: &str) -> String {
    let room = MAX_TEXT_UNITS.saturating_sub(suffix.encode_utf16().count());
    truncate(text, room) + suffix
}

/// At most this many units; the last is an ellipsis if the text was cut.
fn truncate(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }

    let mut units = 1;
    let kept = text.chars().take_while(|letter| {
        units += letter.len_utf16();
        units <= limit
    });

    kept.chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_together_with_its_suffix() {
        assert_eq!(fit("Pay here", "\n\nPay: x"), "Pay here\n\nPay: x");

        for letter in ["я", "🎨"] {
            let long = fit(&letter.repeat(MAX_TEXT_UNITS), "\n\nlink");
            let units = long.encode_utf16().count();
            assert!((MAX_TEXT_UNITS - 1..=MAX_TEXT_UNITS).contains(&units));
            assert!(long.ends_with("…\n\nlink"));
        }
    }

    #[test]
    fn a_body_has_its_files_before_its_buttons() {
        let content = Content {
            text: String::new(),
            media: vec![Media {
                kind: MediaKind::Image,
                token: "t".to_owned(),
            }],
            keyboard: Some(json!({ "type": "inline_keyboard" })),
        };

        assert_eq!(
            content.to_body(),
            json!({ "text": null, "attachments": [
                { "type": "image", "payload": { "token": "t" } },
                { "type": "inline_keyboard" },
            ] })
        );
    }
}
