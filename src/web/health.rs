//! Health checks and metrics for the operator's tools.

use std::{fmt::Write, sync::Arc};

use axum::http::StatusCode;

use super::{State, error::Result};
use crate::store::maintenance::Count;

/// Renders the metrics of this process.
#[derive(Clone)]
pub struct Metrics(pub Arc<dyn Fn() -> String + Send + Sync>);

/// Answers as long as the process lives.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Answers whether the database and the picture storage can be used.
pub(super) async fn readyz(state: State) -> (StatusCode, &'static str) {
    let web = &state.web;
    let counts = web.stores.maintenance.counts(web.clock.now()).await;
    if let Err(error) = &counts {
        tracing::error!(?error, "database not ready");
        return (StatusCode::SERVICE_UNAVAILABLE, "database\n");
    }

    if let Err(error) = web.pictures.probe().await {
        tracing::error!(?error, "storage not ready");
        return (StatusCode::SERVICE_UNAVAILABLE, "storage\n");
    }

    (StatusCode::OK, "ready\n")
}

/// Metrics in the Prometheus format: those of this process, and counts from the store.
pub(super) async fn metrics(state: State) -> Result<([(&'static str, &'static str); 1], String)> {
    let web = &state.web;
    let mut text = (web.metrics.0)();
    let mut last_name = String::new();
    for count in web.stores.maintenance.counts(web.clock.now()).await? {
        let Count { name, label, value } = count;
        if name != last_name {
            writeln!(text, "# TYPE vernissage_{name} gauge")?;
            last_name.clone_from(&name);
        }

        let labels = match label.split_once(' ') {
            Some((state, tier)) => format!("{{state=\"{state}\",tier=\"{tier}\"}}"),
            None => String::new(),
        };
        writeln!(text, "vernissage_{name}{labels} {value}")?;
    }

    Ok(([("content-type", "text/plain; version=0.0.4")], text))
}
