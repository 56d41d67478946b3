//! The processes themselves: they may crash, hang, lie and talk without end, and only their own film
//! is lost.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use bytes::Bytes;
use rustix::io::{FdFlags, fcntl_setfd};
use tempfile::TempDir;
use vernissage::{
    engine::moving::OutputFormat,
    films::{FilmError, FilmLimits, FilmProblem, FilmReader},
};

use super::samples::{bytes, film, problem, reader, request};
use crate::support::wait::{wait_for, wait_until};

/// A folder with a program that stands for vernissage.
pub(super) struct StandIn {
    folder: TempDir,
}

impl StandIn {
    /// A program of these lines of a shell.
    pub(super) fn new(lines: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let stand_in = Self { folder };
        let program = stand_in.program();
        fs::write(&program, format!("#!/bin/sh\n{lines}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();

        stand_in
    }

    pub(super) fn program(&self) -> PathBuf {
        self.folder.path().join("stand-in")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A reader that starts it, with so much time for a film.
    fn reader(&self, deadline: Duration) -> FilmReader {
        let limits = FilmLimits {
            deadline,
            ..FilmLimits::default()
        };

        FilmReader::new(self.program(), None, limits)
    }
}

const A_WHILE: Duration = Duration::from_secs(30);

fn a_film() -> Bytes {
    bytes(film(OutputFormat::Gif, 64, 48, 4))
}

#[tokio::test]
async fn a_process_that_takes_all_its_time_has_met_a_film_that_is_too_slow() {
    let stand_in = StandIn::new("kill -XCPU $$");
    let found = problem(stand_in.reader(A_WHILE).probe(&a_film()).await);
    assert_eq!(found, FilmProblem::TooSlow);
}

/// Whether a process is there.
fn lives(id: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/stat", id.trim()));

    // One that has ended and is waited for does not count.
    status.is_ok_and(|status| !status.contains(") Z "))
}

async fn id_in(path: &Path) -> String {
    wait_for("a process writes its number", async || {
        fs::read_to_string(path)
            .ok()
            .filter(|id| id.ends_with('\n'))
    })
    .await
}

#[tokio::test]
async fn a_process_that_crashes_has_met_a_broken_film() {
    for lines in [
        "exit 7",
        "kill -SEGV $$",
        "kill -KILL $$",
        "kill -ABRT $$",
        "echo nonsense",
        "printf 'H\\377\\377\\377\\377'",
        "printf 'E'",
        "/bin/cat > /dev/null; exit 1",
        "/bin/cat /dev/zero",
        "/bin/cat /dev/zero >&2",
    ] {
        let stand_in = StandIn::new(lines);
        let reader = stand_in.reader(Duration::from_secs(3));
        let before = Instant::now();
        let found = problem(reader.read(&a_film(), request()).await);
        assert!(
            matches!(found, FilmProblem::Broken { .. } | FilmProblem::TooSlow),
            "{lines}: {found:?}"
        );
        assert!(before.elapsed() < A_WHILE, "{lines}");
    }
}

#[tokio::test]
async fn a_process_that_hangs_is_ended_with_all_that_it_has_started() {
    let stand_in = StandIn::new(
        "cd \"${0%/*}\"; /bin/sleep 1000 & echo $! > other; echo $$ > own; /bin/sleep 1000",
    );
    let reader = stand_in.reader(Duration::from_secs(1));

    let found = problem(reader.probe(&a_film()).await);
    assert_eq!(found, FilmProblem::TooSlow);
    for name in ["own", "other"] {
        let id = id_in(&stand_in.path(name)).await;
        wait_until("the process ends", async || !lives(&id)).await;
    }
}

#[tokio::test]
async fn a_process_that_nobody_waits_for_is_ended() {
    let stand_in = StandIn::new("cd \"${0%/*}\"; echo $$ > own; exec /bin/sleep 1000");
    let reader = stand_in.reader(A_WHILE * 10);
    let film = a_film();

    let waiting = tokio::time::timeout(Duration::from_millis(500), reader.probe(&film));
    assert!(waiting.await.is_err());
    let id = id_in(&stand_in.path("own")).await;
    wait_until("the process ends", async || !lives(&id)).await;
}

/// A process is killed from outside, as by a system that runs out of memory. Its film is lost, and
/// no other.
#[tokio::test]
async fn a_process_that_is_killed_while_it_reads_loses_its_film_alone() {
    let stand_in = StandIn::new("cd \"${0%/*}\"; echo $$ > own; exec /bin/sleep 1000");
    let reader = stand_in.reader(A_WHILE * 10);
    let reading = tokio::spawn(async move { reader.probe(&a_film()).await });

    let id = id_in(&stand_in.path("own")).await;
    let killed = Command::new("kill").args(["-KILL", id.trim()]).status();
    assert!(killed.unwrap().success());

    let found = problem(reading.await.unwrap());
    assert!(matches!(found, FilmProblem::Broken { .. }), "{found:?}");
    assert!(super::samples::reader().probe(&a_film()).await.is_ok());
}

#[tokio::test]
async fn a_process_knows_nothing_of_the_service() {
    let stand_in = StandIn::new(
        "cd \"${0%/*}\"; /usr/bin/env > variables; /bin/ls -l /proc/self/fd > files; \
         /bin/cat /proc/self/stat > stat",
    );
    // One that is open for everything that this process starts. Those who start the service may leave such.
    let inherited = fs::File::open("/proc/self/status").unwrap();
    fcntl_setfd(&inherited, FdFlags::empty()).unwrap();
    let _ = stand_in.reader(A_WHILE).probe(&a_film()).await;
    drop(inherited);

    let variables = fs::read_to_string(stand_in.path("variables")).unwrap();
    let names: Vec<&str> = variables
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name)
        // What the shell sets by itself.
        .filter(|name| !["PWD", "OLDPWD", "SHLVL", "_"].contains(name))
        .collect();
    assert!(names.is_empty(), "{names:?}");

    let files = fs::read_to_string(stand_in.path("files")).unwrap();
    for line in files.lines().filter(|line| line.contains("->")) {
        let (file, target) = line.split_once(" -> ").unwrap();
        let number: u32 = file.rsplit(' ').next().unwrap().parse().unwrap();
        let is_its_own = number < 3 || target.starts_with("/proc/");
        assert!(is_its_own, "{files}");
    }

    let stat = fs::read_to_string(stand_in.path("stat")).unwrap();
    let group = stat.rsplit(") ").next().unwrap().split(' ').nth(2).unwrap();
    let own = fs::read_to_string("/proc/self/stat").unwrap();
    let ours = own.rsplit(") ").next().unwrap().split(' ').nth(2).unwrap();
    assert_ne!(group, ours, "a group of its own");
}

/// The limits hold before a byte is read: a process that asks for more memory gets none.
#[tokio::test]
async fn a_process_is_bound_before_it_reads() {
    let folder = TempDir::new().unwrap();
    let written = folder.path().join("written");
    let target = written.display().to_string();
    let task = |memory: u64| {
        format!(
            r#"{{"limits": {{"memory": {memory}, "cpu_seconds": 7, "written_bytes": 0, "files": 8,
             "may_fork": true}}, "work": {{"Become": {{"program": "/bin/sh", "arguments":
             ["-c", "ulimit -a; echo x > {target}; ulimit -v unlimited"]}}}}}}"#
        )
    };
    let run = |memory| {
        Command::new(env!("CARGO_BIN_EXE_vernissage"))
            .args(["read-film", &task(memory)])
            .output()
            .unwrap()
    };

    let output = run(1_024_000_000);
    let limits = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    for (limit, value) in [
        ("memory", "1000000"),
        ("time", "7"),
        ("file", "0"),
        ("nofiles", "8"),
        ("coredump", "0"),
    ] {
        let is_set = |line: &str| line.contains(limit) && line.trim_end().ends_with(value);
        assert!(limits.lines().any(is_set), "{limit}: {limits}{complaints}");
    }
    let written = fs::read_to_string(written).unwrap_or_default();
    assert_eq!(written, "", "nothing is written");

    let starved = run(1_000_000);
    assert!(!starved.status.success());
}

/// What the service keeps is out of reach of a program that reads a film, whatever has become of it.
#[test]
fn a_process_opens_nothing_but_its_program_and_its_folder() {
    if !has_landlock() {
        return;
    }
    let kept = TempDir::new().unwrap();
    let own = TempDir::new().unwrap();
    let secret = kept.path().join("secret");
    fs::write(&secret, "the token").unwrap();

    let secret = secret.display();
    let folder = own.path().display();
    let service = std::process::id();
    let lines = format!(
        "/bin/cat {secret}; /bin/cat /proc/{service}/environ; echo lost > {secret}; \
         kill -USR1 {service}; echo painted > {folder}/film; /bin/cat {folder}/film"
    );
    let task = format!(
        r#"{{"limits": {{"memory": 1000000000, "cpu_seconds": 7, "written_bytes": 100, "files": 32,
         "may_fork": true}}, "work": {{"Become": {{"program": "/bin/sh", "folder": "{folder}",
         "arguments": ["-c", "{lines}"]}}}}}}"#
    );
    let output = Command::new(env!("CARGO_BIN_EXE_vernissage"))
        .args(["read-film", &task])
        .output()
        .unwrap();

    let complaints = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "painted\n",
        "{complaints}"
    );
    assert_eq!(
        fs::read_to_string(kept.path().join("secret")).unwrap(),
        "the token"
    );
}

/// Whether this kernel keeps processes from files.
#[cfg(target_os = "linux")]
fn has_landlock() -> bool {
    use landlock::{ABI, Access, AccessFs, CompatLevel, Compatible, Ruleset, RulesetAttr, Scope};

    let rules = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V6))
        .and_then(|rules| rules.scope(Scope::from_all(ABI::V6)));
    rules.and_then(Ruleset::create).is_ok()
}

#[cfg(not(target_os = "linux"))]
const fn has_landlock() -> bool {
    false
}

/// Two are read at a time, the others wait for their turn.
#[tokio::test]
async fn few_films_are_read_at_the_same_time() {
    let stand_in = StandIn::new(
        "cd \"${0%/*}\"; echo $$ >> begun; while [ ! -e go ]; do /bin/sleep 0.05; done; exit 1",
    );
    let reader = stand_in.reader(A_WHILE * 10);
    let reading: Vec<_> = (0..6)
        .map(|_| {
            let reader = reader.clone();
            tokio::spawn(async move { reader.probe(&a_film()).await })
        })
        .collect();

    let begun = || {
        let ids = fs::read_to_string(stand_in.path("begun")).unwrap_or_default();
        ids.lines().count()
    };
    wait_until("two films are read", async || begun() == 2).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(begun(), 2);

    fs::write(stand_in.path("go"), "").unwrap();
    for one in reading {
        problem(one.await.unwrap());
    }
    assert_eq!(begun(), 6);
}

#[tokio::test]
async fn a_program_that_is_missing_blames_no_film() {
    let reader = FilmReader::new("/nowhere/vernissage".into(), None, FilmLimits::default());
    let outcome = reader.probe(&a_film()).await;
    assert!(matches!(outcome, Err(FilmError::Unavailable(_))));
}

#[tokio::test]
async fn many_films_leave_no_process_and_no_file_open() {
    let reader = reader();
    let open = || fs::read_dir("/proc/self/fd").unwrap().count();
    reader.probe(&a_film()).await.unwrap();

    let before = open();
    for _ in 0..10 {
        reader.read(&a_film(), request()).await.unwrap();
    }
    // Other tests of this process open files as well.
    assert!(open() < before + 10);
}
