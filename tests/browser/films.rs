//! Films in the feed: still, until somebody points at one, touches it or clicks.

use std::time::Duration;

use serde_json::json;

use crate::{
    audit::{look_around, nothing_to_complain_about},
    devtools::Browser,
    service::TestService,
    site::follow,
    tab::{Screen, Tab},
};

const VIDEOS: &str = "document.querySelectorAll('video').length";
const MOVES: &str = "(() => { const film = document.querySelector('video'); return Boolean(film) && !film.paused && film.currentTime > 0.2 && film.videoWidth === 480; })()";
const FILMS_FETCHED: &str =
    "performance.getEntriesByType('resource').filter((one) => /feed.films/.test(one.name)).length";

fn point_at(tab: &Tab, place: &str) {
    let script = format!(
        "(() => {{ const one = document.querySelector('{place}'); one.scrollIntoView({{ block: 'center' }});\
         const box = one.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
    );
    let at = tab.run(&script);
    tab.ask(
        "Input.dispatchMouseEvent",
        json!({ "type": "mouseMoved", "x": at[0], "y": at[1] }),
    );
}

fn want_less_motion(tab: &Tab, value: &str) {
    tab.ask(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": "prefers-reduced-motion", "value": value }] }),
    );
}

#[test]
fn a_film_is_still_until_it_is_pointed_at_or_pressed() {
    let service = TestService::with_stand_in(Duration::ZERO);
    service.hang(3);
    service.set_in_motion();
    let Some(browser) = Browser::open() else {
        return;
    };

    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/"));
    tab.see("document.querySelectorAll('.moves .play').length === 3");
    assert_eq!(tab.run(VIDEOS), 0);
    assert_eq!(tab.run(FILMS_FETCHED), 0, "nothing is fetched before");
    look_around(&tab, "43-films");

    point_at(&tab, ".moves");
    tab.see(MOVES);
    tab.picture("43-film-pointed-at");
    point_at(&tab, "h1");
    tab.see(&format!("{VIDEOS} === 0"));

    want_less_motion(&tab, "reduce");
    point_at(&tab, ".moves");
    tab.rest();
    assert_eq!(tab.run(VIDEOS), 0, "less motion was wanted");

    tab.look(Screen::Phone);
    tab.run("document.querySelector('.play').click()");
    tab.see(MOVES);
    tab.picture("43-film-on-a-phone");
    assert_eq!(
        tab.run("document.querySelector('.play').ariaPressed"),
        "true"
    );
    tab.run("document.querySelector('.play').click()");
    tab.see(&format!("{VIDEOS} === 0"));
    want_less_motion(&tab, "no-preference");

    tab.look(Screen::Desktop);
    follow(&tab, ".work h3 a");
    tab.see("document.querySelector('.film')?.paused");
    assert_eq!(tab.run(FILMS_FETCHED), 0);
    assert_eq!(tab.run("document.querySelector('.film').controls"), false);
    look_around(&tab, "44-film-entry");
    tab.run("document.querySelector('.film').click()");
    tab.see(MOVES);
    tab.run("document.querySelector('.film').scrollIntoView({ block: 'center' })");
    tab.picture("44-film-plays");
    tab.run("document.querySelector('.film').click()");
    tab.see("document.querySelector('.film').paused");
    point_at(&tab, "h1");
    point_at(&tab, ".film");
    tab.see(MOVES);
    point_at(&tab, "h1");
    tab.see("document.querySelector('.film').paused");
    nothing_to_complain_about(&tab);
}

#[test]
fn without_a_script_the_browser_has_its_own_controls() {
    let service = TestService::with_stand_in(Duration::ZERO);
    service.hang(3);
    service.set_in_motion();
    let Some(browser) = Browser::open() else {
        return;
    };

    let tab = Tab::open(&browser, Screen::Phone, "about:blank");
    tab.ask(
        "Emulation.setScriptExecutionDisabled",
        json!({ "value": true }),
    );
    tab.go(&service.at("/"));
    let shown = "getComputedStyle(document.querySelector('.play')).display";
    assert_eq!(tab.run(shown), "none");
    follow(&tab, ".work h3 a");
    assert_eq!(tab.run("document.querySelector('.film').controls"), true);
    tab.picture("44-film-no-script");
}
