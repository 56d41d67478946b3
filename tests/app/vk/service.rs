//! The service under test, with a bot in the fake VKontakte.

use std::path::Path;

use vernissage::{app::App, engine::stylize::fake::FakePainter};

pub(crate) use crate::support::{
    clock::TestClock,
    process::spawn,
    service::{folder, picture, print_always, quick, run, run_by, slow, store},
};
use crate::{
    support::{lives::LivedWith, service},
    vk::fake::{GROUP, TOKEN, Vk},
};

/// Settings for a quick service in this folder. A setting in `more` replaces the one here.
pub(crate) fn toml(folder: &Path, vk: &Vk, more: &str) -> String {
    let hd = if more.contains("tiers.hd.size") {
        ""
    } else {
        "tiers.hd.size = 48\n"
    };
    let bot = format!(
        "vk.token = \"{TOKEN}\"\nvk.group_id = {GROUP}\nvk.api_url = \"{}\"\n",
        vk.url()
    );

    service::toml(folder, &format!("{bot}{hd}{more}"))
}

pub(crate) async fn start(folder: &Path, vk: &Vk, painter: FakePainter) -> App {
    run(&toml(folder, vk, ""), painter).await
}

impl LivedWith for Vk {
    fn toml(&self, folder: &Path, more: &str) -> String {
        toml(folder, self, more)
    }

    fn done(&self, call: &str) -> u64 {
        self.world().calls.get(call).copied().unwrap_or(0)
    }

    fn waiting(&self) -> usize {
        self.world().long_poll.waiting()
    }
}
