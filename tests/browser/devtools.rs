//! A client for Chromium's DevTools protocol: JSON over two pipes, each message closed by a zero
//! byte. It needs no port, and the browser ends when the pipes do.

use std::{
    cell::RefCell,
    env,
    io::{BufRead, BufReader, Write, stderr},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// No command takes so long, not even the first on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Whether there is such a browser.
const LOOK: &str = "command -v ${CHROMIUM:-chromium} >&2";

/// The shell gives the browser its two pipes under the numbers at which it looks for them.
const START: &str = "exec ${CHROMIUM:-chromium} \"$@\" 3<&0 4>&1 2>/dev/null";
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
];

/// A running browser with a profile of its own.
pub(crate) struct Browser {
    wire: RefCell<Wire>,
    child: Child,
    _profile: TempDir,
}

struct Wire {
    out: ChildStdin,
    heard: Receiver<Value>,
    events: Vec<Value>,
    last: u64,
}

impl Browser {
    /// Chromium; on a machine without it nothing, and the test ends with a word about that. Where
    /// `CI` is set it fails.
    pub(crate) fn open() -> Option<Self> {
        let found = Command::new("sh")
            .args(["-c", LOOK])
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success();

        if !found {
            let missing = "NOT TESTED: there is no Chromium here. Install the package chromium, or say in CHROMIUM where it is\n";
            assert!(env::var_os("CI").is_none(), "{missing}");
            // Past the test's own capture, which would keep it to itself.
            stderr().write_all(missing.as_bytes()).unwrap();
            return None;
        }

        Some(Self::start())
    }

    fn start() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut child = Command::new("sh")
            .args(["-c", START, "sh"])
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();

        let (tell, heard) = mpsc::channel();
        let mut messages = BufReader::new(child.stdout.take().unwrap()).split(0);
        thread::spawn(move || {
            while let Some(Ok(message)) = messages.next() {
                if tell
                    .send(serde_json::from_slice(&message).unwrap())
                    .is_err()
                {
                    return;
                }
            }
        });

        let wire = Wire {
            out: child.stdin.take().unwrap(),
            heard,
            events: Vec::new(),
            last: 0,
        };

        Self {
            wire: RefCell::new(wire),
            child,
            _profile: profile,
        }
    }

    /// Sends a command, to a session or to the browser itself, and waits for its result.
    pub(crate) fn ask(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        self.wire.borrow_mut().ask(session, method, params)
    }

    /// Everything that the session's page has told so far.
    pub(crate) fn events(&self, session: &str) -> Vec<Value> {
        let mut wire = self.wire.borrow_mut();
        while let Ok(event) = wire.heard.try_recv() {
            wire.events.push(event);
        }

        wire.events
            .iter()
            .filter(|event| event["sessionId"] == session)
            .cloned()
            .collect()
    }
}

impl Wire {
    fn ask(&mut self, session: Option<&str>, method: &str, params: Value) -> Value {
        self.last += 1;

        let mut command = json!({ "id": self.last, "method": method });
        command["params"] = params;

        if let Some(session) = session {
            command["sessionId"] = session.into();
        }

        self.out
            .write_all(format!("{command}\0").as_bytes())
            .expect("Chromium runs");

        self.out.flush().unwrap();

        let until = Instant::now() + PATIENCE;
        loop {
            let message = match self
                .heard
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("Chromium does not answer {command}"),
                Err(RecvTimeoutError::Disconnected) => panic!("Chromium has ended"),
            };

            if message["id"] == self.last {
                // The page was navigated meanwhile; the caller looks again.
                if message["error"]["message"] == "Inspected target navigated or closed" {
                    return Value::Null;
                }

                assert!(
                    message["error"].is_null(),
                    "{command}: {}",
                    message["error"]
                );

                return message["result"].clone();
            }

            self.events.push(message);
        }
    }
}

impl Drop for Browser {
    /// Asked to, it ends in order and writes nothing more into its profile, which is deleted next.
    fn drop(&mut self) {
        let _ = self
            .wire
            .borrow_mut()
            .out
            .write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");

        for _ in 0..100 {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }

        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
