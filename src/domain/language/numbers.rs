//! Numbers and letters as a language writes them.

use super::Language;

/// Shorter numbers are easily read in one piece.
const LONG_NUMBER: usize = 5;

impl Language {
    /// A number such as `12345.60` in the language's usual form.
    #[must_use]
    pub fn number(self, plain: &str) -> String {
        let traits = self.traits();
        let whole = plain.split('.').next().unwrap_or_default();
        let mut number = self.grouped(whole);

        if let Some((_, decimals)) = plain.split_once('.') {
            number.push(traits.decimal_sign);
            number.push_str(decimals);
        }

        number
    }

    /// A whole number in groups of three digits, from 10,000 on.
    fn grouped(self, whole: &str) -> String {
        if whole.len() < LONG_NUMBER {
            return whole.to_owned();
        }

        let mut grouped = String::with_capacity(whole.len() * 2);
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push(self.traits().thousands_sign);
            }
            grouped.push(digit);
        }

        grouped
    }

    /// The same words with a capital at the beginning.
    #[must_use]
    pub fn capitalised(self, words: &str) -> String {
        let mut letters = words.chars();
        let capital = match letters.next() {
            Some('i') if self.traits().dots_capitals => "İ".to_owned(),
            Some(first) => first.to_uppercase().collect(),
            None => String::new(),
        };

        capital + letters.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        for (language, plain, written) in [
            (Language::En, "100", "100"),
            (Language::En, "1800", "1800"),
            (Language::En, "12345.60", "12,345.60"),
            (Language::En, "1234567", "1,234,567"),
            (Language::Ru, "0.50", "0,50"),
            (Language::Ru, "12345", "12\u{a0}345"),
            (Language::De, "12345.60", "12.345,60"),
            (Language::Fr, "100000.5", "100\u{202f}000,5"),
            (Language::Pt, "0.99", "0,99"),
            (Language::Zh, "12345.60", "12,345.60"),
        ] {
            assert_eq!(language.number(plain), written);
        }
    }

    #[test]
    fn a_turkish_i_keeps_its_dot() {
        assert_eq!(Language::Tr.capitalised("istiridye"), "İstiridye");
        assert_eq!(Language::Tr.capitalised("ırmak"), "Irmak");
        assert_eq!(Language::En.capitalised("a cat"), "A cat");
        assert_eq!(Language::Kk.capitalised("өрмекші"), "Өрмекші");
        assert_eq!(Language::Zh.capitalised("猫"), "猫");
        assert_eq!(Language::De.capitalised(""), "");
    }
}
