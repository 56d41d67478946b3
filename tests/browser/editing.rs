//! A style is edited by hand on the page: a rectangle is dragged over it, and something painted over.

use std::time::Duration;

use serde_json::json;

use crate::{
    audit::{fits, look_around, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, photo, style},
    tab::{Screen, Tab},
};

const OPEN: &str = "document.getElementById('tool').open";
/// The last picture of the conversation: its width by its height.
const RATIO: &str = "
    const shown = [...document.querySelectorAll('.bubble.bot .pictures img')].at(-1);
    shown?.complete ? shown.naturalWidth / shown.naturalHeight : 0
";

#[test]
fn a_rectangle_is_dragged_and_something_painted_over() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[photo(), style()]);
    tab.read("All set. Ready to start?");
    look_around(&tab, "70-summary-with-edit");
    tab.press("Edit the style");
    tab.read("This is what I'll copy the style from.");
    look_around(&tab, "71-style");
    tab.press("Fewer colours");
    tab.press("5 colours");
    tab.read("Changed: 5 colours");
    look_around(&tab, "72-five-colours");

    tab.press("← Back");
    tab.press("A part of it");
    tab.press("Drag a rectangle");
    tab.see(OPEN);
    look_at_tool(&tab, "73-rectangle");
    drag(&tab, &[(0.1, 0.2), (0.3, 0.3), (0.4, 0.9)]);
    tab.picture("74-rectangle-dragged");
    tab.press("Use this part");
    tab.read("Changed: 5 colours, only a piece of it");
    tab.see(&format!("{RATIO} > 0"));
    look_around(&tab, "75-piece");

    // By keys.
    tab.tab_to("Drag a rectangle");
    tab.key("Enter");
    tab.see(OPEN);
    for key in ["ArrowRight", "ArrowDown"] {
        tab.key(key);
    }
    tab.press("Use this part");
    tab.see(&format!("!({OPEN})"));

    tab.press("← Back");
    tab.press("Remove something");
    tab.read("Paint over what I shouldn't use");
    look_around(&tab, "76-question");
    tab.press("Paint over it here");
    tab.see(OPEN);
    look_at_tool(&tab, "77-brush");
    drag(&tab, &[(0.3, 0.3), (0.35, 0.5), (0.5, 0.6)]);
    drag(&tab, &[(0.4, 0.3), (0.45, 0.5), (0.3, 0.6)]);
    look_at_tool(&tab, "78-painted-over");
    tab.press("Send the picture");
    tab.read("Changed: 5 colours, only a piece of it, something removed");
    look_around(&tab, "79-removed");
    tab.press("Done");
    tab.read("Style: your picture (5 colours, only a piece of it, something removed)");
    nothing_to_complain_about(&tab);
}

/// Looks at an open tool on a desktop and on a phone. What is behind it has no names meanwhile.
fn look_at_tool(tab: &Tab, name: &str) {
    for (screen, size) in [(Screen::Phone, "phone"), (Screen::Desktop, "desktop")] {
        tab.look(screen);
        fits(tab);
        tab.picture(&format!("{name}-{size}"));
    }
}

/// Drags over the picture in the dialog, along these points of its width and height.
fn drag(tab: &Tab, points: &[(f64, f64)]) {
    let canvas = tab.run(
        "const box = document.querySelector('#tool canvas').getBoundingClientRect();
         [box.left, box.top, box.width, box.height]",
    );
    let side = |place: usize| canvas[place].as_f64().unwrap();
    let mouse = |kind: &str, point: &(f64, f64)| {
        let x = side(0) + point.0 * side(2);
        let y = side(1) + point.1 * side(3);
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
        tab.ask("Input.dispatchMouseEvent", event);
    };

    mouse("mousePressed", &points[0]);
    for point in points {
        mouse("mouseMoved", point);
    }
    mouse("mouseReleased", &points[points.len() - 1]);
}
