//! The service under test, with a bot in the fake Telegram.

use std::path::Path;

use vernissage::{app::App, engine::stylize::fake::FakePainter};

pub(crate) use crate::support::{
    clock::TestClock,
    process::{peak_megabytes, spawn},
    service::{
        flat_picture, folder, judges_times, picture, print_always, quick, run, run_by, slow, store,
    },
};
use crate::{
    support::service,
    telegram::fake::{TOKEN, Telegram},
};

/// Settings for a quick service in this folder. A setting in `more` replaces the one here.
pub(crate) fn toml(folder: &Path, telegram: &Telegram, more: &str) -> String {
    let hd = if more.contains("tiers.hd.size") {
        ""
    } else {
        "tiers.hd.size = 48\n"
    };
    let bot = format!(
        "telegram.token = \"{TOKEN}\"\ntelegram.api_url = \"{}\"\n",
        telegram.url()
    );

    service::toml(folder, &format!("{bot}{hd}{more}"))
}

pub(crate) async fn start(folder: &Path, telegram: &Telegram, painter: FakePainter) -> App {
    run(&toml(folder, telegram, ""), painter).await
}
