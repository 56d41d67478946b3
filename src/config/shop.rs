//! The sections about money.

use std::net::IpAddr;

use secrecy::SecretString;
use serde::Deserialize;

/// One of `packs`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Pack {
    pub credits: u32,
    pub bonus: u32,
    pub stars: u32,
    pub roubles: u32,
}

/// Section `gifts`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gifts {
    /// On top of a person's first purchase.
    pub first_purchase: u32,
    /// To whoever has invited them.
    pub inviter: u32,
}

/// One of `promo`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promo {
    /// What people write.
    pub code: String,
    /// What it brings.
    pub credits: u32,
    /// Its last day.
    pub until: Option<String>,
    /// How many people it brings something.
    pub uses: Option<u32>,
}

/// Section `terms`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the languages")]
pub struct Terms {
    pub ru: String,
    pub en: String,
}

/// Section `receipt`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What people are asked for.
    pub ask: ReceiptAsk,
    /// What is sold, in the words of the law.
    pub item: String,
    /// The rate of VAT by YooKassa's code.
    pub vat_code: u8,
    /// The seller's system of taxes by YooKassa's code; 0 for not said.
    pub tax_system_code: u8,
}

/// What people are asked for, so that receipts can go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReceiptAsk {
    /// Nothing: no receipts.
    No,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
}

/// Section `yookassa`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yookassa {
    /// The shop's number; empty for no YooKassa.
    pub shop_id: String,
    /// The shop's key.
    pub secret_key: SecretString,
    /// Where the API is.
    pub api_url: String,
    /// The operator's own proxies before this service.
    pub trusted_proxies: Vec<IpAddr>,
}

/// Section `test_payments`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestPayments {
    /// Whether there are some.
    pub enabled: Switch,
}

/// Section `prints`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prints {
    /// Whether canvases can be ordered.
    pub enabled: bool,
    /// What stands on a receipt.
    pub receipt_item: String,
    /// How far a canvas goes around its stretcher.
    pub wrap_millimetres: u32,
    /// How long an order that nobody goes on with is kept.
    pub keep_drafts_days: u32,
    /// How long the file for the print shop may take.
    pub master_minutes: u32,
    /// What is printed.
    pub sizes: Vec<PrintSize>,
    /// How it is delivered, and where to.
    pub zones: Vec<PrintZone>,
}

/// One of `prints.sizes`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintSize {
    /// In centimetres.
    pub width: u32,
    /// In centimetres.
    pub height: u32,
    /// In roubles, perhaps with kopecks.
    pub price: String,
    /// The points an inch of its master.
    pub dpi: u32,
}

/// One of `prints.zones`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintZone {
    /// What it is called in the books.
    pub name: String,
    /// What it is called in Russian.
    pub ru: String,
    /// What it is called in English.
    pub en: String,
    /// In roubles, perhaps with kopecks.
    pub price: String,
    /// By their two letters.
    pub countries: Vec<String>,
    /// Empty for all.
    pub cities: Vec<String>,
}

/// Whether something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// As the rest of the settings has it.
    Auto,
    /// Yes.
    On,
    /// No.
    Off,
}
