//! Refuses limits for strangers' uploads and open pages that make no sense beside each other.

use super::{Settings, within};
use crate::config::validation::InvalidSetting;

/// A million megabytes.
const MOST_MEGABYTES: u32 = 1_000_000;

pub(super) fn check(settings: &Settings) -> Result<(), InvalidSetting> {
    let limits = &settings.limits;
    let network = &settings.network;
    let server = &settings.server;

    for (key, value) in [
        ("server.uploads_at_once", server.uploads_at_once),
        ("server.event_streams", server.event_streams),
        ("network.uploads_at_once", network.uploads_at_once),
        ("network.event_streams", network.event_streams),
        ("limits.event_streams", limits.event_streams),
    ] {
        within(key, value, 1, 100_000)?;
    }

    // With less, the largest picture could not be sent at all.
    let picture = limits.picture_megabytes;
    for (key, value) in [
        (
            "limits.upload_megabytes_per_hour",
            limits.upload_megabytes_per_hour,
        ),
        (
            "network.upload_megabytes_per_hour",
            network.upload_megabytes_per_hour,
        ),
        ("limits.kept_megabytes", limits.kept_megabytes),
        ("network.kept_megabytes", network.kept_megabytes),
    ] {
        within(key, value, picture, MOST_MEGABYTES)?;
    }

    within(
        "storage.free_megabytes_floor",
        settings.storage.free_megabytes_floor,
        0,
        1_000 * MOST_MEGABYTES,
    )
}
