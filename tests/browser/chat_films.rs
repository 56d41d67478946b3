//! Films on the chat page: sent, made, watched and saved.

use serde_json::json;

use crate::{
    audit::{look_around, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, style},
    tab::{Screen, Tab},
};

/// The player of a film that was made here.
const PLAYER: &str = "document.querySelector('video[src^=\"/chat/pictures/\"]')";

fn plays(player: &str) -> String {
    format!("{player}?.readyState >= 2 && !{player}.paused && {player}.currentTime > 0")
}

#[test]
fn a_gif_is_sent_and_its_quick_version_plays() {
    let service = TestService::with_engine(128, 4);
    let Some(browser) = Browser::open() else {
        return;
    };

    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[service.film("dance.gif")]);
    tab.read("A film! It's 1 s long");
    tab.see("document.querySelector('.me .pictures img')?.naturalWidth > 0");
    look_around(&tab, "90-film-sent");

    tab.look(Screen::Phone);
    tab.press("Add pictures");
    tab.choose(&[style()]);
    tab.read("A painted film. Ready to start?");
    tab.see("[...document.querySelectorAll('.pictures img')].every((one) => one.naturalWidth > 0)");
    look_around(&tab, "91-film-summary");

    tab.look(Screen::Phone);
    tab.press("Quick version");
    tab.read("The quick version of your film.");
    tab.see(&plays(PLAYER));
    look_around(&tab, "92-film-plays");

    // The browser itself asks for parts; so does this.
    let part = tab.run(&format!(
        "const part = await fetch({PLAYER}.src, {{ headers: {{ range: 'bytes=4-7' }} }});
         [part.status, part.headers.get('content-type'), await part.text()]"
    ));
    assert_eq!(part, json!([206, "video/mp4", "ftyp"]));
    let saved = format!("{PLAYER}.closest('.body').querySelector('a.save').getAttribute('href')");
    let saved = tab.run(&saved);
    assert!(saved.as_str().unwrap().ends_with("?name=vernissage"));

    // What somebody has stopped stays so, and nothing moves for those who want less motion.
    tab.run(&format!("{PLAYER}.pause()"));
    tab.run("document.querySelector('main').scrollTo(0, 0)");
    tab.run(&format!("{PLAYER}.scrollIntoView()"));
    assert_eq!(tab.run(&format!("{PLAYER}.paused")), true);

    let calm = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    tab.ask("Emulation.setEmulatedMedia", calm);
    tab.go(&service.at("/chat"));
    tab.see(&format!("{PLAYER}?.readyState >= 1"));
    tab.run(&format!("{PLAYER}.scrollIntoView()"));
    assert_eq!(tab.run(&format!("{PLAYER}.paused")), true);
    nothing_to_complain_about(&tab);
}

#[test]
fn a_video_is_seen_as_soon_as_it_is_sent() {
    let service = TestService::with_engine(128, 4);
    let Some(browser) = Browser::open() else {
        return;
    };

    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[service.film("dance.mp4")]);
    tab.read("A film! It's 1 s long");
    tab.see("document.querySelector('.me .pictures :is(img, video)')");

    // It still plays when the page is opened again, and has a still for browsers that cannot.
    tab.go(&service.at("/chat"));
    tab.see("document.querySelector('.me .pictures video')?.videoWidth > 0");
    let still = "const image = new Image(); \
                 image.src = document.querySelector('.me video').src + '?still=yes'; \
                 await image.decode(); image.naturalWidth > 0";
    assert_eq!(tab.run(still), true);

    // Round ones come from video notes, which the page has no way to send.
    let round = r"
        const source = document.querySelector('.me .pictures [src]').getAttribute('src');
        const script = [...performance.getEntriesByType('resource')].find(({ name }) => name.includes('/bubbles.js'));
        const { show } = await import(script.name);
        const film = { url: source, width: 64, height: 64, round: true };
        const buttons = [[{ label: 'Again', code: '-' }]];
        show({ id: 'round', from: 'bot', text: 'A round one.', pictures: [{ url: source }], film, buttons }, true);
    ";
    tab.run(round);
    tab.see("document.querySelector('.round-film, [data-id=round] .pictures img')");
    look_around(&tab, "93-round-film");
}
