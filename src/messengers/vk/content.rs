//! The content of a message as parameters of `messages.send` and `messages.edit`.

use super::api::Params;

/// The longest text that VKontakte accepts, in characters.
const MAX_TEXT_LETTERS: usize = 4096;

/// The content of a message.
pub(super) struct Content {
    pub(super) text: String,
    pub(super) attachments: Vec<String>,
    /// As JSON.
    pub(super) keyboard: Option<String>,
    /// A carousel in place of attachments, as JSON.
    pub(super) carousel: Option<String>,
}

impl Content {
    pub(super) fn params(&self, peer: i64) -> Params {
        let mut params = vec![
            ("peer_id", peer.to_string()),
            ("message", self.text.clone()),
            ("dont_parse_links", "1".to_owned()),
        ];

        if !self.attachments.is_empty() {
            params.push(("attachment", self.attachments.join(",")));
        }

        params.extend(self.carousel.clone().map(|carousel| ("template", carousel)));
        params.extend(self.keyboard.clone().map(|keyboard| ("keyboard", keyboard)));

        params
    }

    /// Cuts the text in half; false if nothing is left to cut.
    pub(super) fn shorten(&mut self) -> bool {
        let half = self.text.chars().count() / 2;
        if half > 0 {
            self.text = truncate(&self.text, half);
        }

        half > 0
    }
}

/// A text with a suffix, where the text is cut so that both fit together.
pub(super) fn fit(text: &str, suffix: &str) -> String {
    truncate(
        text,
        MAX_TEXT_LETTERS.saturating_sub(suffix.chars().count()),
    ) + suffix
}

/// At most this many characters; the last is an ellipsis if the text was cut.
fn truncate(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }

    text.chars()
        .take(limit.saturating_sub(1))
        .chain(std::iter::once('…'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_together_with_its_suffix() {
        assert_eq!(
            fit("Pay here", "\n\nPay: https://a.example"),
            "Pay here\n\nPay: https://a.example"
        );

        let long = fit(&"я".repeat(MAX_TEXT_LETTERS), "\n\nlink");
        assert_eq!(long.chars().count(), MAX_TEXT_LETTERS);
        assert!(long.ends_with("я…\n\nlink"));
    }

    #[test]
    fn a_text_that_is_too_long_gets_shorter_until_nothing_is_left() {
        let mut content = Content {
            text: "я".repeat(9),
            attachments: Vec::new(),
            keyboard: None,
            carousel: None,
        };

        let mut lengths = Vec::new();
        while content.shorten() {
            lengths.push(content.text.chars().count());
        }

        assert_eq!(lengths, [4, 2, 1]);
    }
}
