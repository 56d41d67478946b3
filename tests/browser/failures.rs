//! Failures, as a person sees them.

use std::time::Duration;

use crate::{
    audit::{fits, nothing_but_the_network, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, photo},
    tab::{Screen, Tab},
};

#[test]
fn a_file_that_is_no_picture_gets_its_sentence() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("Add pictures");
    tab.choose(&[service.letter()]);

    tab.read("This is a text. I need a picture to paint from.");
    tab.see("document.getElementById('log').innerText.includes('This file can')");
    fits(&tab);
    tab.picture("12-no-picture");
    nothing_but_the_network(&tab);
}

#[test]
fn a_file_that_is_too_large_is_not_even_sent() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("Add pictures");
    tab.choose(&[service.file_of(31_000_000)]);

    tab.see("document.getElementById('notice').innerText.includes('too big')");
    fits(&tab);
    tab.picture("11-too-large");
    tab.choose(&[photo()]);
    tab.read("Which style would you like?");

    assert_eq!(tab.run("document.getElementById('notice').hidden"), true);
    assert_eq!(tab.run("document.querySelectorAll('.me').length"), 1);
    nothing_to_complain_about(&tab);
}

#[test]
fn a_lost_connection_is_said_and_comes_back_by_itself() {
    let mut service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("Add pictures");
    tab.choose(&[photo()]);

    tab.read("Which style would you like?");
    service.stop();
    tab.see("document.getElementById('notice').innerText.includes('offline')");
    tab.picture("13-lost");
    fits(&tab);

    tab.press("Write a message");
    tab.type_in("/balance");
    tab.key("Enter");
    tab.see("document.getElementById('notice').innerText.includes('get through')");
    assert_eq!(tab.run("document.getElementById('text').value"), "/balance");

    service.start();
    tab.see("document.getElementById('notice').hidden");
    tab.press("Send");
    tab.read("You have 0 credits");
    tab.press("Show me styles");

    tab.press("Kandinsky");
    tab.read("All set. Ready to start?");
    nothing_but_the_network(&tab);
}

#[test]
fn two_tabs_show_one_conversation() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let one = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    let other = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));

    one.press("Show me styles");

    for tab in [&one, &other] {
        tab.read("Which style would you like?");
        nothing_to_complain_about(tab);
    }
}
