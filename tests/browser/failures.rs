//! Failures, as a person sees them.

use std::time::Duration;

use crate::{
    audit::{everything_has_a_name, fits, nothing_but_the_network, nothing_to_complain_about},
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

    tab.read("This is text. I need a picture to paint from.");
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

#[test]
fn pictures_that_were_refused_can_be_sent_again() {
    let mut service = TestService::with_settings("storage.free_megabytes_floor = 1000000000");
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("Add pictures");
    tab.choose(&[photo()]);
    tab.see("document.getElementById('notice').innerText.includes('no space left')");
    tab.see("here('Send again')");
    tab.picture("14-refused");
    fits(&tab);
    everything_has_a_name(&tab);

    service.stop();
    tab.see("document.getElementById('notice').innerText.includes('offline')");
    service.start();
    tab.see("document.getElementById('notice').hidden");

    tab.press("Send again");
    tab.read("Which style would you like?");
    assert_eq!(tab.run("document.querySelectorAll('.me').length"), 1);
    nothing_but_the_network(&tab);
}

#[test]
fn the_oldest_of_too_many_tabs_says_so_and_goes_on_when_it_is_loaded_again() {
    let service = TestService::with_settings("limits.event_streams = 2");
    let Some(browser) = Browser::open() else {
        return;
    };
    let open = || Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    let first = open();
    let second = open();
    second.press("Show me styles");
    second.read("Which style would you like?");

    let third = open();
    third.read("Which style would you like?");
    first.see("document.getElementById('notice').innerText.includes('open in too many tabs')");
    fits(&first);

    first.reload();
    first.read("Which style would you like?");
    second.see("document.getElementById('notice').innerText.includes('open in too many tabs')");
    for tab in [&first, &second, &third] {
        nothing_to_complain_about(tab);
    }
}
