//! `vernissage serve`, the default: the whole service, or one that leaves painting to others.
//! `vernissage worker`: a process that only paints, beside a service.

use std::{future::Future, sync::Arc};

use anyhow::Context;
use clap::Args;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use super::{Failure, load_weights, logs, open_device, output::Output};
use crate::{
    app::{App, Devices, home, keep_new_files_private, listen},
    config::Settings,
    engine::{device::DeviceChoice, master::NeuralMasterPainter},
    workers::{jobs::MakeMakers, master::MakeMasterPainter},
    works,
};

/// Run the bot: the chat page and a painter (the default)
#[derive(Debug, Default, Args)]
pub(super) struct Serve {
    /// Leave painting to `vernissage worker`, like painter.enabled = false; quick work is made here
    /// on the CPU, unless quick.workers is 0
    #[arg(long)]
    no_painter: bool,
}

/// Only paint, for a service that uses the same database
#[derive(Debug, Args)]
pub(super) struct Worker {
    /// Make quick work as well, as many at a time as quick.workers says
    #[arg(long)]
    quick: bool,
}

impl Serve {
    /// Serves until a signal asks it to stop.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        logs::begin(settings)?;
        keep_new_files_private();
        block_on(async {
            let stop = stop_requested()?;
            let listener = listen(settings.server.listen)?;
            let app = self.start(settings, listener).await?;
            announce(settings, &app, output);

            Ok(app.run_until(stop).await?)
        })
    }

    async fn start(&self, settings: &Settings, listener: TcpListener) -> Result<App, Failure> {
        let has_quick = settings.quick.workers > 0;
        if self.no_painter || !settings.painter.enabled {
            let devices = Devices {
                painters: Vec::new(),
                quick: has_quick.then(|| quick_on_cpu(settings)).transpose()?,
            };
            tracing::info!(quick = has_quick, "no painter here");
            return Ok(App::start(settings, Some(listener), devices).await?);
        }

        let Painters {
            makers,
            master_painter,
        } = Painters::from_settings(settings)?;
        let devices = if has_quick {
            Devices::for_everything(makers)
        } else {
            Devices::painters(makers)
        };

        start(settings, Some(listener), devices, master_painter).await
    }
}

impl Worker {
    /// Paints until a signal asks it to stop.
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        if self.quick && settings.quick.workers == 0 {
            let problem = "quick.workers is 0; --quick needs at least 1";
            return Err(Failure::Settings(problem.to_owned()));
        }

        logs::begin(settings)?;
        keep_new_files_private();
        block_on(async {
            let stop = stop_requested()?;
            let Painters {
                makers,
                master_painter,
            } = Painters::from_settings(settings)?;
            let devices = if self.quick {
                Devices::for_everything(makers)
            } else {
                Devices::painters(makers)
            };

            let app = start(settings, None, devices, master_painter).await?;

            Ok(app.run_until(stop).await?)
        })
    }
}

/// Starts a process that makes masters besides.
async fn start(
    settings: &Settings,
    listener: Option<TcpListener>,
    devices: Devices,
    master_painter: MakeMasterPainter,
) -> Result<App, Failure> {
    let mut app = App::start(settings, listener, devices).await?;
    app.make_masters(settings, master_painter);
    Ok(app)
}

/// What makes quick work where nothing paints.
fn quick_on_cpu(settings: &Settings) -> Result<MakeMakers, Failure> {
    let weights = load_weights(settings)?;
    let device = open_device(settings, Some(DeviceChoice::Cpu))?;
    Ok(Arc::new(move || works::makers(&weights, &device)))
}

/// Runs async code to its end.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the async runtime could not be started")?;
    runtime.block_on(work)
}

/// Says where the chat page is, and where the metrics are. The service does not depend on it.
fn announce(settings: &Settings, app: &App, output: &mut Output) {
    let Some(address) = app.address() else { return };
    let home = home(settings, Some(address));
    output.line(format_args!("The chat page is at {home}/chat"));
    if let Some(address) = app.monitor_address() {
        output.line(format_args!("The metrics are at http://{address}/metrics"));
    }

    if let Err(failure) = output.take_outcome() {
        tracing::warn!(%failure, "the address of the chat page was not printed");
    }
}

/// Everything that paints in this process.
struct Painters {
    /// One for each painting at a time.
    makers: Vec<MakeMakers>,
    master_painter: MakeMasterPainter,
}

impl Painters {
    /// Reads the weights and opens the device, so that a problem with them stops the start and not
    /// the first painting.
    fn from_settings(settings: &Settings) -> Result<Self, Failure> {
        let weights = load_weights(settings)?;
        let device = open_device(settings, None)?;
        let at_once = match settings.engine.at_once {
            0 => device.best_at_once(),
            chosen => chosen.into(),
        };

        tracing::info!(
            device = device.describe(),
            at_once,
            "the device for painting is open"
        );

        let make_makers = |_| -> MakeMakers {
            let weights = weights.clone();
            let device = device.clone();
            Arc::new(move || works::makers(&weights, &device))
        };

        Ok(Self {
            makers: (0..at_once).map(make_makers).collect(),
            master_painter: Arc::new(move || {
                Box::new(NeuralMasterPainter::new(weights.clone(), device.clone()))
            }),
        })
    }
}

/// Resolves at the first signal; the second one ends the process at once.
fn stop_requested() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be watched")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT cannot be watched")?;
    let (sender, requested) = tokio::sync::oneshot::channel();

    tokio::spawn(async move {
        let mut sender = Some(sender);
        loop {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
            match sender.take() {
                Some(sender) => {
                    tracing::info!("stopping; a second signal stops at once");
                    // The service listens until it stops.
                    let _ = sender.send(());
                }
                None => std::process::exit(130),
            }
        }
    });

    Ok(async move {
        // The sender lives as long as the task above.
        let _ = requested.await;
    })
}
