//! The sub-commands.

mod bench;
mod books;
mod check;
mod clip;
mod colour;
mod console_password;
mod credit;
mod destination;
mod dream;
mod finished_job;
mod logs;
mod master;
mod migrate;
mod move_service;
mod output;
mod read_film;
mod refund;
mod score;
mod see;
mod serve;
mod simulate;
mod sketch;
mod styles;
mod stylize;
mod support;

use std::{
    error::Error,
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};

use output::{Output, explain_usage, note};

use crate::{
    app::{FfmpegSettingError, ListenError, LockError},
    config::{Settings, SettingsError},
    engine::{
        clip::ClipError,
        colour::ColourError,
        device::{Device, DeviceChoice, DeviceError, NetworkChoice},
        dream::DreamError,
        image::{Limits, Picture},
        processor::{PrecisionChoice, ProcessorChoice, UnitChoice},
        sight::SightError,
        sketch::SketchError,
        stylize::{CheckpointError, EngineError, InvalidSettings},
        vgg::{Weights, WeightsError},
    },
    operator::Refused,
};

/// Paints a photo in the style of another picture.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
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
    #[command(name = "move")]
    MoveService(move_service::MoveService),
    Credit(credit::Credit),
    Refund(refund::Refund),
    Books(books::Books),
    Support(support::Support),
    ConsolePassword(console_password::ConsolePassword),
    Stylize(stylize::Stylize),
    Clip(clip::Clip),
    Dream(dream::Dream),
    Colour(colour::Colour),
    See(see::See),
    Sketch(sketch::Sketch),
    Master(master::Master),
    Score(score::Score),
    Bench(bench::Bench),
    Simulate(simulate::Simulate),
    Check(check::Check),
    #[command(hide = true)]
    ReadFilm(read_film::ReadFilm),
}

/// Why a command failed; each kind has its own exit code.
#[derive(Debug)]
enum Failure {
    /// A picture or another input is of no use: exit code 3.
    Input(String),
    /// A setting or an argument is wrong: exit code 2, like clap's own errors.
    Settings(String),
    /// Something else went wrong: exit code 1.
    Broken(anyhow::Error),
    /// It was stopped by a signal: exit code 130, as in shells.
    Interrupted,
}

/// Runs the command of the arguments; an error is one line on standard error.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return explain_usage(&error),
    };

    match cli.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

impl Cli {
    fn run(self) -> Result<(), Failure> {
        let command = self
            .command
            .unwrap_or(Command::Serve(serve::Serve::default()));
        if let Command::ReadFilm(reading) = command {
            return reading.run();
        }

        let settings = Settings::load(self.config.as_deref())?;
        let mut output = Output::standard();

        command.run(&settings, &mut output)?;
        output.take_outcome()
    }
}

impl Command {
    fn run(self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Serve(serve) => serve.run(settings, output),
            Self::Worker(worker) => worker.run(settings),
            Self::Migrate(migrate::Migrate {}) => migrate::Migrate::run(settings, output),
            Self::MoveService(moving) => moving.run(settings, output),
            Self::Credit(credit) => credit.run(settings, output),
            Self::Refund(refund) => refund.run(settings, output),
            Self::Books(books) => books.run(settings, output),
            Self::Support(support) => support.run(settings, output),
            Self::ConsolePassword(console_password::ConsolePassword {}) => {
                console_password::ConsolePassword::run(output)
            }
            Self::Stylize(stylize) => stylize.run(settings, output),
            Self::Clip(clip) => clip.run(settings, output),
            Self::Dream(dream) => dream.run(settings, output),
            Self::Colour(colour) => colour.run(settings, output),
            Self::See(see) => see.run(settings, output),
            Self::Sketch(sketch) => sketch.run(settings, output),
            Self::Master(master) => master.run(settings, output),
            Self::Score(score) => score.run(settings, output),
            Self::Bench(bench) => bench.run(settings, output),
            Self::Simulate(simulate) => simulate.run(settings, output),
            Self::Check(check::Check {}) => check::Check::run(settings, output),
            Self::ReadFilm(reading) => reading.run(),
        }
    }
}

impl Failure {
    fn report(&self) -> ExitCode {
        let code = match self {
            Self::Broken(_) => 1,
            Self::Settings(_) => 2,
            Self::Input(_) => 3,
            Self::Interrupted => return ExitCode::from(130),
        };

        note(format_args!("vernissage: {self}"));
        ExitCode::from(code)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Input(message) | Self::Settings(message) => f.write_str(message),
            Self::Broken(error) => f.write_str(&with_causes(error.as_ref())),
            Self::Interrupted => f.write_str("stopped"),
        }
    }
}

/// An error with what caused it, unless it has said so itself. candle appends a backtrace to its
/// messages, so only their first line is used.
fn with_causes(error: &(dyn Error + 'static)) -> String {
    let first_line = |error: &dyn Error| {
        let text = error.to_string();
        text.lines().next().unwrap_or_default().to_owned()
    };

    let mut message = first_line(error);
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = first_line(error);
        if !message.contains(&text) {
            message = format!("{message}: {text}");
        }

        cause = error.source();
    }

    message
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::Settings(error.to_string())
    }
}

impl From<InvalidSettings> for Failure {
    fn from(error: InvalidSettings) -> Self {
        Self::Settings(with_causes(&error))
    }
}

impl From<ListenError> for Failure {
    fn from(error: ListenError) -> Self {
        Self::Settings(with_causes(&error))
    }
}

impl From<LockError> for Failure {
    fn from(error: LockError) -> Self {
        Self::Settings(with_causes(&error))
    }
}

impl From<WeightsError> for Failure {
    fn from(error: WeightsError) -> Self {
        Self::Input(with_causes(&error))
    }
}

impl From<DeviceError> for Failure {
    fn from(error: DeviceError) -> Self {
        Self::Settings(with_causes(&error))
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Checkpoint(error) => error.into(),
            EngineError::NotEnoughMemory(error) => Self::Settings(with_causes(&error)),
            EngineError::Edit(error) => Self::Input(with_causes(&error)),
            error => Self::Broken(error.into()),
        }
    }
}

impl From<DreamError> for Failure {
    fn from(error: DreamError) -> Self {
        match error {
            DreamError::NotEnoughMemory(error) => Self::Settings(with_causes(&error)),
            error @ DreamError::Net(_) => Self::Broken(error.into()),
        }
    }
}

impl From<SightError> for Failure {
    fn from(error: SightError) -> Self {
        Self::Broken(error.into())
    }
}

impl From<ColourError> for Failure {
    fn from(error: ColourError) -> Self {
        match error {
            ColourError::NotEnoughMemory(error) => Self::Settings(with_causes(&error)),
            error @ ColourError::Net(_) => Self::Broken(error.into()),
        }
    }
}

impl From<SketchError> for Failure {
    fn from(error: SketchError) -> Self {
        Self::Broken(error.into())
    }
}

impl From<ClipError> for Failure {
    fn from(error: ClipError) -> Self {
        match error {
            ClipError::Painting(error) => error.into(),
            ClipError::Sketch(error) => error.into(),
            ClipError::Empty => Self::Input(error.to_string()),
        }
    }
}

impl From<CheckpointError> for Failure {
    fn from(error: CheckpointError) -> Self {
        match error {
            CheckpointError::Unwritable(_) => Self::Settings(with_causes(&error)),
            error => Self::Input(with_causes(&error)),
        }
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
        let error = match error.downcast::<ListenError>() {
            Ok(error) => return error.into(),
            Err(error) => error,
        };

        let error = match error.downcast::<FfmpegSettingError>() {
            Ok(error) => return Self::Settings(error.to_string()),
            Err(error) => error,
        };

        match error.downcast::<LockError>() {
            Ok(error) => error.into(),
            Err(error) => Self::Broken(error),
        }
    }
}

fn load_weights(settings: &Settings) -> Result<Weights, Failure> {
    Ok(Weights::load(&settings.models.weights())?)
}

fn open_device(settings: &Settings, choice: Option<DeviceChoice>) -> Result<Device, Failure> {
    open_device_by(settings, choice, PathFlags::default())
}

fn open_device_by(
    settings: &Settings,
    choice: Option<DeviceChoice>,
    flags: PathFlags,
) -> Result<Device, Failure> {
    let processor = ProcessorChoice {
        precision: flags.precision.unwrap_or(settings.engine.precision),
        unit: flags.vector_unit.unwrap_or(settings.engine.vector_unit),
    };

    let choice = choice.unwrap_or(settings.engine.device);

    match flags.network {
        NetworkChoice::Auto => Ok(choice.open_with(processor)?),
        NetworkChoice::Plain if flags.precision.is_some() || flags.vector_unit.is_some() => {
            Err(Failure::Settings(
                "candle computes the plain network in f32 and chooses the vector unit itself: leave out --precision and --vector-unit".into(),
            ))
        }
        NetworkChoice::Plain => Ok(choice.open_plain()?),
    }
}

/// Which network runs, and how on the CPU, instead of what the settings say.
#[derive(Clone, Copy, Debug, Default, Args)]
struct PathFlags {
    /// The precision on the CPU: auto, f32 or bf16
    #[arg(long)]
    precision: Option<PrecisionChoice>,
    /// The CPU's vector unit: auto, amx, avx512-bf16, avx512, avx2 or portable
    #[arg(long)]
    vector_unit: Option<UnitChoice>,
    /// The network: auto (the fastest for the device), or plain, computed by candle alone
    #[arg(long, default_value = "auto")]
    network: NetworkChoice,
}

/// Reads a picture within the limits.
fn read_picture(path: &Path, limits: &Limits) -> Result<Picture, Failure> {
    let bytes = read_bytes(path, limits)?;

    Picture::decode(&bytes, limits)
        .map_err(|error| Failure::Input(format!("{}: {}", path.display(), with_causes(&error))))
}

/// Reads a file. Of one that is larger than the limits, no more is read than shows it.
fn read_bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let name = path.display();
    let unreadable = |error| Failure::Input(format!("{name} cannot be read: {error}"));

    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(limits.bytes + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;

    Ok(bytes)
}
