//! A text that a person writes.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| vernissage_fuzz::texts::check(bytes));
