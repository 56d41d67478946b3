//! An update of Telegram, or a list of them.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| vernissage_fuzz::telegram::check(bytes));
