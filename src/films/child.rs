//! A process for one film: started without a shell, an environment or open files but the film, in a
//! group of its own; heard within a deadline; ended when nobody wants to hear it any more.

use std::{
    fs::File,
    io::{self, Read, Write},
    os::unix::process::{CommandExt, ExitStatusExt},
    path::Path,
    process::{Child, ChildStderr, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use bytes::Bytes;
use close_fds::set_fds_cloexec_threadsafe;
use rustix::{
    io::Errno,
    process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid},
};
use tokio::{sync::OwnedSemaphorePermit, task::spawn_blocking, time::timeout};

use super::{
    problem::{FilmError, FilmProblem},
    protocol::Task,
};

/// The sub-command of this program that does a [`Task`].
const COMMAND: &str = "read-film";

/// The first file that a process may have open beside its standard ones.
const FIRST_FILE: i32 = 3;

/// Bytes of what a process complains about that are kept for the log.
const COMPLAINT: u64 = 1000;

/// What a process is started for.
pub(super) struct Call<'a> {
    /// This program.
    pub(super) program: &'a Path,
    pub(super) task: Task,
    pub(super) input: Input,
    pub(super) deadline: Duration,
}

/// What a process finds on its standard input.
pub(super) enum Input {
    Bytes(Bytes),
    /// A file without a name, in which it can go back and forth.
    File(File),
    Nothing,
}

/// What was heard of a process.
pub(super) enum Heard<T> {
    /// It says no more by itself.
    Everything(T),
    /// It has more to say, which nobody wants to hear.
    Enough(T),
}

/// Starts a process, listens to it, and ends it. A process that ends badly has met a film that is
/// broken, whatever it said before.
pub(super) async fn call<T: Send + 'static>(
    call: Call<'_>,
    place: OwnedSemaphorePermit,
    listen: impl FnOnce(&mut dyn Read) -> Result<Heard<T>, FilmProblem> + Send + 'static,
) -> Result<T, FilmError> {
    let deadline = call.deadline;
    let process = start(call).map_err(FilmError::Unavailable)?;

    let end = EndWhenDropped(Arc::clone(&process.group));
    let hearing = spawn_blocking(move || {
        let heard = process.hear(listen);
        drop(place);

        heard
    });

    let heard = timeout(deadline, hearing).await;
    drop(end);

    match heard {
        Ok(Ok(heard)) => Ok(heard?),
        Ok(Err(lost)) => Err(FilmError::Unavailable(io::Error::other(lost))),
        Err(_) => {
            tracing::info!(
                ?deadline,
                "a film takes too long to read, its process is ended"
            );
            Err(FilmProblem::TooSlow.into())
        }
    }
}

fn start(call: Call) -> io::Result<Process> {
    let task = serde_json::to_string(&call.task)?;
    let stdin = match &call.input {
        Input::Bytes(_) => Stdio::piped(),
        Input::File(file) => file.try_clone()?.into(),
        Input::Nothing => Stdio::null(),
    };

    // What the service opens is closed in its processes. What was open when it began may not be.
    set_fds_cloexec_threadsafe(FIRST_FILE, &[]);

    let child = Command::new(call.program)
        .args([COMMAND, &task])
        .env_clear()
        .current_dir("/")
        .process_group(0)
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;

    Ok(Process {
        group: Arc::new(Group {
            leader: Pid::from_child(&child),
            is_gone: Mutex::new(false),
        }),
        child,
        input: call.input,
    })
}

/// A process that was started.
struct Process {
    child: Child,
    group: Arc<Group>,
    input: Input,
}

impl Process {
    /// Listens until the process says no more, and waits for its end.
    fn hear<T>(
        mut self,
        listen: impl FnOnce(&mut dyn Read) -> Result<Heard<T>, FilmProblem>,
    ) -> Result<T, FilmProblem> {
        let stdin = self.child.stdin.take();
        let stderr = self.child.stderr.take();
        let mut stdout = self.child.stdout.take();
        let input = match (stdin, &self.input) {
            (Some(stdin), Input::Bytes(bytes)) => Some((stdin, bytes.clone())),
            _ => None,
        };

        thread::scope(|scope| {
            if let Some((mut stdin, bytes)) = input {
                // A process that has seen enough reads no more, which is no error.
                scope.spawn(move || stdin.write_all(&bytes));
            }
            let complaint = scope.spawn(move || complaint(stderr));

            let heard = match &mut stdout {
                Some(stdout) => listen(stdout),
                None => Err(FilmProblem::broken("it says nothing")),
            };
            drop(stdout);

            match heard {
                Ok(Heard::Enough(heard)) => {
                    self.group.kill();
                    self.reap();
                    Ok(heard)
                }
                Ok(Heard::Everything(heard)) => match self.reap() {
                    Some(status) if !status.success() => Err(ended_badly(status)),
                    _ => Ok(heard),
                },
                // What it complains about last says most.
                Err(problem) => {
                    let status = self.reap();
                    let complaint = complaint.join().unwrap_or_default();
                    Err(explained(problem, status, &complaint))
                }
            }
        })
    }

    /// Waits for the end of the process. `None` if the system does not tell how it ended.
    fn reap(&mut self) -> Option<ExitStatus> {
        let leader = self.group.leader;
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while matches!(waitid(WaitId::Pid(leader), options), Err(Errno::INTR)) {}

        // Its number is its own as long as it is not waited for.
        let mut is_gone = self.group.is_gone();
        let _ = kill_process_group(leader, Signal::KILL);
        *is_gone = true;

        self.child.wait().ok()
    }
}

impl Drop for Process {
    /// For the case that nobody has waited for it.
    fn drop(&mut self) {
        if !*self.group.is_gone() {
            self.group.kill();
            self.reap();
        }
    }
}

/// The process and what it may have started.
struct Group {
    leader: Pid,
    /// Whether its number may belong to somebody else.
    is_gone: Mutex<bool>,
}

impl Group {
    fn kill(&self) {
        let is_gone = self.is_gone();
        if !*is_gone {
            let _ = kill_process_group(self.leader, Signal::KILL);
        }
    }

    fn is_gone(&self) -> std::sync::MutexGuard<'_, bool> {
        self.is_gone.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends a process that is late, or that nobody waits for any more.
struct EndWhenDropped(Arc<Group>);

impl Drop for EndWhenDropped {
    fn drop(&mut self) {
        self.0.kill();
    }
}

/// What a process complains about, up to a limit. The rest is read, so that it does not wait.
fn complaint(stderr: Option<ChildStderr>) -> String {
    let Some(mut stderr) = stderr else {
        return String::new();
    };

    let mut text = Vec::new();
    let _ = (&mut stderr).take(COMPLAINT).read_to_end(&mut text);
    let _ = io::copy(&mut stderr, &mut io::sink());

    String::from_utf8_lossy(&text).into_owned()
}

/// Why a process said less than it should have.
fn explained(problem: FilmProblem, status: Option<ExitStatus>, complaint: &str) -> FilmProblem {
    if !matches!(problem, FilmProblem::Broken { .. }) {
        return problem;
    }

    tracing::info!(?status, complaint, "the process of a film has ended badly");
    match status {
        Some(status) if !status.success() => ended_badly(status),
        _ => problem,
    }
}

fn ended_badly(status: ExitStatus) -> FilmProblem {
    if status.signal() == Some(Signal::XCPU.as_raw()) {
        return FilmProblem::TooSlow;
    }

    FilmProblem::broken(format!("its process has ended with {status}"))
}
