//! Services on one folder of data, and the other commands beside them.

use std::{
    fs,
    net::SocketAddr,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

use super::{Workspace, complaint, refused};
use crate::support::{
    connections::free_address,
    http,
    stranger::Stranger,
    wait::{wait_for, wait_until},
};

/// `vernissage serve` as a process; killed when it is dropped.
struct Serving {
    process: Child,
    address: SocketAddr,
}

impl Serving {
    async fn start(workspace: &Workspace, stdout: Stdio) -> Self {
        let address = free_address();
        let mut command = workspace.command();
        let process = command
            .arg("serve")
            .env("VERNISSAGE__SERVER__LISTEN", address.to_string())
            .env("VERNISSAGE__ENGINE__DEVICE", "cpu")
            .stdout(stdout)
            .stderr(fs::File::create(workspace.path("serve.log")).unwrap())
            .spawn()
            .unwrap();
        let mut serving = Self { process, address };

        wait_until("the service answers", async || {
            let ended = serving.process.try_wait().unwrap();
            let log = || fs::read_to_string(workspace.path("serve.log")).unwrap();
            assert!(ended.is_none(), "{ended:?}: {}", log());

            // It takes connections before it has its folders, and answers when it has them.
            tokio::net::TcpStream::connect(address).await.is_ok()
                && http::ask(address, "GET /healthz", &[], b"").await.status == 200
        })
        .await;

        serving
    }

    async fn stop(mut self) -> ExitStatus {
        signal(&self.process, "TERM");
        ended(&mut self.process).await
    }

    async fn kill(mut self) {
        signal(&self.process, "KILL");
        ended(&mut self.process).await;
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has usually ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn signal(process: &Child, name: &str) {
    let number = process.id().to_string();
    let sent = Command::new("kill").args(["-s", name, &number]).status();
    assert!(sent.unwrap().success());
}

async fn ended(process: &mut Child) -> ExitStatus {
    wait_for("the end of the process", async || {
        process.try_wait().unwrap()
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_services_share_one_folder() {
    let workspace = Workspace::new();
    let first = Serving::start(&workspace, Stdio::null()).await;

    let mut same_port = workspace.command();
    let refusal = same_port
        .arg("serve")
        .env("VERNISSAGE__ENGINE__DEVICE", "cpu")
        .env("VERNISSAGE__SERVER__LISTEN", first.address.to_string())
        .output()
        .unwrap();
    refused(&refusal, 2, "in use by another program");

    let second = Serving::start(&workspace, Stdio::null()).await;
    for address in [first.address, second.address] {
        let health = http::ask(address, "GET /healthz", &[], b"").await;
        assert_eq!(health.status, 200);
    }

    for command in ["check", "books", "support", "migrate"] {
        let output = workspace.run(&[command]);
        assert!(output.status.success(), "{command}: {}", complaint(&output));
    }

    first.kill().await;
    let next = Serving::start(&workspace, Stdio::null()).await;
    assert!(next.stop().await.success());
    assert!(second.stop().await.success());

    let last = Serving::start(&workspace, Stdio::null()).await;
    assert!(last.stop().await.success());
}

#[test]
fn a_new_database_is_made_by_one_of_many() {
    let workspace = Workspace::new();
    let commands = ["migrate", "books", "support", "migrate", "books", "support"];
    let start = |command: &&str| {
        let mut process = workspace.command();
        process
            .arg(command)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };

    let processes: Vec<Child> = commands.iter().map(start).collect();
    for process in processes {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", complaint(&output));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_belong_to_one_database() {
    let workspace = Workspace::new();
    let first = Serving::start(&workspace, Stdio::null()).await;

    let mut second = workspace.command();
    let refusal = second
        .arg("serve")
        .env("VERNISSAGE__SERVER__LISTEN", free_address().to_string())
        .env("VERNISSAGE__DATABASE__PATH", "other/vernissage.db")
        .output()
        .unwrap();
    refused(&refusal, 2, "data/pictures is in use");

    assert!(first.stop().await.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_paints_beside_a_service() {
    let workspace = Workspace::new();
    let service = Serving::start(&workspace, Stdio::null()).await;

    let log = workspace.path("worker.log");
    let mut command = workspace.command();
    let mut worker = command
        .arg("worker")
        .env("VERNISSAGE__ENGINE__DEVICE", "cpu")
        .env("VERNISSAGE__SERVER__LISTEN", service.address.to_string())
        .stderr(fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();

    wait_until("the worker has opened the database", async || {
        let log = fs::read_to_string(&log).unwrap();
        assert!(worker.try_wait().unwrap().is_none(), "{log}");
        has_opened(&worker, "vernissage.db-wal")
    })
    .await;

    signal(&worker, "TERM");
    let status = ended(&mut worker).await;
    let log = fs::read_to_string(&log).unwrap();
    assert!(status.success(), "{status:?}: {log}");
    assert!(service.stop().await.success());
}

/// Whether a process has a file of this name open; only Linux tells, so elsewhere it has.
fn has_opened(process: &Child, name: &str) -> bool {
    let Ok(open) = fs::read_dir(format!("/proc/{}/fd", process.id())) else {
        return !Path::new("/proc/self").exists();
    };

    open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .any(|path| path.ends_with(name))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_runs_whatever_its_output_is() {
    let workspace = Workspace::new();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let closed_pipe = std::io::pipe().unwrap().1;

    for stdout in [Stdio::from(full), Stdio::from(closed_pipe)] {
        let serving = Serving::start(&workspace, stdout).await;
        let health = http::ask(serving.address, "GET /healthz", &[], b"").await;
        assert_eq!(health.status, 200);
        assert!(serving.stop().await.success());
    }
}

/// The files and folders below a folder that other users can read, however deep.
fn open_to_others(folder: &Path) -> Vec<PathBuf> {
    let mut open = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // A journal that is gone by now is nobody's to read.
        let Ok(metadata) = fs::metadata(&path) else {
            continue;
        };
        if metadata.permissions().mode() & 0o077 != 0 {
            open.push(path.clone());
        }
        if metadata.is_dir() {
            open.extend(open_to_others(&path));
        }
    }

    open
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_service_keeps_is_for_its_own_user() {
    let workspace = Workspace::new();
    let serving = Serving::start(&workspace, Stdio::null()).await;
    let health = http::ask(serving.address, "GET /healthz", &[], b"").await;
    assert_eq!(health.status, 200);

    let data = workspace.path("data");
    let mode = fs::metadata(&data).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_eq!(open_to_others(&data), Vec::<PathBuf>::new());

    // Half a head does not hold up the end.
    let mut half = Stranger::new(serving.address).await;
    half.send("GET /chat HTTP/1.1\r\nhost").await;
    assert!(serving.stop().await.success());
}
