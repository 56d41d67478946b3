//! The service under test, with a bot in the fake MAX.

use std::path::Path;

use vernissage::{app::App, engine::stylize::fake::FakePainter};

pub(crate) use crate::support::{
    process::spawn,
    service::{folder, print_always, quick, run, slow, store},
};
use crate::{
    max::fake::{Max, TOKEN},
    support::{connections::free_address, lives::LivedWith, service},
};

/// Settings for a quick service in this folder. A setting in `more` replaces the one here.
pub(crate) fn toml(folder: &Path, max: &Max, more: &str) -> String {
    let hd = if more.contains("tiers.hd.size") {
        ""
    } else {
        "tiers.hd.size = 48\n"
    };
    let bot = format!("max.token = \"{TOKEN}\"\nmax.api_url = \"{}\"\n", max.url());

    service::toml(folder, &format!("{bot}{hd}{more}"))
}

/// The same with a webhook at an address that is free now.
pub(crate) fn toml_with_webhook(folder: &Path, max: &Max, secret: &str) -> String {
    // The port must be known before the service tells MAX of it.
    let free = free_address();
    let more = format!(
        "server.listen = \"{free}\"\nmax.webhook_url = \"http://{free}\"\n\
         max.webhook_secret = \"{secret}\""
    );

    toml(folder, max, &more)
}

pub(crate) async fn start(folder: &Path, max: &Max, painter: FakePainter) -> App {
    run(&toml(folder, max, ""), painter).await
}

impl LivedWith for Max {
    fn toml(&self, folder: &Path, more: &str) -> String {
        toml(folder, self, more)
    }

    fn done(&self, call: &str) -> u64 {
        self.world().calls.get(call).copied().unwrap_or(0)
    }

    fn waiting(&self) -> usize {
        self.world().updates.waiting()
    }

    fn begin_life(&self) {
        self.world().chats.life += 1;
    }
}
