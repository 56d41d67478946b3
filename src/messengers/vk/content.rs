//! What a message is made of.

use super::api::Params;

/// The most letters that VKontakte takes.
const LONGEST: usize = 4096;

/// What a message is made of.
pub(super) struct Content {
    pub(super) words: String,
    pub(super) attachments: Vec<String>,
    pub(super) keyboard: Option<String>,
    /// Cards in place of attachments.
    pub(super) cards: Option<String>,
}

impl Content {
    pub(super) fn params(&self, peer: i64) -> Params {
        let mut params = vec![
            ("peer_id", peer.to_string()),
            ("message", self.words.clone()),
            ("dont_parse_links", "1".to_owned()),
        ];

        if !self.attachments.is_empty() {
            params.push(("attachment", self.attachments.join(",")));
        }

        params.extend(self.cards.clone().map(|cards| ("template", cards)));
        params.extend(self.keyboard.clone().map(|keyboard| ("keyboard", keyboard)));

        params
    }

    /// Keeps the first half of the words; false when there is nothing to be left out.
    pub(super) fn shorten(&mut self) -> bool {
        let half = self.words.chars().count() / 2;
        if half > 0 {
            self.words = cut(&self.words, half);
        }
        half > 0
    }
}

/// Words with what has to stand behind them, within the limit.
pub(super) fn fitted(words: &str, behind: &str) -> String {
    cut(words, LONGEST.saturating_sub(behind.chars().count())) + behind
}

/// At most so many letters, the last one an ellipsis where something is left out.
fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }

    words
        .chars()
        .take(most.saturating_sub(1))
        .chain(std::iter::once('…'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_with_what_stands_behind_them() {
        assert_eq!(
            fitted("Pay here", "\n\nPay: https://a.example"),
            "Pay here\n\nPay: https://a.example"
        );

        let long = fitted(&"я".repeat(LONGEST), "\n\nlink");
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.ends_with("я…\n\nlink"));
    }

    #[test]
    fn what_is_too_long_gets_shorter_until_nothing_is_left() {
        let mut content = Content {
            words: "я".repeat(9),
            attachments: Vec::new(),
            keyboard: None,
            cards: None,
        };

        let mut lengths = Vec::new();
        while content.shorten() {
            lengths.push(content.words.chars().count());
        }

        assert_eq!(lengths, [4, 2, 1]);
    }
}
