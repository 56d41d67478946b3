//! From two pictures to a painting, in the browser.

use std::time::{Duration, Instant};

use crate::{
    audit::{everything_has_a_name, fits, look_around, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, photo, style},
    tab::{Screen, Tab},
};

const NEWEST: &str = "[...document.querySelectorAll('.pictures img')].at(-1)";
const PREVIEW: &str = "[...document.querySelectorAll('.pictures img')].at(-1)?.getAttribute('src')";
const PROGRESS: &str = "document.querySelector('progress[value]')";

/// The chat of somebody whose first painting is done.
pub(crate) fn painted<'b>(browser: &'b Browser, service: &TestService) -> Tab<'b> {
    let chat = Tab::open(browser, Screen::Desktop, &service.at("/chat"));
    chat.press("Choose two pictures");
    chat.choose(&[photo(), style()]);
    chat.press("Paint it");
    chat.read("Your painting!");

    chat
}

#[test]
fn two_pictures_become_a_painting_while_one_watches() {
    let service = TestService::with_engine(192, 40);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    assert_eq!(tab.run("document.documentElement.lang"), "en");
    tab.see("here('Choose two pictures')");

    look_around(&tab, "1-welcome");
    tab.press("Choose two pictures");
    tab.choose(&[photo(), style()]);
    tab.read("All set. Ready to start?");
    look_around(&tab, "2-summary");

    tab.press("Paint it");

    let pressed = Instant::now();
    tab.see(PROGRESS);
    assert!(
        pressed.elapsed() < Duration::from_secs(2),
        "progress took {:?}",
        pressed.elapsed()
    );

    let first = tab.see(PREVIEW);
    tab.see(&format!("{PREVIEW} !== {first}"));

    let second = tab.run(PREVIEW);
    tab.see(&format!("{PREVIEW} !== {second}"));
    look_around(&tab, "3-painting");
    tab.read("Your painting!");
    tab.see(&format!(
        "{NEWEST}.complete && Math.max({NEWEST}.naturalWidth, {NEWEST}.naturalHeight) === 192"
    ));

    look_around(&tab, "4-painted");

    let before = tab.run("document.getElementById('log').innerText");
    tab.reload();
    tab.read("Your painting!");
    assert_eq!(tab.run("document.getElementById('log').innerText"), before);
    nothing_to_complain_about(&tab);
}

#[test]
fn on_a_phone_in_russian_with_a_style_from_the_gallery() {
    let service = TestService::with_stand_in(Duration::from_millis(5));
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("What I can do");
    tab.picture("5-menu-phone");

    fits(&tab);
    everything_has_a_name(&tab);
    tab.press("/settings");
    tab.press("🌐 English");
    tab.press("Русский");
    tab.see("document.documentElement?.lang === 'ru'");

    tab.press("Добавить картинки");
    tab.choose(&[photo()]);
    tab.press("Показать стили");
    tab.see("here('Ван Гог')");
    look_around(&tab, "6-gallery");

    tab.look(Screen::Phone);
    tab.press("Ван Гог");
    tab.press("Нарис");
    tab.read("Ваша картина!");
    look_around(&tab, "7-russian");

    nothing_to_complain_about(&tab);
}
