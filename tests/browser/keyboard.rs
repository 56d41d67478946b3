//! Without a mouse: where Tab leads, how focus is shown, and the whole way to a painting.

use std::time::Duration;

use serde_json::json;

use crate::{
    audit::nothing_to_complain_about,
    devtools::Browser,
    service::{TestService, photo, style},
    tab::{Screen, Tab},
};

/// What has the focus: its name, if it can be seen where it is and that it has it.
const FOCUSED: &str = r"
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const ring = [focused, focused.parentElement].some((one) => getComputedStyle(one).outlineStyle !== 'none');
    focused === document.body ? '' : ring && focused.contains(found) ? named(focused) : `unseen: ${named(focused)}`
";
const DIALOG: &str = "document.querySelector('dialog[open] img')?.getAttribute('src')";

#[test]
fn tab_goes_from_top_to_bottom_and_is_always_seen() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.see("here('Choose two pictures')");

    let way = [
        "What I can do",
        "Choose two pictures",
        "Show me styles",
        "Add pictures",
        "Write a message",
        "Send",
    ];

    for name in way {
        tab.key("Tab");
        assert_eq!(tab.run(FOCUSED), name);
    }
}

#[test]
fn the_menu_opens_and_closes_by_keys() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    tab.tab_to("What I can do");
    tab.key("Enter");

    tab.see("!document.getElementById('menu').hidden");

    let first = tab.run(FOCUSED);
    tab.key("ArrowDown");
    assert_ne!(tab.run(FOCUSED), first);
    tab.key("Escape");
    tab.see("document.getElementById('menu').hidden");

    assert_eq!(tab.run(FOCUSED), "What I can do");
    assert_eq!(tab.run("document.activeElement.ariaExpanded"), "false");
}

#[test]
fn a_painting_by_keyboard_alone() {
    let service = TestService::with_stand_in(Duration::from_millis(5));
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    tab.tab_to("Choose two pictures");
    tab.key("Enter");

    tab.choose(&[photo(), style()]);
    tab.tab_to("Style strength");
    tab.picture("8-focus");
    tab.key("Enter");
    tab.tab_to("very strong");

    tab.key("Enter");
    tab.read("Strength: very strong");
    tab.tab_to("Paint it");
    tab.key("Enter");
    tab.read("Your painting!");

    tab.tab_to("Write a message");
    tab.type_in("/balance");
    tab.key("Enter");
    tab.read("You have 0 credits");
    nothing_to_complain_about(&tab);
}

#[test]
fn an_album_is_leafed_through_by_keys() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[photo(), style()]);

    tab.read("All set. Ready to start?");
    tab.tab_to("A picture you sent");
    tab.key("Enter");

    let first = tab.see(DIALOG);
    tab.picture("9-enlarged");
    tab.key("ArrowRight");
    tab.see(&format!("{DIALOG} !== {first}"));
    tab.key("Escape");

    tab.see("!document.querySelector('dialog[open]')");
    assert_eq!(tab.run(FOCUSED), json!("A picture you sent"));
}
