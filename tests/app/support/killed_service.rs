//! A service with a chat page that is killed and starts again at the same address.

use std::{net::TcpListener, path::Path, process::Child, time::Duration};

use tempfile::TempDir;

use super::{
    process::ServiceProcess,
    service::{folder, toml},
    visitor::Visitor,
};

/// The service, in a folder of its own. It ends with this value.
pub(crate) struct KilledService {
    folder: TempDir,
    settings: String,
    listener: TcpListener,
    /// What the painter takes for each iteration.
    pause: Duration,
    running: Option<Child>,
}

impl KilledService {
    /// Starts one with a painter that takes so long for each iteration.
    pub(crate) fn start(pause: Duration) -> Self {
        let folder = folder();
        let settings = toml(folder.path(), "");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();

        let mut service = Self {
            folder,
            settings,
            listener,
            pause,
            running: None,
        };
        service.start_again();
        service
    }

    pub(crate) fn start_again(&mut self) {
        let log = self.folder.path().join("log");
        let process = ServiceProcess::new(&self.settings, &log)
            .with_pause(self.pause)
            .with_listener(&self.listener);
        self.running = Some(process.spawn());
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.running.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Where it keeps everything.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A new visitor of the page.
    pub(crate) async fn visitor(&self) -> Visitor {
        Visitor::at(self.listener.local_addr().unwrap()).await
    }

    /// The same visitor, who looks at the page again.
    pub(crate) fn back(&self, visitor: &Visitor) -> Visitor {
        Visitor::back_at(self.listener.local_addr().unwrap(), visitor.cookie.clone())
    }
}

impl Drop for KilledService {
    fn drop(&mut self) {
        self.kill();
    }
}
