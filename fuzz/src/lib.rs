//! What is checked of each input. Random inputs come from the fuzzer; the tests of the program
//! include these files, and give them every seed.

pub mod films;
pub mod pictures;

#[cfg(feature = "program")]
pub mod buttons;
#[cfg(feature = "program")]
pub mod max;
#[cfg(feature = "program")]
pub mod payments;
#[cfg(feature = "program")]
pub mod telegram;
#[cfg(feature = "program")]
pub mod texts;
#[cfg(feature = "program")]
pub mod updates;
#[cfg(feature = "program")]
pub mod vk;
