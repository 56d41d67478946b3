//! A code of a button.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| vernissage_fuzz::buttons::check(bytes));
