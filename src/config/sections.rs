//! The sections of the file; `config/default.toml` documents every key.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de::Error};

use super::{Gifts, Pack, Prints, Promo, Receipt, Terms, TestPayments, Yookassa};
use crate::engine::device::DeviceChoice;

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each section says what it is")]
pub struct Settings {
    pub environment: Environment,
    pub operator: Operator,
    pub server: Server,
    pub database: Database,
    pub storage: Storage,
    pub models: Models,
    pub engine: Engine,
    pub tiers: Tiers,
    pub limits: Limits,
    pub queue: Queue,
    pub telegram: Telegram,
    pub vk: Vk,
    pub packs: Vec<Pack>,
    pub prints: Prints,
    pub gifts: Gifts,
    pub promo: Vec<Promo>,
    pub terms: Terms,
    pub receipt: Receipt,
    pub yookassa: Yookassa,
    pub test_payments: TestPayments,
    pub feed: Feed,
    pub console: Console,
    pub log: Log,
}

/// Where the service runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// On somebody's desk.
    Development,
    /// For people.
    Production,
}

/// Section `operator`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Who runs the service; may be empty.
    pub name: String,
    /// Where people reach them; may be empty.
    pub contact: String,
}

/// Section `feed`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Whether people publish paintings, and others see them.
    pub enabled: bool,
    /// Whether the operator approves each before it is public.
    pub approval: bool,
    /// How many paintings a person publishes in a day.
    pub per_day: u32,
    /// Whether the machine paints for the feed while nobody waits.
    pub idle_paintings: bool,
}

/// Section `server`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Where the page is listened for.
    #[serde(deserialize_with = "address")]
    pub listen: SocketAddr,
    /// How people reach it; empty for the address listened on.
    pub public_url: String,
    /// The operator's own proxies before this service.
    pub trusted_proxies: Vec<IpAddr>,
    /// How long a stop waits.
    pub stop_seconds: u32,
}

/// Section `database`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The file.
    pub path: PathBuf,
}

/// Section `storage`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// The folder.
    pub path: PathBuf,
}

/// Section `models`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Models {
    /// A file, a folder, or empty.
    pub path: PathBuf,
}

/// Section `engine`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engine {
    /// Where to paint.
    #[serde(deserialize_with = "device_choice")]
    pub device: DeviceChoice,
    /// Paintings in work at a time; 0 for what is best on the device.
    pub at_once: u8,
}

/// Section `tiers`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each tier says what it is")]
pub struct Tiers {
    pub free: FreeTier,
    pub premium: PremiumTier,
    pub hd: HdTier,
}

/// Section `tiers.free`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct FreeTier {
    pub size: u32,
    pub iterations: u32,
    pub per_day: u32,
}

/// Section `tiers.premium`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PremiumTier {
    pub size: u32,
    pub iterations: u32,
    pub price: u32,
}

/// Section `tiers.hd`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct HdTier {
    pub size: u32,
    pub min_iterations: u32,
    pub max_iterations: u32,
    pub min_price: u32,
    pub max_price: u32,
}

/// Section `limits`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Limits {
    pub free_at_once: u32,
    pub jobs_at_once: u32,
    pub keep_inputs_days: u32,
    pub picture_megabytes: u32,
    pub picture_megapixels: u32,
    pub picture_side: u32,
    pub painting_seconds: u32,
    pub requests_per_minute: u32,
}

/// Section `queue`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Queue {
    pub lease_seconds: u32,
    pub attempts: u32,
    pub free_waits_minutes: u32,
    pub paid_in_a_row: u32,
    pub preview_seconds: u32,
    pub checkpoint_seconds: u32,
}

/// Section `telegram`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telegram {
    /// Empty for no Telegram.
    pub token: SecretString,
    /// The server.
    pub api_url: String,
    /// Empty for polling.
    pub webhook_url: String,
    /// What proves that an update comes from there.
    pub webhook_secret: SecretString,
    /// How many messages go out in a second at the most.
    pub messages_per_second: u32,
    /// Who takes roubles for canvases there; empty for nobody.
    pub provider_token: SecretString,
}

/// Section `vk`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vk {
    /// Empty for no VKontakte.
    pub token: SecretString,
    /// The number of the community.
    pub group_id: u64,
    /// The server.
    pub api_url: String,
    /// Empty for long poll.
    pub callback_url: String,
    /// What proves that an event comes from there.
    pub secret: SecretString,
    /// What proves whose the address is; empty to ask for it.
    pub confirmation: String,
}

/// Section `console`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Console {
    /// Empty for no console.
    pub password_hash: SecretString,
    /// A session that is not used for so long ends.
    pub idle_minutes: u32,
    /// No session lasts longer.
    pub session_hours: u32,
}

/// Section `log`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// For whom.
    pub format: LogFormat,
    /// What is left out.
    pub level: String,
}

/// For whom the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// As the environment has it.
    Auto,
    /// For people.
    Human,
    /// For programs.
    Json,
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| {
        D::Error::custom(format!(
            "{text:?} is no address and port, such as 127.0.0.1:8080"
        ))
    })
}

fn device_choice<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DeviceChoice, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(D::Error::custom)
}
