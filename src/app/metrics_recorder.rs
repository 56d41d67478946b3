//! The metrics of the service, for Prometheus.

use std::sync::{Arc, OnceLock};

use anyhow::Context;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::web::{Metrics, Role};

/// In seconds: from an immediate answer to a painting that takes an hour.
const BUCKETS: [f64; 14] = [
    0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 180.0, 600.0, 1800.0, 3600.0,
];

/// The metrics; a process has one recorder for them, however many services it runs.
pub(super) fn metrics() -> anyhow::Result<Metrics> {
    static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

    let handle = RECORDER
        .get_or_init(install_recorder)
        .clone()
        .context("there is already another recorder of metrics")?;

    Ok(Metrics(Arc::new(move || {
        handle.run_upkeep();
        handle.render()
    })))
}

/// Shows the process's name, role and version beside its metrics.
pub(super) fn name_process(name: &str, role: Role) {
    let role = match role {
        Role::Service => "service",
        Role::Worker => "worker",
    };
    let version = env!("CARGO_PKG_VERSION");
    let labels = [
        ("process", name.to_owned()),
        ("role", role.to_owned()),
        ("version", version.to_owned()),
    ];

    metrics::gauge!("vernissage_process_info", &labels).set(1.0);
}

fn install_recorder() -> Option<PrometheusHandle> {
    let seconds = Matcher::Suffix("_seconds".to_owned());
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(seconds, &BUCKETS)
        .ok()?;
    let handle = builder.install_recorder().ok()?;

    // An alarm on errors needs the counters before the first error.
    for place in [
        "inbox",
        "outbox",
        "jobs",
        "master",
        "queue_notifier",
        "payment_poller",
        "feed",
        "sweep",
    ] {
        metrics::counter!("vernissage_errors_total", "where" => place).increment(0);
    }

    Some(handle)
}
