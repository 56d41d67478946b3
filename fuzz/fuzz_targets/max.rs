//! An update of MAX, or a reply with updates.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| vernissage_fuzz::max::check(bytes));
