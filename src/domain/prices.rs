//! What something costs, in each currency that it is sold in.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::money::{Currency, Money};

/// A table of prices as the settings have it: amounts by the codes of their currencies.
type PriceTable = BTreeMap<String, String>;

/// At most one price for each currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "PriceTable")]
pub struct Prices(Vec<Money>);

impl Prices {
    /// With this price, which takes the place of another in its currency.
    #[must_use]
    pub fn with(mut self, price: Money) -> Self {
        self.0.retain(|known| known.currency != price.currency);
        self.0.push(price);
        self
    }

    /// The price in a currency; `None` if it is not sold in it.
    #[must_use]
    pub fn get(&self, currency: Currency) -> Option<Money> {
        self.iter().find(|price| price.currency == currency)
    }

    /// Every price.
    pub fn iter(&self) -> impl Iterator<Item = Money> {
        self.0.iter().copied()
    }

    /// Whether it is sold in no currency.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Why a table of prices cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// The code of a currency is not known.
    #[error("{0:?} is not the code of a currency that is known here, such as \"EUR\"")]
    UnknownCurrency(String),
    /// The text is not an amount of the currency.
    #[error("{1:?} is not an amount in {0}, such as \"4.90\" (\"490\" where there are no cents)")]
    NotAnAmount(String, String),
}

impl TryFrom<PriceTable> for Prices {
    type Error = PriceError;

    fn try_from(table: PriceTable) -> Result<Self, PriceError> {
        let mut prices = Self::default();
        for (code, amount) in table {
            let currency =
                Currency::parse(&code).ok_or_else(|| PriceError::UnknownCurrency(code.clone()))?;
            let price =
                Money::parse(&amount, currency).ok_or(PriceError::NotAnAmount(code, amount))?;

            prices = prices.with(price);
        }

        Ok(prices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Prices, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn prices_are_read_by_their_currencies() {
        let prices = read(r#"{ "EUR": "0.59", "JPY": "90" }"#).unwrap();
        assert_eq!(
            prices.get(Currency::Eur),
            Some(Money::new(59, Currency::Eur))
        );
        assert_eq!(
            prices.get(Currency::Jpy),
            Some(Money::new(90, Currency::Jpy))
        );
        assert_eq!(prices.get(Currency::Usd), None);
    }

    #[test]
    fn nonsense_is_named() {
        for (json, problem) in [
            (r#"{ "EURO": "1" }"#, "EURO"),
            (r#"{ "EUR": "0,59" }"#, "0,59"),
            (r#"{ "JPY": "0.59" }"#, "0.59"),
        ] {
            let error = read(json).unwrap_err();
            assert!(error.contains(problem), "{error}");
        }
    }
}
