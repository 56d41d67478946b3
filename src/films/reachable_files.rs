//! What a process of a film may open, by Landlock, where the kernel has it (Linux 5.13): nothing, or,
//! if it becomes another program, that program with its libraries, and one folder to write into. No
//! TCP connection is made or taken, and no other process is looked into or signalled.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Where programs and libraries are. Nothing that the service keeps is there.
const SYSTEM: [&str; 9] = [
    "/usr",
    "/bin",
    "/lib",
    "/lib32",
    "/lib64",
    "/nix/store",
    "/gnu/store",
    "/etc/ld.so.cache",
    "/dev/null",
];

/// What may be opened from now on.
#[derive(Debug, Default)]
pub(super) struct ReachableFiles {
    read: Vec<PathBuf>,
    written: Vec<PathBuf>,
}

impl ReachableFiles {
    /// A program with its libraries, and a folder to write into, if it needs one.
    pub(super) fn of_program(program: &Path, folder: Option<&Path>) -> Self {
        let own = program.parent().unwrap_or(program);
        let mut read = SYSTEM.map(PathBuf::from).to_vec();
        read.extend([own.to_owned(), own.join("../lib")]);

        Self {
            read,
            written: Vec::from_iter(folder.map(Path::to_owned)),
        }
    }

    /// Binds this process and all that it starts. What is open stays open.
    #[cfg(target_os = "linux")]
    pub(super) fn keep(&self) -> io::Result<()> {
        use landlock::{
            ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope,
            path_beneath_rules,
        };

        /// The newest version that these rules were written for. An older kernel does what it can.
        const VERSION: ABI = ABI::V6;

        let all = AccessFs::from_all(VERSION);
        let bind = || {
            Ruleset::default()
                .handle_access(all)?
                .handle_access(AccessNet::from_all(VERSION))?
                .scope(Scope::from_all(VERSION))?
                .create()?
                .add_rules(path_beneath_rules(&self.read, AccessFs::from_read(VERSION)))?
                .add_rules(path_beneath_rules(&self.written, all))?
                .restrict_self()
        };

        bind().map(|_| ()).map_err(io::Error::other)
    }

    /// Other systems have nothing like it.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn keep(&self) -> io::Result<()> {
        tracing::debug!(?self.read, ?self.written, "nothing keeps a film's process from other files");
        Ok(())
    }
}
