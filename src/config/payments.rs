//! The sections about payments: receipts, YooKassa and the test provider.

use secrecy::SecretString;
use serde::Deserialize;

use super::{Environment, Settings};
use crate::domain::{payment::Provider, receipt::ReceiptTo, sender::TrustedProxies};

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
    /// The provider that takes payments on a web page, if there is one.
    #[must_use]
    pub fn page_provider(&self) -> Option<Provider> {
        if !self.yookassa.shop_id.is_empty() {
            return Some(Provider::Yookassa);
        }

        let has_test_payments = match self.test_payments.enabled {
            Switch::On => true,
            Switch::Off => false,
            Switch::Auto => self.environment == Environment::Development,
        };

        has_test_payments.then_some(Provider::Test)
    }
}
