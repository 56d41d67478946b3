//! An event of VKontakte, or a reply of its Long Poll server.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| vernissage_fuzz::vk::check(bytes));
