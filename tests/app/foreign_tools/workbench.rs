//! Files, and the tools that judge them.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::support::service::print_always;

/// The Nu Html Checker, which is no program of its own.
pub(crate) const HTML_CHECKER: &str = "vnu.jar";

/// A folder with the files of a test.
pub(crate) struct Workbench {
    folder: PathBuf,
}

/// What a tool said.
pub(crate) struct Verdict {
    pub(crate) output: Vec<u8>,
    /// What it wrote to standard error.
    pub(crate) complaints: String,
}

impl Workbench {
    /// An empty folder of this name. `None` when one of these tools is missing, which is a failure
    /// if `CI` is set and said aloud otherwise.
    pub(crate) fn with_tools(name: &str, tools: &[&str]) -> Option<Self> {
        let missing: Vec<_> = tools.iter().filter(|tool| find(tool).is_none()).collect();
        if !missing.is_empty() {
            let why = format!("{missing:?} not installed, which .ci/foreign-tools would do");
            assert!(std::env::var_os("CI").is_none(), "{why}");
            print_always(&format!("SKIPPED: nothing judged the {name}: {why}"));
            return None;
        }

        let folder = temporary().join("foreign-tools").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();

        Some(Self { folder })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.folder.join(name), bytes).unwrap();
    }

    /// Runs a tool, which has to succeed.
    pub(crate) fn run(&self, tool: &str, arguments: &[&str], input: &str) -> Verdict {
        let program = find(tool).unwrap();
        let mut command = if tool == HTML_CHECKER {
            let mut java = Command::new("java");
            java.arg("-jar").arg(program);
            java
        } else {
            Command::new(program)
        };

        let mut process = command
            .args(arguments)
            .current_dir(&self.folder)
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();

        // A tool that wants no input may have closed it.
        let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
        let output = process.wait_with_output().unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success(),
            "{tool} {arguments:?}: {}\n{complaints}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stdout)
        );

        Verdict {
            output: output.stdout,
            complaints,
        }
    }

    /// Runs a tool, which has to succeed and to complain about nothing. Returns what it printed.
    pub(crate) fn accepts(&self, tool: &str, arguments: &[&str]) -> String {
        let verdict = self.run(tool, arguments, "");
        assert_eq!(verdict.complaints, "", "{tool} {arguments:?}");

        String::from_utf8_lossy(&verdict.output).into_owned()
    }
}

/// Cargo's folder for what tests write.
fn temporary() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

fn find(tool: &str) -> Option<PathBuf> {
    if tool == HTML_CHECKER {
        find("java")?;
        return Some(temporary().join(HTML_CHECKER)).filter(|jar| jar.is_file());
    }

    // Python's tools have a folder of their own.
    let judges = temporary().join("judges/bin");
    let path = std::env::var_os("PATH")?;
    std::iter::once(judges)
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join(tool))
        .find(|program| program.is_file())
}
