//! The chat page in a real browser, headless Chromium. It needs `chromium` on the machine, or its
//! path in `CHROMIUM`; screenshots go to `target/browser`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod audit;
mod canvas;
mod chat_films;
mod console;
mod conversation;
mod devtools;
mod dreams;
mod drop_and_paste;
mod editing;
mod failures;
mod films;
mod keyboard;
mod languages;
mod service;
mod shop;
mod site;
mod sketches;
mod tab;
