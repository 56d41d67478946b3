//! The sub-commands.

mod bench;
mod books;
mod check;
mod console_password;
mod credit;
mod finished_job;
mod logs;
mod master;
mod migrate;
mod refund;
mod score;
mod serve;
mod stylize;
mod support;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use crate::{
    app::ListenError,
    config::{Settings, SettingsError},
    engine::{
        device::{Device, DeviceChoice, DeviceError},
        image::{Limits, Picture, PictureError},
        stylize::{CheckpointError, EngineError, InvalidSettings},
        vgg::{Weights, WeightsError},
    },
    operator::Refused,
};

/// Paints a photo in the style of another picture.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub struct Cli {
    /// Settings that override the defaults (vernissage.toml in the working folder if not given)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Worker(serve::Worker),
    Migrate(migrate::Migrate),
    Credit(credit::Credit),
    Refund(refund::Refund),
    Books(books::Books),
    Support(support::Support),
    ConsolePassword(console_password::ConsolePassword),
    Stylize(stylize::Stylize),
    Master(master::Master),
    Score(score::Score),
    Bench(bench::Bench),
    Check(check::Check),
}

/// Why a command failed; each kind has its own exit code.
#[derive(Debug)]
pub enum Failure {
    /// A picture or another input is of no use: exit code 3.
    Input(String),
    /// A setting or an argument is wrong: exit code 2, like clap's own errors.
    Settings(String),
    /// Something else went wrong: exit code 1.
    Broken(anyhow::Error),
    /// It was stopped by a signal: exit code 130, as in shells.
    Interrupted,
}

impl Cli {
    /// Runs the command; an error is one line on standard error.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let command = self.command.unwrap_or(Command::Serve(serve::Serve {}));
        let outcome = Settings::load(self.config.as_deref())
            .map_err(Failure::from)
            .and_then(|settings| command.run(&settings));

        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.report(),
        }
    }
}

impl Command {
    fn run(self, settings: &Settings) -> Result<(), Failure> {
        match self {
            Self::Serve(serve::Serve {}) => serve::Serve::run(settings),
            Self::Worker(serve::Worker {}) => serve::Worker::run(settings),
            Self::Migrate(migrate::Migrate {}) => migrate::Migrate::run(settings),
            Self::Credit(credit) => credit.run(settings),
            Self::Refund(refund) => refund.run(settings),
            Self::Books(books) => books.run(settings),
            Self::Support(support) => support.run(settings),
            Self::ConsolePassword(console_password::ConsolePassword {}) => {
                console_password::ConsolePassword::run()
            }
            Self::Stylize(stylize) => stylize.run(settings),
            Self::Master(master) => master.run(settings),
            Self::Score(score) => score.run(settings),
            Self::Bench(bench) => bench.run(settings),
            Self::Check(check::Check {}) => check::Check::run(settings),
        }
    }
}

impl Failure {
    #[expect(clippy::print_stderr, reason = "the command line's own output")]
    fn report(&self) -> ExitCode {
        let code = match self {
            Self::Broken(_) => 1,
            Self::Settings(_) => 2,
            Self::Input(_) => 3,
            Self::Interrupted => return ExitCode::from(130),
        };

        eprintln!("vernissage: {self}");
        ExitCode::from(code)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Input(message) | Self::Settings(message) => f.write_str(message),
            // candle appends a backtrace to its messages, so only their first line is used.
            Self::Broken(error) => {
                let causes = error
                    .chain()
                    .map(|cause| cause.to_string().lines().next().unwrap_or("").to_owned());
                f.write_str(&causes.collect::<Vec<_>>().join(": "))
            }
            Self::Interrupted => f.write_str("stopped"),
        }
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::Settings(error.to_string())
    }
}

impl From<InvalidSettings> for Failure {
    fn from(error: InvalidSettings) -> Self {
        Self::Settings(error.to_string())
    }
}

impl From<ListenError> for Failure {
    fn from(error: ListenError) -> Self {
        Self::Settings(error.to_string())
    }
}

impl From<WeightsError> for Failure {
    fn from(error: WeightsError) -> Self {
        Self::Input(error.to_string())
    }
}

impl From<DeviceError> for Failure {
    fn from(error: DeviceError) -> Self {
        Self::Settings(error.to_string())
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Checkpoint(error) => error.into(),
            EngineError::NotEnoughMemory(error) => Self::Settings(error.to_string()),
            error => Self::Broken(error.into()),
        }
    }
}

impl From<CheckpointError> for Failure {
    fn from(error: CheckpointError) -> Self {
        Self::Input(error.to_string())
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Answer(_) | Refused::Reason(_) | Refused::Tracking(_) => {
                Self::Settings(refused.to_string())
            }
            Refused::Store(error) => Self::Broken(error.into()),
            refused => Self::Input(refused.to_string()),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

fn load_weights(settings: &Settings) -> Result<Weights, Failure> {
    Ok(Weights::load(&settings.models.weights())?)
}

fn open_device(settings: &Settings, choice: Option<DeviceChoice>) -> Result<Device, Failure> {
    Ok(choice.unwrap_or(settings.engine.device).open()?)
}

fn read_picture(path: &Path) -> Result<Picture, Failure> {
    let name = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::Input(format!("{name} cannot be read: {error}")))?;
    Picture::decode(&bytes, &Limits::default())
        .map_err(|error: PictureError| Failure::Input(format!("{name}: {error}")))
}
