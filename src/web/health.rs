//! Health checks and metrics for the operator's tools. Everybody may ask whether the process lives;
//! the rest is on a listener of its own.

use std::{fmt::Write, sync::Arc, time::Duration};

use axum::{Router, http::StatusCode, routing::get};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use super::{RouterState, WebState, error, error::Result};
use crate::store::maintenance::Count;

/// For how long an answer about the database and the storage is given again.
const ANSWER_LASTS: Duration = Duration::from_secs(2);
/// A database or a disk that needs longer than this is not ready.
const CHECK_LIMIT: Duration = Duration::from_secs(5);

/// Renders the metrics of this process.
#[derive(Clone)]
pub struct Metrics(pub Arc<dyn Fn() -> String + Send + Sync>);

/// What the operator's listener works with.
struct Monitor {
    router: Arc<RouterState>,
    /// Locked while it is asked again, so that many questions at once are one.
    readiness: Mutex<Option<KnownReadiness>>,
}

/// What was found out, and when.
#[derive(Clone, Copy)]
struct KnownReadiness {
    readiness: Readiness,
    at: Instant,
}

/// Whether the service can do its work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readiness {
    Ready,
    /// The database does not answer.
    NoDatabase,
    /// The folder of the pictures does not answer.
    NoStorage,
    /// There is less free space than pictures of people may use.
    NoRoom,
}

type State = axum::extract::State<Arc<Monitor>>;

/// What the operator's own listener serves.
pub(super) fn monitor(router: &Arc<RouterState>) -> Router {
    let monitor = Monitor {
        router: Arc::clone(router),
        readiness: Mutex::default(),
    };

    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .fallback(error::not_found)
        .with_state(Arc::new(monitor))
}

/// Answers as long as the process lives.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Answers whether the database and the picture storage can be used. Nothing is written for it.
async fn readyz(monitor: State) -> (StatusCode, &'static str) {
    match monitor.readiness().await {
        Readiness::Ready => (StatusCode::OK, "ready\n"),
        Readiness::NoDatabase => (StatusCode::SERVICE_UNAVAILABLE, "database\n"),
        Readiness::NoStorage => (StatusCode::SERVICE_UNAVAILABLE, "storage\n"),
        Readiness::NoRoom => (StatusCode::SERVICE_UNAVAILABLE, "space\n"),
    }
}

impl Monitor {
    fn web(&self) -> &WebState {
        &self.router.web
    }

    /// What was found out lately.
    async fn readiness(&self) -> Readiness {
        let mut known = self.readiness.lock().await;
        if let Some(known) = *known
            && known.at.elapsed() < ANSWER_LASTS
        {
            return known.readiness;
        }

        let readiness = self.look().await;
        *known = Some(KnownReadiness {
            readiness,
            at: Instant::now(),
        });

        readiness
    }

    async fn look(&self) -> Readiness {
        let web = self.web();
        if !is_well("database", web.stores.maintenance.ping()).await {
            Readiness::NoDatabase
        } else if !is_well("storage", web.pictures.free_bytes()).await {
            Readiness::NoStorage
        } else if !web.pictures.has_room().await {
            tracing::error!("there is less free space than storage.free_megabytes_floor");
            Readiness::NoRoom
        } else {
            Readiness::Ready
        }
    }
}

/// Whether something answers, in time and without an error.
async fn is_well<T, E: Into<anyhow::Error>>(
    what: &'static str,
    answer: impl Future<Output = std::result::Result<T, E>>,
) -> bool {
    let problem = match timeout(CHECK_LIMIT, answer).await {
        Ok(Ok(_)) => return true,
        Ok(Err(error)) => error.into(),
        Err(elapsed) => elapsed.into(),
    };

    tracing::error!(error = ?problem, what, "not ready");
    false
}

/// Metrics in the Prometheus format: those of this process, and counts from the store.
async fn metrics(monitor: State) -> Result<([(&'static str, &'static str); 1], String)> {
    let web = monitor.web();
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
