//! Other kinds of work than the painting, in the browser.

use crate::{
    audit::{look_around, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, photo, style},
    tab::{Screen, Tab},
};

#[test]
fn a_photo_becomes_a_dream_and_a_deeper_one() {
    let service = TestService::with_engine(192, 10);
    let Some(browser) = Browser::open() else {
        return;
    };

    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/"));
    tab.see("document.querySelector('.kinds img')?.naturalWidth > 0");
    look_around(&tab, "60-front-with-kinds");
    tab.look(Screen::Desktop);

    tab.go(&service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[photo()]);
    tab.see("document.querySelector('.keys button img')?.naturalWidth > 0");
    look_around(&tab, "61-what-to-make");

    tab.press("Let it dream");
    tab.read("A dream. Ready to start?");
    look_around(&tab, "62-dream-summary");

    tab.press("Theme");
    tab.read("What should I dream of?");
    look_around(&tab, "63-dream-themes");
    tab.press("dogs");
    tab.read("Dream of: dogs");
    tab.press("Dream, free");
    tab.read("Your dream!");
    look_around(&tab, "64-dream");

    tab.look(Screen::Phone);
    tab.press("Towards a picture");
    tab.read("Which picture should I dream towards?");
    tab.press("Add pictures");
    tab.choose(&[style()]);
    tab.read("Towards: your picture");
    tab.press("Dream, free");
    tab.see("document.getElementById('log').innerText.split('Your dream!').length > 2");
    look_around(&tab, "65-guided-dream");
    nothing_to_complain_about(&tab);
}

#[test]
fn a_photo_is_looked_at() {
    let service = TestService::with_engine(192, 10);
    let Some(browser) = Browser::open() else {
        return;
    };

    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[photo()]);
    tab.press("What do you see?");
    tab.read("Let me look. Ready to start?");
    tab.press("Look, free");
    tab.read("This is what I see.");
    tab.see("[...document.querySelectorAll('.pictures img')].at(-1)?.naturalWidth === 1080");
    look_around(&tab, "66-sheet");
    nothing_to_complain_about(&tab);
}
