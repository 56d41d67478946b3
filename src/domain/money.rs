//! Real money: whole numbers of a currency's smallest unit, never mixed.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

/// A currency that people pay in, by its code of ISO 4217.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "UPPERCASE")]
#[strum(serialize_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the others are known by their codes")]
pub enum Currency {
    /// Roubles; the smallest unit is the kopeck.
    Rub,
    /// Telegram Stars; one is the smallest unit.
    Xtr,
    Eur,
    Usd,
    Gbp,
    Chf,
    Pln,
    Czk,
    Sek,
    Nok,
    Dkk,
    Try,
    Brl,
    Cad,
    Aud,
    Mxn,
    Uah,
    Kzt,
    Cny,
    /// Yen; one is the smallest unit.
    Jpy,
    /// Won; one is the smallest unit.
    Krw,
}

impl Currency {
    /// Every currency.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The code that providers use (ISO 4217, and Telegram's own for Stars).
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// Reads a currency code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// The sign that people know it by.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Rub => "₽",
            Self::Xtr => "⭐",
            Self::Eur => "€",
            Self::Usd => "$",
            Self::Gbp => "£",
            Self::Pln => "zł",
            Self::Czk => "Kč",
            Self::Try => "₺",
            Self::Brl => "R$",
            Self::Cad => "C$",
            Self::Aud => "A$",
            Self::Uah => "₴",
            Self::Kzt => "₸",
            Self::Jpy => "¥",
            Self::Krw => "₩",
            Self::Chf | Self::Sek | Self::Nok | Self::Dkk | Self::Mxn | Self::Cny => self.code(),
        }
    }

    const fn decimals(self) -> usize {
        match self {
            Self::Xtr | Self::Jpy | Self::Krw => 0,
            _ => 2,
        }
    }
}

/// An amount with its currency. Never negative: the context says which way it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The amount in the currency's smallest unit.
    pub minor: u64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// An amount in Telegram Stars.
    #[must_use]
    pub const fn stars(stars: u32) -> Self {
        Self {
            minor: stars as u64,
            currency: Currency::Xtr,
        }
    }

    /// An amount in whole roubles.
    #[must_use]
    pub const fn roubles(roubles: u32) -> Self {
        Self {
            minor: roubles as u64 * 100,
            currency: Currency::Rub,
        }
    }

    /// An amount in a currency's smallest unit.
    #[must_use]
    pub const fn new(minor: u64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The sum; `None` for different currencies or on overflow.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let minor = self
            .minor
            .checked_add(other.minor)
            .filter(|_| self.currency == other.currency)?;
        Some(Self { minor, ..self })
    }

    /// The amount as providers write it: `100.00` for roubles, `100` for Stars.
    #[must_use]
    pub fn decimal(self) -> String {
        let unit = 10_u64.pow(self.currency.decimals() as u32);
        match self.currency.decimals() {
            0 => self.minor.to_string(),
            digits => format!("{}.{:0digits$}", self.minor / unit, self.minor % unit),
        }
    }

    /// Reads a decimal amount such as `100`, `100.5` or `100.50`; nothing finer than the smallest
    /// unit.
    #[must_use]
    pub fn parse(decimal: &str, currency: Currency) -> Option<Self> {
        let digits = |text: &str| {
            (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.to_owned())
        };

        let (whole, part) = decimal
            .split_once('.')
            .map_or((decimal, None), |(whole, part)| (whole, Some(part)));
        let part = part.map_or(Some(String::new()), digits)?;
        if part.len() > currency.decimals() {
            return None;
        }

        let minor = format!("{}{part:0<1$}", digits(whole)?, currency.decimals());
        Some(Self {
            minor: minor.parse().ok()?,
            currency,
        })
    }
}

impl fmt::Display for Money {
    /// For operators: `100.00 RUB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_and_read_as_providers_do() {
        assert_eq!(Money::roubles(100).decimal(), "100.00");
        assert_eq!(Money::stars(55).to_string(), "55 XTR");
        assert_eq!(Money::new(59, Currency::Eur).to_string(), "0.59 EUR");
        assert_eq!(Money::new(59, Currency::Jpy).to_string(), "59 JPY");

        for (text, kopecks) in [
            ("100", 10_000),
            ("100.5", 10_050),
            ("0.07", 7),
            ("100.00", 10_000),
        ] {
            assert_eq!(
                Money::parse(text, Currency::Rub).map(|money| money.minor),
                Some(kopecks),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_else_is_an_amount() {
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e3",
            "1.005",
            "1,00",
            "99999999999999999999",
        ] {
            assert_eq!(Money::parse(text, Currency::Rub), None, "{text}");
        }

        assert_eq!(Money::parse("1.5", Currency::Xtr), None);
        assert_eq!(Money::parse("1.0", Currency::Jpy), None);
    }
}
