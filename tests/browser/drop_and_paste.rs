//! Pictures that are dropped onto the page or pasted.

use std::time::Duration;

use serde_json::json;

use crate::{
    audit::{look_around, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, photo},
    tab::{Screen, Tab},
};

/// Copies a picture, as from another program.
const COPY: &str = r"
    const picture = document.querySelector('.strip img');
    const sheet = new OffscreenCanvas(300, 300);
    sheet.getContext('2d').drawImage(picture, 0, 0, 300, 300);
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': await sheet.convertToBlob() })])
";

#[test]
fn a_photo_is_dropped_and_a_style_pasted() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    tab.see("document.querySelector('.strip img').complete");

    let hint = "!document.getElementById('drop').hidden";
    drag(&tab, "dragEnter");
    tab.see(hint);
    look_around(&tab, "10-drop");

    // DevTools' own dragCancel is not told to the page.
    tab.run("document.dispatchEvent(new DragEvent('dragleave'))");
    tab.see(&format!("!({hint})"));
    drag(&tab, "dragEnter");
    drag(&tab, "dragOver");
    drag(&tab, "drop");

    tab.read("Which style would you like?");
    assert_eq!(tab.run(hint), false);

    let allow = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    browser.ask(None, "Browser.grantPermissions", allow);
    tab.ask("Page.bringToFront", json!({}));
    tab.run(COPY);
    tab.paste();

    tab.read("All set. Ready to start?");
    nothing_to_complain_about(&tab);
}

fn drag(tab: &Tab, kind: &str) {
    let data = json!({ "items": [], "files": [photo()], "dragOperationsMask": 1 });
    tab.ask(
        "Input.dispatchDragEvent",
        json!({ "type": kind, "x": 300, "y": 300, "data": data }),
    );
}
