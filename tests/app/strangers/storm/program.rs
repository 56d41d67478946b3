//! The installed program as a process of its own.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::support::{process, wait::wait_for};

/// Paintings that a person waits for, and no limits on how many.
const SETTINGS: &str = "tiers.free.size = 48\ntiers.free.iterations = 40\ntiers.free.per_day = 10000\n\
    network.free_per_day = 10000\nqueue.preview_seconds = 1";

/// The running program.
pub(super) struct Program {
    process: Child,
    log: PathBuf,
    pub(super) address: SocketAddr,
}

/// How many files a process has open.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenFiles {
    pub(super) sockets: usize,
    pub(super) others: usize,
}

impl Program {
    /// Starts it in this folder, by the settings that an operator gets.
    pub(super) fn start(folder: &Path) -> Self {
        let settings = folder.join("settings.toml");
        let text = format!(
            "database.path = \"{0}/test.db\"\nstorage.path = \"{0}/pictures\"\n\
             server.listen = \"127.0.0.1:0\"\n{SETTINGS}\n",
            folder.display()
        );
        fs::write(&settings, text).unwrap();

        let program = std::env::var("VERNISSAGE_STORM_PROGRAM")
            .unwrap_or_else(|_| env!("CARGO_BIN_EXE_vernissage").to_owned());
        let log = folder.join("log");
        let mut process = Command::new(program)
            .args(["--config", settings.to_str().unwrap()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();

        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let host = line
            .trim()
            .rsplit_once("http://")
            .and_then(|(_, rest)| rest.split('/').next())
            .unwrap_or_else(|| panic!("it says {line:?}"));

        Self {
            address: host.parse().unwrap(),
            process,
            log,
        }
    }

    /// Its memory now; none where the system does not tell.
    pub(super) fn resident_megabytes(&self) -> u64 {
        process::resident_megabytes(&self.process).unwrap_or(0)
    }

    /// The most memory it has had.
    pub(super) fn peak_megabytes(&self) -> u64 {
        process::peak_megabytes(&self.process).unwrap_or(0)
    }

    /// What it has open; nothing where the system does not tell.
    pub(super) fn open_files(&self) -> OpenFiles {
        let folder = format!("/proc/{}/fd", self.process.id());
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let is_socket = |entry: fs::DirEntry| {
            fs::read_link(entry.path())
                .is_ok_and(|target| target.to_string_lossy().starts_with("socket:"))
        };
        let kinds: Vec<bool> = entries.map(is_socket).collect();
        let sockets = kinds.iter().filter(|is_socket| **is_socket).count();

        OpenFiles {
            sockets,
            others: kinds.len() - sockets,
        }
    }

    /// Stops it as a system does. Returns what it said.
    pub(super) async fn stop(mut self) -> String {
        let told = Command::new("kill")
            .args(["-TERM", &self.process.id().to_string()])
            .status()
            .unwrap();
        assert!(told.success());

        let status = wait_for("the program stops", async || {
            self.process.try_wait().unwrap()
        })
        .await;
        let log = fs::read_to_string(&self.log).unwrap();
        assert!(status.success(), "{status}: {log}");

        log
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It has ended, unless the test has failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The strangers need open files themselves.
pub(super) fn raise_open_files() {
    let maximum = getrlimit(Resource::Nofile).maximum;
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    setrlimit(Resource::Nofile, raised).unwrap();
}
