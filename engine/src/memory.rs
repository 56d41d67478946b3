//! How much memory is free, and the error if it is too little.

/// There is too little memory for a painting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a picture of {width} x {height} px needs about {} MB of memory, {} MB are free; choose a smaller size",
    .needed / 1_000_000, .free / 1_000_000
)]
pub struct NotEnoughMemory {
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// Bytes needed.
    pub needed: u64,
    /// Bytes free.
    pub free: u64,
}

/// Bytes of memory available to this process now, within the limits of its control group; `None`
/// where the system does not tell.
#[must_use]
pub fn free() -> Option<u64> {
    let mut system = sysinfo::System::new().ok()?;
    system.refresh_memory();

    let limit = system
        .cgroup_limits()
        .map_or(u64::MAX, |limits| limits.free_memory);

    Some(system.available_memory().min(limit)).filter(|&free| free > 0)
}

/// The peak memory use of this process so far, in bytes; `None` where the system does not tell.
#[must_use]
pub fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}
