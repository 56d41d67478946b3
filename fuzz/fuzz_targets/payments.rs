//! A notification about a payment.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| vernissage_fuzz::payments::check(bytes));
