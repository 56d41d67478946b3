//! Amounts and providers as they are stored.

use crate::domain::money::{Currency, Money};
use crate::domain::payment::Provider;
use crate::store::{Result, StoreError};

/// An amount as it is stored.
pub(super) fn minor(money: Money) -> Result<i64> {
    i64::try_from(money.minor).map_err(|error| StoreError::Other(error.into()))
}

/// A stored amount.
pub(super) fn money(minor: i64, currency: &str) -> Result<Money> {
    let currency =
        Currency::parse(currency).ok_or_else(|| anyhow::anyhow!("unknown currency {currency}"))?;
    Ok(Money {
        minor: minor.unsigned_abs(),
        currency,
    })
}

/// A stored provider.
pub(super) fn provider(name: &str) -> Result<Provider> {
    Ok(Provider::parse(name).ok_or_else(|| anyhow::anyhow!("unknown provider {name}"))?)
}
