//! What a process that reads a stranger's film may take of the machine. It binds itself, before it
//! looks at a byte.

use std::io;

use rustix::{
    io::Errno,
    process::{Resource, Rlimit, setrlimit},
};
use serde::{Deserialize, Serialize};

/// After the seconds of its limit, a process is told to end; after one more, it is ended.
const GRACE_SECONDS: u64 = 1;

/// The limits of one process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ProcessLimits {
    /// Bytes of address space, the program itself included.
    pub(super) memory: u64,
    /// Seconds of a processor.
    pub(super) cpu_seconds: u64,
    /// Bytes of the longest file that it may write.
    pub(super) written_bytes: u64,
    /// Open files.
    pub(super) files: u64,
    /// Whether it may start threads and processes.
    pub(super) may_fork: bool,
}

impl ProcessLimits {
    /// Binds this process and all that it starts.
    pub(super) fn keep(self) -> io::Result<()> {
        limit(Resource::Core, 0, 0)?;
        limit(Resource::Nofile, self.files, self.files)?;
        limit(Resource::Fsize, self.written_bytes, self.written_bytes)?;
        limit(
            Resource::Cpu,
            self.cpu_seconds,
            self.cpu_seconds + GRACE_SECONDS,
        )?;
        if !self.may_fork {
            limit(Resource::Nproc, 0, 0)?;
        }

        limit(Resource::As, self.memory, self.memory)
    }
}

fn limit(resource: Resource, current: u64, maximum: u64) -> io::Result<()> {
    let wanted = Rlimit {
        current: Some(current),
        maximum: Some(maximum),
    };

    match setrlimit(resource, wanted) {
        // Not every system knows every limit. The deadline holds everywhere.
        Err(Errno::INVAL) if !cfg!(target_os = "linux") => Ok(()),
        result => Ok(result?),
    }
}
