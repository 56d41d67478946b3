//! The sections about payments: who pays how, receipts, YooKassa, Stripe and the test provider.

use std::collections::{BTreeMap, HashMap};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{Environment, Settings};
use crate::domain::{
    language::Language,
    money::Currency,
    payment::{PageTill, PageTills, Provider},
    receipt::ReceiptTo,
    sender::TrustedProxies,
};

/// Section `payments`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payments {
    /// The currencies that are paid on web pages; empty for roubles.
    pub currencies: Vec<Currency>,
    /// The currency of chats in a language, by its code.
    pub by_language: BTreeMap<String, Currency>,
    /// Whether people may choose another one.
    pub choice: bool,
}

impl Payments {
    /// The currencies that are paid on web pages.
    #[must_use]
    pub fn currencies(&self) -> &[Currency] {
        if self.currencies.is_empty() {
            &[Currency::Rub]
        } else {
            &self.currencies
        }
    }
}

/// Section `receipt`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The contact that people are asked for before their first purchase.
    pub ask: ReceiptTo,
    /// The name of the goods on a receipt.
    pub item: String,
    /// YooKassa's code for the VAT rate.
    pub vat_code: u8,
    /// YooKassa's code for the seller's tax system; 0 leaves it out.
    pub tax_system_code: u8,
}

/// Section `yookassa`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yookassa {
    /// The shop's number; empty for no YooKassa.
    pub shop_id: String,
    /// The shop's secret key.
    pub secret_key: SecretString,
    /// The address of the API.
    pub api_url: String,
    /// The operator's own proxies in front of the service.
    pub trusted_proxies: TrustedProxies,
}

/// Section `stripe`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stripe {
    /// The account's secret key, or a restricted one; empty for no Stripe.
    pub secret_key: SecretString,
    /// The secret that signs what Stripe sends.
    pub webhook_secret: SecretString,
    /// The address of the API.
    pub api_url: String,
    /// What Stripe sends to who has paid.
    pub receipts: StripeReceipts,
}

impl Stripe {
    /// Whether Stripe takes money.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.secret_key.expose_secret().is_empty()
    }
}

/// What Stripe sends to who has paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StripeReceipts {
    /// What the dashboard says.
    Account,
    /// An invoice that is marked as paid.
    Invoice,
}

/// Section `test_payments`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestPayments {
    /// Whether the test provider is offered.
    pub enabled: Switch,
}

/// Whether a part of the service is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// Decided by the other settings.
    Auto,
    /// On.
    On,
    /// Off.
    Off,
}

impl Settings {
    /// Who takes a currency on web pages; `None` if nobody does.
    #[must_use]
    pub fn page_provider(&self, currency: Currency) -> Option<Provider> {
        if self.has_test_payments() {
            return Some(Provider::Test);
        }

        match currency {
            Currency::Xtr => None,
            Currency::Rub => self.has_yookassa().then_some(Provider::Yookassa),
            _ => self.stripe.is_on().then_some(Provider::Stripe),
        }
    }

    /// How people pay on web pages.
    #[must_use]
    pub fn page_tills(&self) -> PageTills {
        let till = |currency: &Currency| {
            Some(PageTill {
                provider: self.page_provider(*currency)?,
                currency: *currency,
            })
        };

        let by_language: HashMap<Language, Currency> = self
            .payments
            .by_language
            .iter()
            .filter_map(|(code, currency)| Some((Language::parse(code)?, *currency)))
            .collect();

        PageTills {
            tills: self.payments.currencies().iter().filter_map(till).collect(),
            by_language,
            is_chosen: self.payments.choice,
        }
    }

    /// Whether there is a shop at YooKassa.
    #[must_use]
    pub fn has_yookassa(&self) -> bool {
        !self.yookassa.shop_id.is_empty()
    }

    /// Whether the test page takes the place of all providers.
    #[must_use]
    pub fn has_test_payments(&self) -> bool {
        match self.test_payments.enabled {
            Switch::On => true,
            Switch::Off => false,
            Switch::Auto => {
                self.environment == Environment::Development
                    && !self.has_yookassa()
                    && !self.stripe.is_on()
            }
        }
    }
}
