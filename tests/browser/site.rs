//! The public pages, as a visitor sees them.

use std::time::Duration;

use serde_json::json;

use crate::{
    audit::{fits, look_around, nothing_but_the_network, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, photo, style},
    tab::{Screen, Tab},
};

/// How much the layout shifted without user input.
const SHIFT: &str = "await new Promise((told) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => told(sum), 300);
})";
/// Pictures that are in view have arrived.
const ARRIVED: &str = "[...document.images].every((one) => one.complete || one.getBoundingClientRect().top > 2 * innerHeight)";
const SLIDER: &str = "document.querySelector('.compare input')";
const BEFORE: &str = "getComputedStyle(document.querySelector('.before')).clipPath";
const LIKES: &str = "document.querySelector('.like button').innerText.trim()";
const PRESSED: &str = "document.querySelector('.like button')?.ariaPressed === 'true'";
/// How many sheets of the atlas were fetched.
const SHEETS: &str = "performance.getEntriesByType('resource').filter((one) => /pictures.relu/.test(one.name)).length";

fn stays_where_it_is(tab: &Tab) {
    tab.see(ARRIVED);
    assert_eq!(
        tab.run(SHIFT),
        json!(0),
        "{}",
        tab.picture("shifted").display()
    );
}

#[test]
fn an_empty_house_invites() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/"));
    stays_where_it_is(&tab);
    tab.see("here('Paint in this style')");

    look_around(&tab, "30-empty");
    tab.press("English");
    tab.see("here('简体中文')");
    look_around(&tab, "30-languages");
    tab.press("Русский");
    tab.see("document.documentElement?.lang === 'ru'");
    tab.look(Screen::Phone);
    fits(&tab);

    tab.picture("31-empty-russian");
    tab.press("Нарисовать здесь");
    tab.see("location.pathname === '/chat' && document.documentElement?.lang === 'ru'");
    nothing_to_complain_about(&tab);
}

#[test]
fn the_walls_go_on_as_one_comes_near_their_end() {
    let service = TestService::with_stand_in(Duration::ZERO);
    service.hang(55);

    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/"));
    stays_where_it_is(&tab);
    look_around(&tab, "32-walls");
    tab.look(Screen::Phone);

    tab.run("document.querySelector('.work').scrollIntoView()");
    tab.picture("32-walls-phone-below");
    tab.look(Screen::Desktop);
    assert_eq!(tab.run("document.querySelectorAll('.work').length"), 24);
    tab.run("scrollTo(0, document.body.scrollHeight)");

    tab.see("document.querySelectorAll('.work').length >= 48");
    tab.run("scrollTo(0, document.body.scrollHeight)");
    tab.see(
        "document.querySelectorAll('.work').length === 55 && !document.getElementById('older')",
    );

    for (page, name) in [
        ("/best/month", "33-best"),
        ("/styles", "34-styles"),
        ("/style/wave", "35-style"),
    ] {
        tab.go(&service.at(page));
        stays_where_it_is(&tab);
        look_around(&tab, name);
    }

    tab.go(&service.at("/best/day?after=0-0"));
    tab.picture("36-nothing");
    nothing_to_complain_about(&tab);
}

#[test]
fn how_it_works_is_explained_in_pictures() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/"));
    tab.press("How does it work? See it in ten pictures");
    tab.see("location.pathname === '/network'");
    stays_where_it_is(&tab);
    look_around(&tab, "39-network");

    // The sheet of a layer is fetched when its list is opened.
    assert_eq!(tab.run(SHEETS), json!(0));
    tab.run("document.querySelector('.atlas details').open = true");
    tab.see(&format!("{SHEETS} === 1"));
    tab.run("document.querySelector('.atlas details').scrollIntoView()");
    tab.rest();
    tab.picture("39-network-channels");

    tab.look(Screen::Phone);
    fits(&tab);
    tab.run("document.querySelector('.atlas details').scrollIntoView()");
    tab.picture("39-network-channels-phone");
    nothing_to_complain_about(&tab);
}

#[test]
fn a_painting_is_compared_liked_and_reported() {
    let service = TestService::with_stand_in(Duration::ZERO);
    service.hang(3);

    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/"));
    follow(&tab, ".work h3 a");
    stays_where_it_is(&tab);
    look_around(&tab, "37-entry");

    tab.look(Screen::Desktop);
    assert_eq!(tab.run(BEFORE), "inset(0px 50% 0px 0px)");
    tab.tab_to("From the photo to the painting");
    tab.key("ArrowRight");
    assert_eq!(tab.run(BEFORE), "inset(0px 49% 0px 0px)");

    assert_eq!(tab.run(&format!("{SLIDER}.ariaValueText")), "49 % painting");

    let before: u32 = tab.run(LIKES).as_str().unwrap().parse().unwrap();
    tab.press("Like");
    tab.see(PRESSED);
    assert_eq!(tab.run(LIKES), (before + 1).to_string());
    tab.reload();

    assert_eq!(tab.run(LIKES), (before + 1).to_string());
    tab.press("Like");
    tab.see(&format!("!({PRESSED})"));
    assert_eq!(tab.run(LIKES), before.to_string());
    tab.run("document.querySelector('.report summary').click(); document.querySelector('input[value=mine]').click()");

    tab.picture("38-report");
    fits(&tab);
    tab.press("Send the report");
    tab.see("document.getElementById('told')?.innerText.includes('have a look at it')");
    nothing_to_complain_about(&tab);
}

#[test]
fn two_published_paintings_hang_with_their_parents_until_they_are_taken_back() {
    let service = TestService::with_stand_in(Duration::ZERO);
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[photo(), style()]);

    publish(&tab, 1);
    tab.press("Same photo, another style");
    tab.press("Show me styles");
    tab.press("Kandinsky");
    publish(&tab, 2);

    tab.go(&service.at("/"));
    tab.see("document.querySelectorAll('.work').length === 2");
    assert_eq!(
        tab.run(
            "[...document.querySelectorAll('.label .parents')].map((one) => one.children.length)"
        ),
        json!([2, 2])
    );

    stays_where_it_is(&tab);
    tab.run("document.querySelector('.work').scrollIntoView()");
    tab.see(ARRIVED);
    look_around(&tab, "40-published");

    let broken = "[...document.images].filter((one) => one.complete && !one.naturalWidth).length";
    assert_eq!(tab.run(broken), 0);
    follow(&tab, ".work h3 a");
    stays_where_it_is(&tab);
    look_around(&tab, "41-published-entry");

    let page = tab.run("location.pathname");
    let picture = tab.run("document.querySelector('.compare img').src");
    tab.press("Paint here");
    tab.see("location.pathname === '/chat' && document.getElementById('log')");
    tab.read("Good choice!");

    tab.press("Take it back");
    tab.read("Taken back: nobody can see it any more.");
    tab.go(&service.at("/"));
    tab.see("document.querySelectorAll('.work').length === 1");

    for gone in [page, picture] {
        assert_eq!(tab.run(&format!("(await fetch({gone})).status")), 404);
    }

    tab.go(&service.at("/p/gone"));
    look_around(&tab, "42-missing");
    nothing_but_the_network(&tab);
}

pub(crate) fn follow(tab: &Tab, link: &str) {
    let to = tab.run(&format!("document.querySelector('{link}').href"));
    tab.go(to.as_str().unwrap());
}

/// Paints what is chosen, and shows everything of it.
fn publish(tab: &Tab, painted: u32) {
    tab.press("Paint it");
    tab.see(&format!(
        "document.getElementById('log').innerText.split('Your painting!').length > {painted}"
    ));

    let asked = "document.getElementById('log').innerText.split('Publish this painting?').length";
    let before = tab.run(asked);
    tab.press("Publish");
    tab.see(&format!("{asked} > {before}"));

    for (button, line) in [
        ("Show the photo", "your photo: yes"),
        ("Show the style", "the style .*: yes"),
    ] {
        tab.press(button);
        tab.see(&format!(
            "document.getElementById('log').innerText.split('Publish this').at(-1).match(/{line}/)?.length"
        ));
    }

    tab.press("Yes, publish it");
    tab.see(&format!(
        "document.getElementById('log').innerText.split('is in the feed').length > {painted}"
    ));
}

#[test]
fn without_a_script_nothing_is_missing() {
    let service = TestService::with_stand_in(Duration::ZERO);
    service.hang(30);

    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Phone, "about:blank");
    tab.ask(
        "Emulation.setScriptExecutionDisabled",
        json!({ "value": true }),
    );

    tab.go(&service.at("/"));
    follow(&tab, "#older");
    tab.see("document.querySelectorAll('.work').length === 6");
    follow(&tab, ".work h3 a");
    tab.picture("39-no-script");

    fits(&tab);
    assert_eq!(
        tab.run(&format!("getComputedStyle({SLIDER}).display")),
        "none"
    );

    assert_eq!(tab.run(BEFORE), "none");
    tab.run("here('Like').click()");
    tab.see(PRESSED);
}
