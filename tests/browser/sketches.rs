//! The sketch beside the buttons of a draft, in the browser.

use crate::{
    audit::{look_around, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, photo, style},
    tab::{Screen, Tab},
};

const SKETCH: &str = "document.querySelector('.sketch img')?.getAttribute('src')";

#[test]
fn a_sketch_follows_a_knob() {
    let service = TestService::with_settings("quick.sketches = true");
    let Some(browser) = Browser::open() else {
        return;
    };

    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[photo(), style()]);
    tab.read("All set. Ready to start?");
    let first = tab.see(SKETCH);
    tab.see("document.querySelector('.sketch img').naturalHeight === 400");
    tab.read("Sketch");
    look_around(&tab, "70-sketch");

    tab.press("Keep my colours");
    tab.see(&format!("{SKETCH} !== {first}"));
    look_around(&tab, "71-sketch-in-own-colours");

    // A draft that is dropped has no sketch any more.
    tab.press("Start over");
    tab.see("!document.querySelector('.sketch')");
    nothing_to_complain_about(&tab);
}
