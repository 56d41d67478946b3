//! For the operator's tools: alive, ready, numbers.

use std::{fmt::Write, sync::Arc};

use axum::http::StatusCode;

use super::{State, error::Result};

/// What renders the metrics of this process.
#[derive(Clone)]
pub struct Metrics(pub Arc<dyn Fn() -> String + Send + Sync>);

/// The process answers.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// The database and the folder of pictures can be used.
pub(super) async fn readyz(state: State) -> (StatusCode, &'static str) {
    let state = &state.state;
    let store = state.store.counts(state.clock.now()).await;
    if let Err(error) = &store {
        tracing::error!(?error, "database not ready");
        return (StatusCode::SERVICE_UNAVAILABLE, "database\n");
    }

    if let Err(error) = state.pictures.probe().await {
        tracing::error!(?error, "storage not ready");
        return (StatusCode::SERVICE_UNAVAILABLE, "storage\n");
    }

    (StatusCode::OK, "ready\n")
}

/// Numbers in the format of Prometheus: what was counted in this process, and what the store
/// counts.
pub(super) async fn metrics(state: State) -> Result<([(&'static str, &'static str); 1], String)> {
    let state = &state.state;
    let mut text = (state.metrics.0)();
    let mut before = String::new();
    for (name, label, value) in state.store.counts(state.clock.now()).await? {
        if name != before {
            writeln!(text, "# TYPE vernissage_{name} gauge")?;
            before.clone_from(&name);
        }

        let labels = match label.split_once(' ') {
            Some((state, tier)) => format!("{{state=\"{state}\",tier=\"{tier}\"}}"),
            None => String::new(),
        };
        writeln!(text, "vernissage_{name}{labels} {value}")?;
    }

    Ok(([("content-type", "text/plain; version=0.0.4")], text))
}
