//! The operator's console, from the settings.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use secrecy::ExposeSecret;

use crate::{
    config::Settings,
    domain::password::PasswordHash,
    store::{FeedStore, sql::SqlConsoleStore},
    web::{Console, SignInPace},
};

/// The console; `None` without a password.
pub(super) fn console(
    settings: &Settings,
    store: SqlConsoleStore,
    feed: Arc<dyn FeedStore>,
) -> Option<Console> {
    let settings = &settings.console;
    let password = PasswordHash::parse(settings.password_hash.expose_secret())?;

    Some(Console {
        console: Arc::new(store),
        feed,
        password,
        sign_in_pace: SignInPace {
            free_attempts: NonZeroU32::new(settings.free_attempts).unwrap_or(NonZeroU32::MIN),
            pause: Duration::from_secs(settings.wrong_password_seconds.into()),
        },
        idle: Duration::from_mins(settings.idle_minutes.into()),
        longest: Duration::from_hours(settings.session_hours.into()),
    })
}
