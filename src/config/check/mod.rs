//! Refuses settings of the right kind that make no sense, by themselves or beside others.

mod addresses;
mod currencies;
mod kinds;
mod log;
mod payments;
mod prints;
mod strangers;
mod vk;

use std::path::Path;

use secrecy::ExposeSecret;

use super::{
    Console, Limits, Network, Queue, Quick, Server, Settings, Telegram,
    validation::{InvalidSetting, invalid, is_written_with, within},
};
use crate::domain::{password::PasswordHash, rules::Tiers};

/// The highest price of a painting in credits.
const HIGHEST_PRICE: u32 = 1_000_000;
/// More than a machine decodes in an hour.
const MOST_MEGAPIXELS: u32 = 10_000_000;

/// Fails with the first setting that makes no sense.
pub(super) fn check(settings: &Settings) -> Result<(), InvalidSetting> {
    tiers(&settings.tiers)?;
    kinds::check(settings)?;
    limits(&settings.limits)?;
    network(&settings.network)?;
    within(
        "network.megapixels_per_hour",
        settings.network.megapixels_per_hour,
        settings.limits.picture_megapixels,
        MOST_MEGAPIXELS,
    )?;
    queue(&settings.queue)?;
    quick(&settings.quick)?;
    settings.clips.check()?;

    within("engine.at_once", settings.engine.at_once.into(), 0, 16)?;
    within("feed.per_day", settings.feed.per_day, 1, 10_000)?;
    server(&settings.server)?;

    settings.database.check()?;
    settings.storage.check()?;
    file("database.path", &settings.database.path)?;
    file("storage.path", &settings.storage.path)?;
    if settings.database.path == settings.storage.path {
        return Err(invalid(
            "storage.path",
            "must not be database.path: it is a folder",
        ));
    }

    addresses::check(settings)?;
    log::check(&settings.log)?;
    payments::check(settings)?;
    prints::check(&settings.prints)?;
    strangers::check(settings)?;
    vk::check(&settings.vk)?;
    settings.max.check()?;
    console(&settings.console)?;

    telegram(&settings.telegram)
}

fn tiers(tiers: &Tiers) -> Result<(), InvalidSetting> {
    let Tiers { free, premium, hd } = tiers;
    within("tiers.free.size", free.size, 32, 20_000)?;
    within("tiers.premium.size", premium.size, 32, 20_000)?;
    within("tiers.hd.size", hd.size, 32, 20_000)?;

    within("tiers.free.per_day", free.per_day, 0, 10_000)?;
    within("tiers.free.iterations", free.iterations, 1, 100_000)?;
    within("tiers.premium.iterations", premium.iterations, 1, 100_000)?;
    within("tiers.hd.min_iterations", hd.min_iterations, 1, 100_000)?;
    within(
        "tiers.hd.max_iterations",
        hd.max_iterations,
        hd.min_iterations,
        100_000,
    )?;

    for (key, price, least) in [
        ("tiers.premium.price", premium.price, 0),
        ("tiers.hd.min_price", hd.min_price, 0),
        ("tiers.hd.max_price", hd.max_price, hd.min_price.amount()),
    ] {
        within(key, price.amount(), least, HIGHEST_PRICE)?;
    }

    Ok(())
}

fn limits(limits: &Limits) -> Result<(), InvalidSetting> {
    for (key, value, least, most) in [
        ("limits.free_at_once", limits.free_at_once, 1, 1000),
        ("limits.jobs_at_once", limits.jobs_at_once, 1, 1000),
        ("limits.keep_inputs_days", limits.keep_inputs_days, 1, 3650),
        (
            "limits.keep_visitors_days",
            limits.keep_visitors_days,
            1,
            3650,
        ),
        (
            "limits.picture_megabytes",
            limits.picture_megabytes,
            1,
            1000,
        ),
        (
            "limits.picture_megapixels",
            limits.picture_megapixels,
            1,
            1000,
        ),
        ("limits.picture_side", limits.picture_side, 32, 65_535),
        (
            "limits.megapixels_per_hour",
            limits.megapixels_per_hour,
            limits.picture_megapixels,
            MOST_MEGAPIXELS,
        ),
        ("limits.decoding_seconds", limits.decoding_seconds, 1, 3600),
        (
            "limits.painting_seconds",
            limits.painting_seconds,
            1,
            1_000_000,
        ),
        (
            "limits.requests_per_minute",
            limits.requests_per_minute,
            1,
            100_000,
        ),
    ] {
        within(key, value, least, most)?;
    }

    Ok(())
}

fn server(server: &Server) -> Result<(), InvalidSetting> {
    for (key, value, least, most) in [
        ("server.stop_seconds", server.stop_seconds, 1, 3600),
        (
            "server.drain_seconds",
            server.drain_seconds,
            0,
            server.stop_seconds.saturating_sub(1) / 2,
        ),
        ("server.lease_seconds", server.lease_seconds, 1, 300),
        ("server.connections", server.connections, 16, 1_000_000),
        ("server.head_seconds", server.head_seconds, 1, 3600),
        ("server.request_seconds", server.request_seconds, 1, 3600),
        ("server.upload_seconds", server.upload_seconds, 1, 86_400),
        (
            "server.upload_pause_seconds",
            server.upload_pause_seconds,
            1,
            3600,
        ),
        ("server.write_seconds", server.write_seconds, 1, 3600),
        (
            "server.exchange_seconds",
            server.exchange_seconds,
            server.upload_seconds.max(server.request_seconds),
            86_400,
        ),
    ] {
        within(key, value, least, most)?;
    }

    if server.monitor_listen == Some(server.listen) && server.listen.port() != 0 {
        return Err(invalid(
            "server.monitor_listen",
            "must not be server.listen: everybody can reach that one",
        ));
    }

    Ok(())
}

fn network(network: &Network) -> Result<(), InvalidSetting> {
    for (key, value) in [
        ("network.connections", network.connections),
        ("network.requests_at_once", network.requests_at_once),
        ("network.reads_per_minute", network.reads_per_minute),
        ("network.posts_per_minute", network.posts_per_minute),
        (
            "network.new_visitors_per_hour",
            network.new_visitors_per_hour,
        ),
        ("network.free_at_once", network.free_at_once),
        ("network.free_per_day", network.free_per_day),
        ("network.purchases_per_hour", network.purchases_per_hour),
        ("network.promo_uses_per_day", network.promo_uses_per_day),
        ("network.wrong_codes_per_hour", network.wrong_codes_per_hour),
        ("network.support_per_day", network.support_per_day),
        ("network.likes_per_entry", network.likes_per_entry),
        ("network.likes_per_day", network.likes_per_day),
        ("network.reports_per_day", network.reports_per_day),
    ] {
        within(key, value, 1, 1_000_000)?;
    }

    Ok(())
}

fn queue(queue: &Queue) -> Result<(), InvalidSetting> {
    within("queue.lease_seconds", queue.lease_seconds, 1, 3600)?;
    within("queue.attempts", queue.attempts, 1, 100)?;
    within(
        "queue.free_waits_minutes",
        queue.free_waits_minutes,
        0,
        24 * 60,
    )?;
    within("queue.paid_in_a_row", queue.paid_in_a_row, 0, 10_000)?;
    within("queue.preview_seconds", queue.preview_seconds, 1, 3600)?;
    within(
        "queue.checkpoint_seconds",
        queue.checkpoint_seconds,
        1,
        3600,
    )
}

fn quick(quick: &Quick) -> Result<(), InvalidSetting> {
    within("quick.workers", quick.workers, 0, 16)?;
    within("quick.percent", quick.percent, 1, 100)?;
    within("quick.burst_seconds", quick.burst_seconds, 1, 3600)
}

/// SQLite has names that are no files, and takes an empty one for a database that is thrown away.
fn file(key: &'static str, path: &Path) -> Result<(), InvalidSetting> {
    let text = path.to_string_lossy();
    let is_file = !text.trim().is_empty()
        && !text.starts_with(':')
        && !text.starts_with("file:")
        && !text.contains('\0');

    if is_file {
        return Ok(());
    }

    Err(invalid(key, format!("must be a path, not {text:?}")))
}

/// Messages never contain the secrets themselves.
fn telegram(telegram: &Telegram) -> Result<(), InvalidSetting> {
    within(
        "telegram.messages_per_second",
        telegram.messages_per_second,
        1,
        10_000,
    )?;

    let token = telegram.token.expose_secret();
    if !token.is_empty() && !is_bot_token(token) {
        return Err(invalid(
            "telegram.token",
            "must be a token such as 123456:AbC-dEf: write it exactly as @BotFather gave it",
        ));
    }

    let secret = telegram.webhook_secret.expose_secret();
    let is_needed = !token.is_empty() && !telegram.webhook_url.is_empty();
    let is_missing = is_needed && secret.is_empty();
    if is_missing || secret.len() > 256 || !is_written_with(secret, "_-") {
        return Err(invalid(
            "telegram.webhook_secret",
            "must be 1 to 256 letters, digits, _ and - when telegram.webhook_url is set",
        ));
    }

    let provider_token = telegram.provider_token.expose_secret();
    let has_no_bot = !provider_token.is_empty() && token.is_empty();
    if has_no_bot || !is_written_with(provider_token, ":_-") {
        return Err(invalid(
            "telegram.provider_token",
            "must be written exactly as @BotFather gave it, and needs telegram.token beside it",
        ));
    }

    Ok(())
}

/// The bot's number, a colon and its secret.
fn is_bot_token(token: &str) -> bool {
    token.split_once(':').is_some_and(|(number, secret)| {
        let is_number = number.bytes().all(|digit| digit.is_ascii_digit());
        !number.is_empty() && is_number && !secret.is_empty() && is_written_with(secret, "_-")
    })
}

/// The message never contains the value: somebody may have written the password itself.
fn console(console: &Console) -> Result<(), InvalidSetting> {
    within("console.idle_minutes", console.idle_minutes, 1, 24 * 60)?;
    within("console.session_hours", console.session_hours, 1, 24 * 30)?;
    within("console.free_attempts", console.free_attempts, 1, 100)?;
    within(
        "console.wrong_password_seconds",
        console.wrong_password_seconds,
        1,
        10,
    )?;

    let hash = console.password_hash.expose_secret();
    if !hash.is_empty() && PasswordHash::parse(hash).is_none() {
        return Err(invalid(
            "console.password_hash",
            "must be a hash that `vernissage console-password` printed; \
             in a shell, put it in single quotes",
        ));
    }

    Ok(())
}
