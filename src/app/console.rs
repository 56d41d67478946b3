//! The operator's console, as the settings have it.

use std::{sync::Arc, time::Duration};

use secrecy::ExposeSecret;

use crate::{
    config::Settings,
    domain::password::PasswordHash,
    store::{Feed, sqlite::SqliteConsoleStore},
    web::Console,
};

/// There is none without a password.
pub(super) fn console(
    settings: &Settings,
    (console, feed): (SqliteConsoleStore, Arc<dyn Feed>),
) -> Option<Console> {
    let settings = &settings.console;
    Some(Console {
        console: Arc::new(console),
        feed,
        password: PasswordHash::parse(settings.password_hash.expose_secret())?,
        idle: Duration::from_mins(settings.idle_minutes.into()),
        longest: Duration::from_hours(settings.session_hours.into()),
    })
}
