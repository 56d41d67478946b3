//! Values of the right kind that still cannot be meant.

mod prints;
mod shop;
mod vk;

use secrecy::ExposeSecret;

use super::{Console, Settings, SettingsError, Telegram};
use crate::domain::password::PasswordHash;

/// The first value that makes no sense.
pub(super) fn check(settings: &Settings) -> Result<(), SettingsError> {
    let super::Tiers { free, premium, hd } = &settings.tiers;
    for (key, size) in [
        ("tiers.free.size", free.size),
        ("tiers.premium.size", premium.size),
        ("tiers.hd.size", hd.size),
    ] {
        within(key, size, 32, 20_000)?;
    }

    within("tiers.free.iterations", free.iterations, 1, 100_000)?;
    within("tiers.premium.iterations", premium.iterations, 1, 100_000)?;
    within("tiers.hd.min_iterations", hd.min_iterations, 1, 100_000)?;
    within(
        "tiers.hd.max_iterations",
        hd.max_iterations,
        hd.min_iterations,
        100_000,
    )?;

    within("tiers.hd.max_price", hd.max_price, hd.min_price, u32::MAX)?;
    within("engine.at_once", settings.engine.at_once.into(), 0, 16)?;

    let limits = &settings.limits;
    within("limits.free_at_once", limits.free_at_once, 1, 1000)?;
    within("limits.jobs_at_once", limits.jobs_at_once, 1, 1000)?;
    within("limits.keep_inputs_days", limits.keep_inputs_days, 1, 3650)?;
    within(
        "limits.picture_megabytes",
        limits.picture_megabytes,
        1,
        1000,
    )?;

    within(
        "limits.picture_megapixels",
        limits.picture_megapixels,
        1,
        1000,
    )?;

    within("limits.picture_side", limits.picture_side, 32, 65_535)?;
    within(
        "limits.painting_seconds",
        limits.painting_seconds,
        1,
        1_000_000,
    )?;

    within(
        "limits.requests_per_minute",
        limits.requests_per_minute,
        1,
        100_000,
    )?;

    within("feed.per_day", settings.feed.per_day, 1, 10_000)?;

    let queue = &settings.queue;
    within("queue.lease_seconds", queue.lease_seconds, 1, 3600)?;
    within("queue.attempts", queue.attempts, 1, 100)?;
    within("queue.preview_seconds", queue.preview_seconds, 1, 3600)?;
    within(
        "queue.checkpoint_seconds",
        queue.checkpoint_seconds,
        1,
        3600,
    )?;

    within(
        "telegram.messages_per_second",
        settings.telegram.messages_per_second,
        1,
        10_000,
    )?;

    urls(settings)?;
    shop::check(settings)?;
    prints::check(&settings.prints)?;
    vk::check(&settings.vk)?;
    console(&settings.console)?;

    telegram(&settings.telegram)
}

fn within(key: &'static str, value: u32, least: u32, most: u32) -> Result<(), SettingsError> {
    if (least..=most).contains(&value) {
        return Ok(());
    }

    Err(senseless(
        key,
        format!("must lie between {least} and {most}, not {value}"),
    ))
}

fn senseless(key: &'static str, problem: String) -> SettingsError {
    SettingsError::Senseless { key, problem }
}

fn urls(settings: &Settings) -> Result<(), SettingsError> {
    let telegram = &settings.telegram;
    let wanted = [
        ("server.public_url", &settings.server.public_url),
        ("telegram.api_url", &telegram.api_url),
        ("telegram.webhook_url", &telegram.webhook_url),
        ("vk.api_url", &settings.vk.api_url),
        ("vk.callback_url", &settings.vk.callback_url),
        ("yookassa.api_url", &settings.yookassa.api_url),
    ];

    for (key, url) in wanted {
        if !url.is_empty() && !url.starts_with("http://") && !url.starts_with("https://") {
            let problem = "must begin with http:// or https://".to_owned();
            return Err(SettingsError::Senseless { key, problem });
        }
    }

    Ok(())
}

/// Never shows the secrets themselves.
fn telegram(telegram: &Telegram) -> Result<(), SettingsError> {
    let token = telegram.token.expose_secret();
    if !written_with(token, ":_-") {
        let problem =
            "holds letters that no token has: it is to be written as @BotFather gave it".to_owned();
        return Err(SettingsError::Senseless {
            key: "telegram.token",
            problem,
        });
    }

    let secret = telegram.webhook_secret.expose_secret();
    let needed = !token.is_empty() && !telegram.webhook_url.is_empty();
    if (needed && secret.is_empty()) || secret.len() > 256 || !written_with(secret, "_-") {
        let problem =
            "must be 1 to 256 letters, digits, _ and - when telegram.webhook_url is set".to_owned();
        return Err(SettingsError::Senseless {
            key: "telegram.webhook_secret",
            problem,
        });
    }

    let cards = telegram.provider_token.expose_secret();
    if !written_with(cards, ":_-") || (!cards.is_empty() && token.is_empty()) {
        let problem =
            "must be written as @BotFather gave it, and stand beside telegram.token".to_owned();
        return Err(SettingsError::Senseless {
            key: "telegram.provider_token",
            problem,
        });
    }

    Ok(())
}

/// Never shows what stands there: it may be the password itself.
fn console(console: &Console) -> Result<(), SettingsError> {
    within("console.idle_minutes", console.idle_minutes, 1, 24 * 60)?;
    within("console.session_hours", console.session_hours, 1, 24 * 30)?;

    let hash = console.password_hash.expose_secret();
    if !hash.is_empty() && PasswordHash::parse(hash).is_none() {
        let problem = "must be a hash as `vernissage console-password` prints it, in single quotes in a shell";
        return Err(senseless("console.password_hash", problem.to_owned()));
    }

    Ok(())
}

fn written_with(text: &str, marks: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_ascii_alphanumeric() || marks.contains(letter))
}
