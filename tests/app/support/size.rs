//! How large the expensive stories are: full size in CI, which sets `CI`, and small elsewhere.

/// Whether the expensive stories run at full size.
pub(crate) fn is_full() -> bool {
    std::env::var_os("CI").is_some()
}

/// One size in CI, another elsewhere.
pub(crate) fn full_or_small<T>(full: T, small: T) -> T {
    if is_full() { full } else { small }
}

/// The size that this variable gives; without it [`full_or_small`].
pub(crate) fn given_or(variable: &str, full: u64, small: u64) -> u64 {
    match std::env::var(variable) {
        Ok(given) => given
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is no number: {given}")),
        Err(_) => full_or_small(full, small),
    }
}
