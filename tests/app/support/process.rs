//! The service as a process of its own, which a test can kill and measure. The process is this test
//! program once more, with an environment that makes it run the service and nothing else.

use std::{
    net::TcpListener,
    os::fd::{AsFd, OwnedFd},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use vernissage::{
    app::{App, Devices, Environment, listen},
    clock::{Clock, SystemClock},
    config::Settings,
    engine::stylize::fake::FakePainter,
};

use crate::support::{clock::FastClock, makers::quick_makers};

/// The environment variables that the process reads.
const SETTINGS: &str = "VERNISSAGE_TEST_SERVICE";
const PAUSE: &str = "VERNISSAGE_TEST_PAUSE_MILLIS";
const CLOCK: &str = "VERNISSAGE_TEST_CLOCK";
const IS_GIVEN_LISTENER: &str = "VERNISSAGE_TEST_LISTENER";
const IS_WORKER: &str = "VERNISSAGE_TEST_WORKER";

/// A service to be started as a process.
pub(crate) struct ServiceProcess<'a> {
    toml: &'a str,
    log: &'a Path,
    pause: Duration,
    clock: Option<FastClock>,
    listener: Option<OwnedFd>,
    open_files: Option<u32>,
    is_worker: bool,
}

impl<'a> ServiceProcess<'a> {
    /// By these settings; what it prints is appended to the log.
    pub(crate) fn new(toml: &'a str, log: &'a Path) -> Self {
        Self {
            toml,
            log,
            pause: Duration::from_millis(2),
            clock: None,
            listener: None,
            open_files: None,
            is_worker: false,
        }
    }

    /// With a painter that takes this long for each iteration.
    pub(crate) fn with_pause(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    /// With another clock than the machine's.
    pub(crate) fn with_clock(self, clock: FastClock) -> Self {
        Self {
            clock: Some(clock),
            ..self
        }
    }

    /// On a listener that stays open when the process ends: connections wait for the next one.
    pub(crate) fn with_listener(self, listener: &TcpListener) -> Self {
        Self {
            listener: Some(listener.try_clone().unwrap().into()),
            ..self
        }
    }

    /// As `vernissage worker`, which paints and does nothing else.
    pub(crate) fn only_painting(self) -> Self {
        Self {
            is_worker: true,
            ..self
        }
    }

    /// With no more open files than this.
    pub(crate) fn with_open_files(self, open_files: u32) -> Self {
        Self {
            open_files: Some(open_files),
            ..self
        }
    }

    pub(crate) fn spawn(self) -> Child {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.log)
            .unwrap();

        // With SIGXFSZ ignored, a file that may not grow is an error as on a full disk.
        let open_files = self
            .open_files
            .map_or(String::new(), |number| format!("ulimit -n {number};"));
        let line = format!("trap '' XFSZ; {open_files} exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command
            .args(["-c", &line])
            .arg(std::env::current_exe().unwrap())
            .args([
                "support::process::the_service_as_a_process",
                "--exact",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(SETTINGS, self.toml)
            .env(PAUSE, self.pause.as_millis().to_string())
            // The first backtrace reads the symbols of this large program, which looks like a leak of
            // 100 MB to a test that measures.
            .env("RUST_BACKTRACE", "0")
            .stdout(log.try_clone().unwrap())
            .stderr(log);

        if self.is_worker {
            command.env(IS_WORKER, "yes");
        }

        if let Some(clock) = self.clock {
            command.env(CLOCK, clock.to_text());
        }

        match self.listener {
            Some(listener) => command.env(IS_GIVEN_LISTENER, "yes").stdin(listener),
            None => command.stdin(Stdio::null()),
        };
        command.spawn().unwrap()
    }
}

/// Starts the service as a process, with a painter that takes `pause` for each iteration.
pub(crate) fn spawn(toml: &str, pause: Duration, log: &Path) -> Child {
    ServiceProcess::new(toml, log).with_pause(pause).spawn()
}

/// Does nothing in an ordinary run; [`ServiceProcess::spawn`] calls it with settings.
#[test]
fn the_service_as_a_process() {
    let Ok(toml) = std::env::var(SETTINGS) else {
        return;
    };

    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_ansi(false)
        .log_internal_errors(false)
        .init();

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();

    runtime.block_on(async {
        let app = start(&Settings::from_toml(&toml).unwrap()).await;
        app.run_until(std::future::pending()).await.unwrap();
    });
}

async fn start(settings: &Settings) -> App {
    let clock: Arc<dyn Clock> = match std::env::var(CLOCK) {
        Ok(text) => Arc::new(FastClock::from_text(&text)),
        Err(_) => Arc::new(SystemClock),
    };

    let listener = if std::env::var(IS_WORKER).is_ok() {
        None
    } else if std::env::var(IS_GIVEN_LISTENER).is_ok() {
        let given = std::io::stdin().as_fd().try_clone_to_owned().unwrap();
        Some(tokio::net::TcpListener::from_std(TcpListener::from(given)).unwrap())
    } else {
        Some(listen(settings.server.listen).unwrap())
    };

    let pause = Duration::from_millis(std::env::var(PAUSE).unwrap().parse().unwrap());
    let painter = FakePainter {
        pause,
        ..FakePainter::default()
    };

    let environment = Environment {
        clock,
        program: env!("CARGO_BIN_EXE_vernissage").into(),
        ..Environment::default()
    };
    App::start_in(
        environment,
        settings,
        listener,
        Devices::for_everything(vec![Arc::new(move || quick_makers(painter))]),
    )
    .await
    .unwrap()
}

/// The most memory that a process has held since its start, in megabytes; only Linux tells.
pub(crate) fn peak_megabytes(process: &Child) -> Option<u64> {
    megabytes(process, "VmHWM:")
}

/// The memory that a process holds now, in megabytes; only Linux tells.
pub(crate) fn resident_megabytes(process: &Child) -> Option<u64> {
    megabytes(process, "VmRSS:")
}

/// The same without the pages of the program's file, which a debug build has many of.
pub(crate) fn own_megabytes(process: &Child) -> Option<u64> {
    megabytes(process, "RssAnon:")
}

fn megabytes(process: &Child, name: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;

    Some(kilobytes / 1024)
}
