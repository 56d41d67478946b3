//! A film in any format. A decoder's panic is a refused file, for the engine catches it; a panic
//! in the engine's own code is a finding, and so is memory beyond the limits.

#![no_main]

use std::{panic, process};

use libfuzzer_sys::fuzz_target;
use peak_alloc::PeakAlloc;
use vernissage_fuzz::films;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fuzz_target!(init: tolerate_panics_of_decoders(), |file: &[u8]| {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();

    films::check(file);

    let taken = MEMORY.peak_usage().saturating_sub(before);
    let most = films::most_memory(file);
    assert!(taken <= most, "{taken} bytes of memory, at most {most} are allowed");
});

/// Without this, every panic ends the fuzzer, also one that is caught.
fn tolerate_panics_of_decoders() {
    panic::set_hook(Box::new(|panic| {
        let is_ours = panic.location().is_none_or(|place| {
            !place.file().contains("/registry/src/") && !place.file().contains("/rustc/")
        });

        if is_ours {
            eprintln!("{panic}");
            process::abort();
        }
    }));
}
