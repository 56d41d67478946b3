//! Health checks and metrics for the operator's tools. Everybody may ask whether the process lives;
//! the rest is on a listener of its own.

use std::{fmt::Write, sync::Arc, time::Duration};

use axum::{Router, http::StatusCode, routing::get};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{WebState, error, error::Result};
use crate::{
    clock::Clock,
    domain::language::Language,
    pictures::Pictures,
    store::{IncomeSource, MaintenanceStore, PeopleSource, Sources, maintenance::Count},
};

/// For how long an answer about the database and the storage is given again.
const ANSWER_LASTS: Duration = Duration::from_secs(2);
/// The label of what nobody knows any more.
const UNKNOWN: &str = "unknown";
/// A database or a disk that needs longer than this is not ready.
const CHECK_LIMIT: Duration = Duration::from_secs(5);

/// Renders the metrics of this process.
#[derive(Clone)]
pub struct Metrics(pub Arc<dyn Fn() -> String + Send + Sync>);

/// What a process tells the operator's tools about.
#[derive(Clone)]
pub struct Monitored {
    /// Whether it serves people or only paints.
    pub role: Role,
    /// The database.
    pub maintenance: Arc<dyn MaintenanceStore>,
    /// The bytes of pictures.
    pub pictures: Pictures,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Renders the metrics.
    pub metrics: Metrics,
    /// Cancelled when the process begins to stop.
    pub stopping: CancellationToken,
}

/// What a process is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It serves people. It needs room for their pictures, and shows the counts of the database.
    Service,
    /// It makes what is in the queue.
    Worker,
}

impl From<&WebState> for Monitored {
    fn from(web: &WebState) -> Self {
        Self {
            role: Role::Service,
            maintenance: Arc::clone(&web.stores.maintenance),
            pictures: web.pictures.clone(),
            clock: Arc::clone(&web.clock),
            metrics: web.metrics.clone(),
            stopping: web.stopping.clone(),
        }
    }
}

/// What the operator's listener works with.
struct Monitor {
    process: Monitored,
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
    /// The process stops.
    Stopping,
    /// The database does not answer.
    NoDatabase,
    /// The folder or the bucket of the pictures does not answer.
    NoStorage,
    /// There is less free space than pictures of people may use.
    NoRoom,
}

type State = axum::extract::State<Arc<Monitor>>;

/// What the operator's own listener serves.
pub(super) fn monitor(process: Monitored) -> Router {
    let monitor = Monitor {
        process,
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
        Readiness::Stopping => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n"),
        Readiness::NoDatabase => (StatusCode::SERVICE_UNAVAILABLE, "database\n"),
        Readiness::NoStorage => (StatusCode::SERVICE_UNAVAILABLE, "storage\n"),
        Readiness::NoRoom => (StatusCode::SERVICE_UNAVAILABLE, "space\n"),
    }
}

impl Monitor {
    /// What was found out lately.
    async fn readiness(&self) -> Readiness {
        if self.process.stopping.is_cancelled() {
            return Readiness::Stopping;
        }

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
        let process = &self.process;
        let needs_room = process.role == Role::Service;
        if !is_well("database", process.maintenance.ping()).await {
            Readiness::NoDatabase
        } else if !is_well("storage", process.pictures.ping()).await {
            Readiness::NoStorage
        } else if needs_room && !process.pictures.has_room().await {
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

/// Metrics in the Prometheus format: those of this process, and of a service the counts of the
/// database. Every service shows the same counts; workers leave them out, so that many of them do not
/// ask the database.
async fn metrics(monitor: State) -> Result<([(&'static str, &'static str); 1], String)> {
    let process = &monitor.process;
    let mut text = (process.metrics.0)();
    if process.role == Role::Service {
        let counts = process.maintenance.counts(process.clock.now()).await?;
        write_counts(&mut text, counts)?;
        let sources = process.maintenance.sources(process.clock.now()).await?;
        write_sources(&mut text, &sources)?;
    }

    Ok(([("content-type", "text/plain; version=0.0.4")], text))
}

fn write_counts(text: &mut String, counts: Vec<Count>) -> std::fmt::Result {
    let mut last_name = String::new();
    for Count { name, label, value } in counts {
        if name != last_name {
            writeln!(text, "# TYPE vernissage_{name} gauge")?;
            last_name.clone_from(&name);
        }

        let labels = match label.split_once(' ') {
            _ if label.contains('=') => format!("{{{label}}}"),
            Some((state, tier)) => format!("{{state=\"{state}\",tier=\"{tier}\"}}"),
            None if label.is_empty() => String::new(),
            None => format!("{{state=\"{label}\"}}"),
        };
        writeln!(text, "vernissage_{name}{labels} {value}")?;
    }

    Ok(())
}

/// Where people and money came from within a day. There are as many lines as messengers, languages,
/// providers and currencies, and none that strangers can make up.
fn write_sources(text: &mut String, sources: &Sources) -> std::fmt::Result {
    let people = |value: fn(&PeopleSource) -> u32| {
        let gauge = move |line: &PeopleSource| Gauge {
            labels: people_labels(line),
            value: value(line).into(),
        };
        sources.people.iter().map(gauge).collect::<Vec<_>>()
    };
    let income = |value: fn(&IncomeSource) -> u64| {
        let gauge = move |line: &IncomeSource| Gauge {
            labels: income_labels(line),
            value: value(line),
        };
        sources.income.iter().map(gauge).collect::<Vec<_>>()
    };

    write_gauges(
        text,
        "vernissage_day_new_people",
        people(|line| line.new_people),
    )?;
    write_gauges(text, "vernissage_day_makers", people(|line| line.makers))?;
    write_gauges(
        text,
        "vernissage_day_finished",
        people(|line| line.finished),
    )?;
    write_gauges(
        text,
        "vernissage_day_charges",
        income(|line| line.charges.into()),
    )?;
    write_gauges(
        text,
        "vernissage_day_income_minor",
        income(|line| line.kept.minor),
    )
}

/// One line of a metric.
struct Gauge {
    labels: String,
    value: u64,
}

fn people_labels(line: &PeopleSource) -> String {
    let messenger = &line.messenger;
    let language = line.language.code();
    format!("messenger=\"{messenger}\",language=\"{language}\"")
}

fn income_labels(line: &IncomeSource) -> String {
    let messenger = line.messenger.as_deref().unwrap_or(UNKNOWN);
    let language = line.language.map_or(UNKNOWN, Language::code);
    let provider = line.provider.name();
    let currency = line.kept.currency.code();
    format!(
        "messenger=\"{messenger}\",language=\"{language}\",provider=\"{provider}\",currency=\"{currency}\""
    )
}

fn write_gauges(text: &mut String, name: &str, gauges: Vec<Gauge>) -> std::fmt::Result {
    writeln!(text, "# TYPE {name} gauge")?;
    for Gauge { labels, value } in gauges {
        writeln!(text, "{name}{{{labels}}} {value}")?;
    }

    Ok(())
}
