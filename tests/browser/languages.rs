//! Every language on a phone: a short walk through chat and pages, on which no text is missing and
//! none is too long for its place.

use std::time::Duration;

use serde_json::json;
use vernissage::domain::language::Language;

use crate::{
    audit::{fits, nothing_but_the_network},
    devtools::Browser,
    service::{TestService, photo, style},
    shop::AT_THE_TILL,
    tab::{Screen, Tab},
};

/// What stands on a page where a text is missing, or a gap in it.
const MISSING: &str = "/Unknown localization|\\{ ?\\$/.test(document.body.innerText)";

/// The longest words and the most unlike letters are looked at more closely: on more pages, and by
/// people, who find the pictures of them among the others.
const LOOKED_AT_CLOSELY: [Language; 2] = [Language::De, Language::Zh];

/// Somebody with a phone in this language.
struct Guest<'b> {
    tab: Tab<'b>,
    language: Language,
    service: &'b TestService,
}

impl Guest<'_> {
    fn is_looked_at_closely(&self) -> bool {
        LOOKED_AT_CLOSELY.contains(&self.language)
    }

    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    /// The beginning of a text, up to its first gap or line.
    fn start(&self, key: &str) -> String {
        let gaps = ["n", "span", "code"].map(|gap| (gap, 7.into()));
        let text = self.language.fill(key, &gaps);
        let line = text.lines().next().unwrap_or_default();
        line.split(['7', '{']).next().unwrap_or_default().to_owned()
    }

    /// Looks at the whole page.
    fn looks(&self, name: &str) {
        assert_eq!(
            self.tab.run(MISSING),
            json!(false),
            "{}",
            self.language.code()
        );
        fits(&self.tab);

        if self.is_looked_at_closely() {
            self.tab
                .picture(&format!("80-{}-{name}", self.language.code()));
        }
    }

    fn goes(&self, path: &str) {
        self.tab.go(&self.service.at(path));
        let lang = json!(self.language.tag());
        self.tab
            .see(&format!("document.documentElement.lang === {lang}"));
    }

    fn writes(&self, words: &str) {
        self.tab.press(&self.text("web-write"));
        self.tab.type_in(words);
        self.tab.key("Enter");
    }

    /// The pages that need no chat.
    fn walks_along_the_walls(&self) {
        self.goes("/");
        self.looks("front");
        self.tab
            .run("document.querySelector('.languages').open = true");
        self.looks("languages");

        let entry = self
            .tab
            .see("document.querySelector('.work a[href^=\"/p/\"]')?.pathname");
        self.goes(entry.as_str().unwrap());
        self.tab
            .run("document.querySelector('details.report').open = true");
        self.looks("entry");

        if self.is_looked_at_closely() {
            for path in ["/styles", "/network", "/p/nothing"] {
                self.goes(path);
                self.looks(path.rsplit('/').next().unwrap_or_default());
            }
        }
    }

    /// Two pictures, every menu of the draft, and the painting.
    fn has_a_picture_painted(&self) {
        self.goes("/chat");
        self.looks("welcome");
        self.tab.press(&self.text("web-menu"));
        self.looks("menu");
        self.tab.key("Escape");

        self.tab.press(&self.text("web-choose"));
        self.tab.choose(&[photo(), style()]);
        self.tab.read(&self.text("summary-title"));
        self.looks("draft");

        for (button, question) in [
            ("knob-painting-strength", "menu-painting-strength"),
            ("button-quality", "menu-quality"),
        ] {
            self.tab.press(&self.text(button));
            self.tab.read(&self.text(question));
            self.looks(button);
            self.tab.press(&self.text("button-back"));
        }

        self.tab.press(&self.text("button-start"));
        self.tab.read(&self.text("delivered-title"));
        self.looks("painting");
    }

    /// What the other commands say.
    fn reads(&self) {
        self.writes("/settings");
        self.tab.read(&self.start("settings-title"));
        self.looks("settings");
        self.tab.press(&format!("🌐 {}", self.language.own_name()));
        self.tab.read(&self.text("ask-language"));
        self.looks("choice-of-languages");

        // A page whose language is chosen is loaded again.
        self.tab.run("window.before = true");
        self.tab.press(&format!("✓ {}", self.language.own_name()));
        self.tab
            .see("!window.before && document.readyState === 'complete'");
        self.tab.read(&self.start("settings-title"));

        for (command, key) in [("/link", "link-offer"), ("/terms", "terms")] {
            self.writes(command);
            self.tab.read(&self.start(key));
            self.looks(&command[1..]);
        }
    }

    /// The shop, up to the page of a payment.
    fn is_about_to_pay(&self) {
        self.writes("/buy");
        self.tab.read(&self.start("buy-title"));
        self.looks("packs");
        self.tab.press("· 100");
        self.tab
            .see("[...document.querySelectorAll('.keys a[href*=\"/pay/\"]')].length");
        self.looks("bill");

        let bill = self
            .tab
            .run("document.querySelector('.keys a[href*=\"/pay/\"]').href");
        self.tab.go(bill.as_str().unwrap());
        self.tab.see(AT_THE_TILL);
        self.looks("till");
    }
}

#[test]
fn every_language_is_spoken_and_fits_on_a_phone() {
    let service = TestService::with_stand_in(Duration::ZERO);
    service.hang(3);
    let Some(browser) = Browser::open() else {
        return;
    };

    for language in Language::ALL {
        let address = service.at("/");
        let tab = Tab::open_speaking(&browser, Screen::Phone, &address, language.tag());
        let guest = Guest {
            tab,
            language,
            service: &service,
        };

        guest.walks_along_the_walls();
        guest.has_a_picture_painted();
        guest.reads();
        guest.is_about_to_pay();
        nothing_but_the_network(&guest.tab);
    }
}
