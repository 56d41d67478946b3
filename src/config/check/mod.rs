//! Refuses settings of the right kind that make no sense, by themselves or beside others.

mod payments;
mod prints;
mod vk;

use secrecy::ExposeSecret;

use super::{
    Console, Limits, Queue, Settings, Telegram,
    validation::{InvalidSetting, invalid, is_written_with, within},
};
use crate::domain::{password::PasswordHash, rules::Tiers};

/// Fails with the first setting that makes no sense.
pub(super) fn check(settings: &Settings) -> Result<(), InvalidSetting> {
    tiers(&settings.tiers)?;
    limits(&settings.limits)?;
    queue(&settings.queue)?;

    within("engine.at_once", settings.engine.at_once.into(), 0, 16)?;
    within("feed.per_day", settings.feed.per_day, 1, 10_000)?;

    urls(settings)?;
    payments::check(settings)?;
    prints::check(&settings.prints)?;
    vk::check(&settings.vk)?;
    console(&settings.console)?;

    telegram(&settings.telegram)
}

fn tiers(tiers: &Tiers) -> Result<(), InvalidSetting> {
    let Tiers { free, premium, hd } = tiers;
    within("tiers.free.size", free.size, 32, 20_000)?;
    within("tiers.premium.size", premium.size, 32, 20_000)?;
    within("tiers.hd.size", hd.size, 32, 20_000)?;

    within("tiers.free.iterations", free.iterations, 1, 100_000)?;
    within("tiers.premium.iterations", premium.iterations, 1, 100_000)?;
    within("tiers.hd.min_iterations", hd.min_iterations, 1, 100_000)?;
    within(
        "tiers.hd.max_iterations",
        hd.max_iterations,
        hd.min_iterations,
        100_000,
    )?;

    within(
        "tiers.hd.max_price",
        hd.max_price.amount(),
        hd.min_price.amount(),
        u32::MAX,
    )
}

fn limits(limits: &Limits) -> Result<(), InvalidSetting> {
    for (key, value, least, most) in [
        ("limits.free_at_once", limits.free_at_once, 1, 1000),
        ("limits.jobs_at_once", limits.jobs_at_once, 1, 1000),
        ("limits.keep_inputs_days", limits.keep_inputs_days, 1, 3650),
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

fn queue(queue: &Queue) -> Result<(), InvalidSetting> {
    within("queue.lease_seconds", queue.lease_seconds, 1, 3600)?;
    within("queue.attempts", queue.attempts, 1, 100)?;
    within("queue.preview_seconds", queue.preview_seconds, 1, 3600)?;
    within(
        "queue.checkpoint_seconds",
        queue.checkpoint_seconds,
        1,
        3600,
    )
}

fn urls(settings: &Settings) -> Result<(), InvalidSetting> {
    for (key, url) in [
        ("server.public_url", &settings.server.public_url),
        ("telegram.api_url", &settings.telegram.api_url),
        ("telegram.webhook_url", &settings.telegram.webhook_url),
        ("vk.api_url", &settings.vk.api_url),
        ("vk.callback_url", &settings.vk.callback_url),
        ("yookassa.api_url", &settings.yookassa.api_url),
    ] {
        if !url.is_empty() && !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(invalid(key, "must begin with http:// or https://"));
        }
    }

    Ok(())
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
    if !is_written_with(token, ":_-") {
        return Err(invalid(
            "telegram.token",
            "has characters that no token has: write it exactly as @BotFather gave it",
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

/// The message never contains the value: somebody may have written the password itself.
fn console(console: &Console) -> Result<(), InvalidSetting> {
    within("console.idle_minutes", console.idle_minutes, 1, 24 * 60)?;
    within("console.session_hours", console.session_hours, 1, 24 * 30)?;

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
