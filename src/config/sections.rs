//! The sections of the settings file; `config/default.toml` documents every key.
//!
//! Owns the shape of the file. Sections that the domain has a type for are that type,
//! and a messenger's section is the messenger's.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, str::FromStr};

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de::Error};
use url::Url;

use super::{
    Clips, Database, Payments, Prints, Receipt, Storage, Stripe, TestPayments, Yookassa,
    promos::PromoFields, validation::each,
};
use crate::{
    domain::{
        payment::{Gifts, Pack},
        rules::{FeedRules, Operator, Promo, Terms, Tiers},
        sender::TrustedProxies,
        work::{KindName, Sizes},
    },
    engine::{
        device::DeviceChoice,
        processor::{PrecisionChoice, UnitChoice},
    },
    messengers::max,
};

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
    pub painter: Painter,
    pub worker: Worker,
    pub engine: Engine,
    pub tiers: Tiers,
    pub kinds: BTreeMap<KindName, Sizes>,
    pub limits: Limits,
    pub network: Network,
    pub queue: Queue,
    pub quick: Quick,
    pub clips: Clips,
    pub telegram: Telegram,
    pub vk: Vk,
    pub max: max::Settings,
    pub packs: Vec<Pack>,
    pub prints: Prints,
    pub gifts: Gifts,
    #[serde(deserialize_with = "each::<PromoFields, _, _>")]
    pub promo: Vec<Promo>,
    pub terms: Terms,
    pub receipt: Receipt,
    pub payments: Payments,
    pub yookassa: Yookassa,
    pub stripe: Stripe,
    pub test_payments: TestPayments,
    pub feed: FeedRules,
    pub console: Console,
    pub log: Log,
}

/// Where the service runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// On a developer's machine.
    Development,
    /// For real users.
    Production,
}

/// Section `server`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The address and port to listen on.
    #[serde(deserialize_with = "socket_address")]
    pub listen: SocketAddr,
    /// The address that people use; empty for the one listened on.
    pub public_url: String,
    /// The operator's own proxies in front of the service.
    pub trusted_proxies: TrustedProxies,
    /// How long a shutdown waits for work in progress.
    pub stop_seconds: u32,
    /// How long the pages are still served then, while the service already says that it is not ready.
    pub drain_seconds: u32,
    /// How long another process of the service may show no life before others do what it did.
    pub lease_seconds: u32,
    /// The address and port for the operator's tools; `None` without one.
    #[serde(deserialize_with = "optional_socket_address")]
    pub monitor_listen: Option<SocketAddr>,
    /// The most connections at a time.
    pub connections: u32,
    /// How long the head of a request may take.
    pub head_seconds: u32,
    /// How long a small request may take, until its answer begins.
    pub request_seconds: u32,
    /// How long an upload may take in all.
    pub upload_seconds: u32,
    /// How long an upload may pause.
    pub upload_pause_seconds: u32,
    /// How long a client may take nothing of what is sent to it.
    pub write_seconds: u32,
    /// How long a request with its whole answer may take, event streams apart.
    pub exchange_seconds: u32,
    /// Uploads of the chat page at the same time.
    pub uploads_at_once: u32,
    /// Chat pages that may be open at the same time.
    pub event_streams: u32,
}

impl Server {
    /// The origin of [`Server::public_url`] as browsers write it, such as
    /// `https://paint.example.org`; `None` without one.
    #[must_use]
    pub fn public_origin(&self) -> Option<String> {
        let url = Url::parse(&self.public_url).ok()?;
        Some(url.origin().ascii_serialization())
    }
}

/// Section `models`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Models {
    /// The weights file, or the folder that holds it; empty to search the usual places.
    pub path: PathBuf,
}

/// Section `painter`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Painter {
    /// Whether the service paints itself.
    pub enabled: bool,
}

/// Section `worker`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worker {
    /// The address and port for the operator's tools; `None` without one.
    #[serde(deserialize_with = "optional_socket_address")]
    pub listen: Option<SocketAddr>,
}

/// Section `engine`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engine {
    /// The device to paint on.
    #[serde(deserialize_with = "choice")]
    pub device: DeviceChoice,
    /// The precision of networks on the CPU.
    #[serde(deserialize_with = "choice")]
    pub precision: PrecisionChoice,
    /// The vector unit of the CPU.
    #[serde(deserialize_with = "choice")]
    pub vector_unit: UnitChoice,
    /// How many paintings run at the same time; 0 for what suits the device.
    pub at_once: u8,
}

/// Section `limits`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Limits {
    pub free_at_once: u32,
    pub jobs_at_once: u32,
    pub keep_inputs_days: u32,
    pub keep_visitors_days: u32,
    pub picture_megabytes: u32,
    pub picture_megapixels: u32,
    pub picture_side: u32,
    pub megapixels_per_hour: u32,
    pub decoding_seconds: u32,
    pub painting_seconds: u32,
    pub requests_per_minute: u32,
    pub upload_megabytes_per_hour: u32,
    pub kept_megabytes: u32,
    pub event_streams: u32,
}

/// Section `network`: what one network may do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Network {
    pub connections: u32,
    pub requests_at_once: u32,
    pub reads_per_minute: u32,
    pub posts_per_minute: u32,
    pub new_visitors_per_hour: u32,
    pub free_at_once: u32,
    pub free_per_day: u32,
    pub purchases_per_hour: u32,
    pub promo_uses_per_day: u32,
    pub wrong_codes_per_hour: u32,
    pub support_per_day: u32,
    pub likes_per_entry: u32,
    pub likes_per_day: u32,
    pub reports_per_day: u32,
    pub megapixels_per_hour: u32,
    pub uploads_at_once: u32,
    pub upload_megabytes_per_hour: u32,
    pub kept_megabytes: u32,
    pub event_streams: u32,
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

/// Section `quick`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quick {
    /// How many quick jobs a process makes at the same time; 0 for none.
    pub workers: u32,
    /// The part of the time that quick work may take while paintings run.
    pub percent: u32,
    /// What it may take at once after a pause.
    pub burst_seconds: u32,
    /// Whether people see sketches of their paintings.
    pub sketches: bool,
}

/// Section `telegram`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telegram {
    /// The bot's token; empty to run without Telegram.
    pub token: SecretString,
    /// The Bot API server.
    pub api_url: String,
    /// The public address for the webhook; empty for long polling.
    pub webhook_url: String,
    /// The secret that proves an update comes from Telegram.
    pub webhook_secret: SecretString,
    /// The most messages sent in a second.
    pub messages_per_second: u32,
    /// The token of the payment provider for invoices in roubles; empty for none.
    pub provider_token: SecretString,
    /// Whether paintings are made in groups.
    pub groups: bool,
}

/// Section `vk`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vk {
    /// The community's token; empty to run without VKontakte.
    pub token: SecretString,
    /// The community's number.
    pub group_id: u64,
    /// The API server.
    pub api_url: String,
    /// The public address for the Callback API; empty for long polling.
    pub callback_url: String,
    /// The secret that proves an event comes from VKontakte.
    pub secret: SecretString,
    /// The code that confirms the callback address; empty to ask VKontakte for it.
    pub confirmation: String,
}

/// Section `console`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Console {
    /// The hash of the operator's password; empty for no console.
    pub password_hash: SecretString,
    /// A session ends when it has been idle for this long.
    pub idle_minutes: u32,
    /// The longest that a session lasts.
    pub session_hours: u32,
    /// Attempts to sign in of one network that are not slowed down.
    pub free_attempts: u32,
    /// The time from a further wrong password of a network to its next attempt.
    pub wrong_password_seconds: u32,
}

/// Section `log`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// The format of log lines.
    pub format: LogFormat,
    /// The level, or a filter such as `info,sqlx=warn`.
    pub level: String,
}

/// The format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Human in development, JSON in production.
    Auto,
    /// For people.
    Human,
    /// For programs.
    Json,
}

fn optional_socket_address<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }

    parse_address(&text).map(Some)
}

fn socket_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    parse_address(&String::deserialize(deserializer)?)
}

fn parse_address<E: Error>(text: &str) -> Result<SocketAddr, E> {
    text.parse().map_err(|_| {
        E::custom(format!(
            "{text:?} is not an address and port such as 127.0.0.1:8080"
        ))
    })
}

/// A choice of the engine.
fn choice<'de, D: Deserializer<'de>, T: FromStr<Err = String>>(
    deserializer: D,
) -> Result<T, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(D::Error::custom)
}
