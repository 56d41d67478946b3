//! `vernissage serve`, the default: the whole service; `vernissage worker`: more painters beside
//! it.

use std::{future::Future, sync::Arc};

use anyhow::Context;
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::{Failure, load_weights, logs, open_device};
use crate::{
    app::{App, home, listen},
    config::Settings,
    engine::{master::NeuralMasterPainter, stylize::Painter},
    workers::{master::MakeMasterPainter, stylize::MakeStylizer},
};

/// Run the bot: the chat page and a painter (the default)
#[derive(Debug, Args)]
pub(super) struct Serve {}

/// Only paint, for a service that runs on the same database
#[derive(Debug, Args)]
pub(super) struct Worker {}

impl Serve {
    /// Serves until a signal comes.
    pub(super) fn run(settings: &Settings) -> Result<(), Failure> {
        logs::begin(settings)?;
        block_on(async {
            let listener = listen(settings.server.listen).await?;
            let (painters, painter) = devices(settings)?;
            let mut app = App::start(settings, Some(listener), painters).await?;
            app.print(settings, painter);
            announce(settings, &app);

            Ok(app.run_until(asked_to_stop()?).await?)
        })
    }
}

impl Worker {
    /// Paints until a signal comes.
    pub(super) fn run(settings: &Settings) -> Result<(), Failure> {
        logs::begin(settings)?;
        block_on(async {
            let (painters, painter) = devices(settings)?;
            let mut app = App::start(settings, None, painters).await?;
            app.print(settings, painter);
            Ok(app.run_until(asked_to_stop()?).await?)
        })
    }
}

/// Runs something that waits.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no runtime")?;
    runtime.block_on(work)
}

#[expect(clippy::print_stdout, reason = "the command line's own output")]
fn announce(settings: &Settings, app: &App) {
    let Some(address) = app.address() else { return };
    println!("The chat page is at {}/chat", home(settings, Some(address)));
}

/// Weights are read here, so that their lack stops the start and not the first painting.
fn devices(settings: &Settings) -> Result<(Vec<MakeStylizer>, MakeMasterPainter), Failure> {
    let weights = load_weights(settings)?;
    let device = open_device(settings, None)?;
    let at_once = match settings.engine.at_once {
        0 => device.best_at_once(),
        chosen => chosen.into(),
    };

    tracing::info!(device = device.describe(), at_once, "painting on");

    let painter = |_| -> MakeStylizer {
        let weights = weights.clone();
        let device = device.clone();
        Box::new(move || Box::new(Painter::new(weights.clone(), device.clone())))
    };
    let painters = (0..at_once).map(painter).collect();
    let painter: MakeMasterPainter =
        Arc::new(move || Box::new(NeuralMasterPainter::new(weights.clone(), device.clone())));

    Ok((painters, painter))
}

/// The first signal asks to stop, the second stops.
fn asked_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be watched")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT cannot be watched")?;
    let (asked, told) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut asked = Some(asked);
        loop {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
            match asked.take() {
                Some(asked) => {
                    tracing::info!("stopping; a second signal stops at once");
                    // Whoever runs the service listens until the end.
                    let _ = asked.send(());
                }
                None => std::process::exit(130),
            }
        }
    });

    Ok(async move {
        // The sender lives as long as the task above.
        let _ = told.await;
    })
}
