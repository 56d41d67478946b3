//! The chat page in a real browser, headless Chromium. It needs `chromium` on the machine, or its
//! path in `CHROMIUM`; screenshots go to `target/browser`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod audit;
mod bad_days;
mod canvas;
mod console;
mod devtools;
mod hands;
mod keyboard;
mod service;
mod shop;
mod site;
mod tab;
mod talk;
