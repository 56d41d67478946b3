//! A server that ends with the process that uses it, however that ends.
//!
//! A shell stands between: it starts the server, and stops it when its standard input is closed,
//! which the system does for a process that was killed, too.

use std::{
    fs,
    io::Write,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
};

/// Where packages put the programs if they are not in the search path.
const FOLDERS: [&str; 3] = [
    "/usr/lib/postgresql",
    "/usr/pgsql",
    "/opt/homebrew/opt/postgresql",
];

/// Starts the server, again after each line, and stops it for good at the end of the input.
const KEEPER: &str = r#"
folder=$1; shift
start() { "$@" >>"$folder/log" 2>&1 & server=$!; }
start "$@"
while read -r signal; do
  kill "-$signal" "$server"; wait "$server"
  start "$@"
done
kill -QUIT "$server"; wait "$server"
rm -rf "$folder"
"#;

pub(super) struct ThrowAway {
    folder: PathBuf,
    keeper: Mutex<Child>,
}

impl ThrowAway {
    /// A new server in a temporary folder; `None` if PostgreSQL is not installed.
    pub(super) fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new()
            .prefix("vernissage-pg-")
            .tempdir()
            .unwrap()
            .keep();
        let data = folder.join("data");
        let server_user = ServerUser::find();
        server_user.take(&folder);

        let output = server_user
            .command(&programs.join("initdb"))
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8"])
            .args(["--locale=C", "--no-sync", "--pgdata"])
            .arg(&data)
            .output()
            .unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "initdb: {complaints}");

        // Here and not in the command, so that a test may change them.
        let settings = "fsync = off\nfull_page_writes = off\nmax_connections = 400\n";
        fs::write(data.join("postgresql.auto.conf"), settings).unwrap();

        let server = server_user.command(&programs.join("postgres"));
        let keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(&folder)
            .arg(server.get_program())
            .args(server.get_args())
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args(["-c", "listen_addresses="])
            .current_dir("/")
            .stdin(Stdio::piped())
            // Ctrl-C is for the tests, whose end the keeper notices.
            .process_group(0)
            .spawn()
            .unwrap();

        Some(Self {
            folder,
            keeper: Mutex::new(keeper),
        })
    }

    pub(super) fn url(&self) -> String {
        let folder = self.folder.display();
        format!("postgres://postgres@localhost/postgres?host={folder}&sslmode=disable")
    }

    /// Ends all processes of the server without letting them finish, and starts it again.
    pub(super) fn crash_and_start(&self) {
        let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(keeper.stdin.as_mut().unwrap(), "QUIT").unwrap();
    }

    /// What the server has said.
    pub(super) fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

/// The folder with the programs of the newest version.
fn programs() -> Option<PathBuf> {
    let search_path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<_> = std::env::split_paths(&search_path).collect();

    let mut versions: Vec<_> = FOLDERS
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    versions.sort();
    folders.extend(versions.iter().rev().map(|version| version.join("bin")));
    folders.extend(FOLDERS.map(|folder| Path::new(folder).join("bin")));

    folders
        .into_iter()
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// PostgreSQL refuses to run as root: its package's user, or nobody, runs it then.
struct ServerUser(Option<u32>);

impl ServerUser {
    fn find() -> Self {
        if !rustix::process::geteuid().is_root() {
            return Self(None);
        }

        let id = ["postgres", "nobody"].iter().find_map(|name| {
            let output = Command::new("id").args(["-u", name]).output().ok()?;
            String::from_utf8(output.stdout).ok()?.trim().parse().ok()
        });
        Self(Some(id.expect("a user that is not root")))
    }

    fn take(&self, folder: &Path) {
        if let Self(Some(id)) = self {
            chown(folder, Some(*id), None).unwrap();
        }
    }

    fn command(&self, program: &Path) -> Command {
        let Self(Some(id)) = self else {
            return Command::new(program);
        };

        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={id}"))
            .arg(format!("--regid={id}"))
            .args(["--clear-groups", "--"])
            .arg(program);
        command
    }
}
