//! The numbers of the service, for Prometheus.

use std::sync::{Arc, OnceLock};

use anyhow::Context;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::web::Metrics;

/// From an answer at once to a painting that takes an hour.
const BUCKETS: [f64; 14] = [
    0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 180.0, 600.0, 1800.0, 3600.0,
];

/// The process has one recorder of metrics, however many services it runs.
pub(super) fn metrics() -> anyhow::Result<Metrics> {
    static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

    let handle = RECORDER.get_or_init(recorder);
    let handle = handle
        .clone()
        .context("another recorder of metrics is there already")?;
    Ok(Metrics(Arc::new(move || {
        handle.run_upkeep();
        handle.render()
    })))
}

fn recorder() -> Option<PrometheusHandle> {
    let seconds = Matcher::Suffix("_seconds".to_owned());
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(seconds, &BUCKETS)
        .ok()?;
    let handle = builder.install_recorder().ok()?;

    // An alarm on errors needs the number also while there are none.
    for place in [
        "inbox",
        "outbox",
        "stylize",
        "master",
        "queue_notifier",
        "checkout",
        "feed",
        "sweep",
    ] {
        metrics::counter!("vernissage_errors_total", "where" => place).increment(0);
    }

    Some(handle)
}
