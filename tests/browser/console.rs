//! The operator's console in the browser: desktop and phone, light and dark.

use std::time::Duration;

use serde_json::json;

use crate::{
    audit::{look_around, nothing_to_complain_about},
    conversation::painted,
    devtools::Browser,
    service::{PASSWORD, TestService},
    tab::{Screen, Tab},
};

/// Goes to a page of the console, and looks at it in every way.
fn looks_at(tab: &Tab, service: &TestService, path: &str, name: &str) {
    tab.go(&service.at(path));
    look_around(tab, name);
}

/// Whether the page that the last press has led to says this.
pub(crate) fn reads(tab: &Tab, words: &str) {
    tab.see(&format!(
        "document.readyState === 'complete' && document.querySelector('main').innerText.includes({})",
        json!(words)
    ));
}

/// Writes into a field by its name in the form.
pub(crate) fn writes(tab: &Tab, field: &str, words: &str) {
    tab.run(&format!("document.querySelector('[name={field}]').focus()"));
    tab.type_in(words);
}

/// From the page that asks for the password to the first one.
pub(crate) fn signs_in(desk: &Tab) {
    writes(desk, "password", PASSWORD);
    desk.key("Enter");
    reads(desk, "The last 30 days");
}

#[test]
fn the_day_of_an_operator() {
    let service = TestService::with_console(Duration::from_millis(2));
    let Some(browser) = Browser::open() else {
        return;
    };
    let chat = painted(&browser, &service);
    chat.press("Write a message");
    chat.type_in("/paysupport");

    chat.key("Enter");
    chat.read("Tell me what happened");
    chat.type_in("I have paid for 100 credits, and they are not there. What can I do?");
    chat.key("Enter");
    chat.read("I've passed it on.");

    service.remember_a_month();

    let desk = Tab::open(&browser, Screen::Desktop, &service.at("/console"));
    reads(&desk, "The operator's console");
    look_around(&desk, "40-sign-in");
    signs_in(&desk);
    look_around(&desk, "41-today");

    looks_at(&desk, &service, "/console/jobs", "42-jobs");
    looks_at(&desk, &service, &service.job_of_the_chat(), "43-job");
    desk.see("[...document.querySelectorAll('.pictures img')].every((one) => one.complete && one.naturalWidth > 0)");
    looks_at(&desk, &service, "/console/people", "44-people");
    looks_at(&desk, &service, "/console/people/1", "45-person");

    writes(&desk, "amount", "100");
    writes(&desk, "reason", "They were lost on the way.");
    desk.press("Give");
    reads(&desk, "The credits have been added.");
    look_around(&desk, "46-given");

    looks_at(&desk, &service, "/console/support", "47-support");
    writes(&desk, "words", "Here they are. I am sorry!");
    desk.press("Send");
    reads(&desk, "The answer is on its way to their chat.");
    chat.read("Here they are. I am sorry!");

    looks_at(&desk, &service, "/console/purchases", "48-purchases");
    looks_at(&desk, &service, "/console/orders", "49-orders");
    looks_at(&desk, &service, "/console/audit", "50-audit");
    desk.press("Sign out");
    reads(&desk, "The operator's console");

    nothing_to_complain_about(&desk);
    nothing_to_complain_about(&chat);
}
