//! A canvas from the painting to the delivery, as the person and the operator see it.

use std::time::Duration;

use serde_json::json;

use crate::{
    audit::{fits, look_around, nothing_to_complain_about},
    console::{reads, signs_in, writes},
    conversation::painted,
    devtools::Browser,
    service::TestService,
    shop::{AT_THE_TILL, IN_THE_CHAT},
    site::follow,
    tab::{Screen, Tab},
};

/// What is asked in words between the wall and the ways of delivery, and the answers.
const RECIPIENT: [(&str, &str); 2] = [
    ("Who is it for?", "Anna Petrova"),
    ("Which phone number", "8 916 123-45-67"),
];
const WHERE: [(&str, &str); 3] = [
    ("Which town", "Moscow"),
    ("Street, house", "Tverskaya 1, flat 2"),
    ("And the postcode?", "101000"),
];
const TRACKING: &str = "RA123456789RU";
/// The wall has arrived.
const WALL: &str = "(() => {
    const wall = [...document.querySelectorAll('.pictures img')].at(-1);
    return wall?.complete && wall.naturalHeight === 1080;
})()";

#[test]
fn a_canvas_is_ordered_paid_and_followed_to_the_door() {
    let service = TestService::with_print_shop(Duration::from_millis(2));
    let Some(browser) = Browser::open() else {
        return;
    };
    let chat = painted(&browser, &service);
    order(&chat);
    pay(&chat);

    let console = Tab::open(&browser, Screen::Desktop, &service.at("/console"));
    signs_in(&console);
    fulfil(&console, &chat, &service);
    nothing_to_complain_about(&chat);
    nothing_to_complain_about(&console);
}

/// From the painting to the summary.
fn order(chat: &Tab) {
    chat.press("Print on canvas");
    chat.read("Let's put it on canvas!");
    look_around(chat, "60-sizes");
    chat.press("30×40 cm");
    chat.read("This is how it would look: 30×40 cm");

    chat.see(WALL);
    look_around(chat, "61-wall");
    chat.press("I like it");
    answer(chat, &RECIPIENT);
    chat.read("Which country");

    look_around(chat, "62-country");
    chat.press("Russia");
    answer(chat, &WHERE);
    chat.press("Courier in Moscow");
    chat.read("Total: 2190 ₽");

    look_around(chat, "63-summary");
}

fn answer(chat: &Tab, asked: &[(&str, &str)]) {
    for (question, answer) in asked {
        chat.read(question);
        chat.press("Write a message");
        chat.type_in(answer);
        chat.key("Enter");
    }
}

/// From the summary to the thanks. The words of its button stand once more on the way to the page,
/// which comes later.
fn pay(chat: &Tab) {
    chat.press("Pay 2190 ₽");
    chat.read("pay on the page that opens");
    look_around(chat, "64-bill");
    chat.press("Pay 2190 ₽");
    chat.see(AT_THE_TILL);

    look_around(chat, "65-till");
    chat.press("Pay 2190 ₽");
    chat.see(IN_THE_CHAT);
    chat.read("was paid on");
    chat.read("your picture is ready to print, 30×40 cm");

    look_around(chat, "66-paid");
}

/// The operator moves it on, and each time the person is told.
fn fulfil(console: &Tab, chat: &Tab, service: &TestService) {
    console.go(&service.at("/console/orders"));
    look_around(console, "67-board");
    follow(console, ".board a");
    reads(console, "Made: resampled");
    look_around(console, "68-order-paid");

    for file in ["master", "sheet"] {
        is_there(console, file);
    }

    moves(
        console,
        chat,
        "It is in production",
        "your canvas has been in production since",
    );

    look_around(console, "69-order-in-production");
    writes(console, "tracking", TRACKING);
    moves(
        console,
        chat,
        "It is on its way",
        &format!("Tracking number: {TRACKING}"),
    );

    reads(console, TRACKING);
    look_around(console, "70-order-shipped");
    moves(console, chat, "It is delivered", "arrived on");
    look_around(console, "71-order-delivered");
    look_around(chat, "72-told");

    chat.press("Write a message");
    chat.type_in("/orders");
    chat.key("Enter");
    chat.read("· 30×40 · delivered");
    chat.look(Screen::Phone);

    fits(chat);
    chat.picture("73-orders");
}

fn moves(console: &Tab, chat: &Tab, button: &str, told: &str) {
    console.press(button);
    reads(console, "Done, and the person has been told.");
    chat.read(told);
}

/// A file for the print shop that the page of the order offers, by its address.
fn is_there(console: &Tab, file: &str) {
    let got = console.run(&format!(
        "const answer = await fetch(document.querySelector('a[href$=\"/files/{file}\"]').href);
         [answer.status, answer.headers.get('content-disposition').split(';')[0], (await answer.blob()).size > 1000]"
    ));
    assert_eq!(got, json!([200, "attachment", true]), "{file}");
}
