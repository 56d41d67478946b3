//! What strangers do at the door, and what it costs everybody else: over real sockets, by the
//! settings that an operator gets.

mod bodies;
mod clocks;
mod connections;
mod console_lists;
mod console_sign_in;
mod cookies;
mod event_streams;
mod files_on_disk;
mod monitor;
mod networks;
mod newcomer;
mod passing_visitors;
mod pictures_lane;
mod readers;
mod seeds;
mod shutdown;
mod storm;
mod uploads;
mod uploads_kept;

use std::path::Path;

use vernissage::config::Settings;

/// The settings that an operator gets, for a service in this folder behind a proxy on this machine,
/// so that a test can say which network a visitor comes from.
fn behind_a_proxy(folder: &Path, more: &str) -> Settings {
    let toml = format!(
        "database.path = \"{0}/test.db\"\nstorage.path = \"{0}/pictures\"\n\
         server.listen = \"127.0.0.1:0\"\nserver.trusted_proxies = [\"127.0.0.1\"]\n\
         tiers.free.size = 48\ntiers.free.iterations = 40\n{more}\n",
        folder.display(),
    );
    Settings::from_toml(&toml).unwrap()
}
