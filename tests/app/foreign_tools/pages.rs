//! Every page that links lead to, with its styles and icons, by the Nu Html Checker.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::Arc,
};

use serde_json::Value;
use vernissage::engine::master::Resampler;

use crate::{
    console::{
        orders,
        test_console::{HASH, TestConsole},
    },
    foreign_tools::workbench::{HTML_CHECKER, Workbench},
    support::{
        clock::TestClock,
        http::{self, Answer},
        service::{folder, quickly, remember_a_month, settings, start_by},
        visitor::Visitor,
    },
};

/// How many pages of one kind are judged, such as pages of a style.
const ALIKE: usize = 6;

/// Where no link leads: a browser without a session, and addresses of nothing.
const LOOSE_ENDS: [&str; 5] = [
    "/console/sign-in",
    "/console/jobs/nothing",
    "/console/feed?which=hidden",
    "/p/nothing",
    "/style/nothing",
];

/// The kinds that a walk has to come by.
const KINDS: [&str; 21] = [
    "/",
    "/best/…",
    "/chat",
    "/console",
    "/console/audit",
    "/console/feed",
    "/console/feed/…",
    "/console/jobs",
    "/console/jobs/…",
    "/console/orders",
    "/console/orders/…",
    "/console/people",
    "/console/people/…",
    "/console/purchases",
    "/console/sign-in",
    "/console/support",
    "/network",
    "/p/…",
    "/pay/…",
    "/style/…",
    "/styles",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_valid_in_several_languages() {
    let Some(bench) = Workbench::with_tools("pages", &[HTML_CHECKER, "djpeg", "webpinfo"]) else {
        return;
    };

    let console = with_print_shop().await;
    console.visitor().await;
    remember_a_month(console.path()).await;

    let (publisher, _) = console.visitor().await;
    publish(&publisher).await;
    publisher.write("/paysupport").await;
    publisher.read("Is something wrong with a payment").await;
    publisher.write("Where are my <b>credits</b> & why?").await;
    publisher.read("I've passed it on.").await;

    let (buyer, _) = console.visitor().await;
    let order = orders::order(&console, &buyer).await;
    buyer.read("your picture is ready to print").await;
    publisher.write("/buy").await;
    publisher.press("100 credits").await;

    let operator = console.operator().await;
    operator
        .does(
            &format!("/console/orders/{order}"),
            &format!("/console/orders/{order}/advance"),
            &[("to", "production")],
            "Done, and the person has been told.",
        )
        .await;

    let cookies = format!("{}; {}", publisher.cookie, operator.cookie);
    let mut walk = Walk::new(&bench, console.app.address);
    // Those with the most unlike letters; the pages differ in nothing else.
    for language in ["en", "ru", "de", "zh-CN"] {
        walk.start("/", language, &cookies).await;
        walk.start("/chat", language, &cookies).await;
    }

    walk.start("/console", "en", &cookies).await;
    let bill = paying(&publisher).await;
    for language in ["en", "ru"] {
        walk.start(&bill, language, &cookies).await;
    }

    for address in LOOSE_ENDS {
        walk.start(address, "en", &cookies).await;
        walk.start(address, "ru", "").await;
    }

    let kinds: BTreeSet<_> = walk.seen.keys().map(|kind| kind.path.as_str()).collect();
    for kind in KINDS {
        assert!(kinds.contains(kind), "no {kind} was seen: {kinds:?}");
    }

    let arguments = ["--Werror", "--also-check-css", "--also-check-svg", "."];
    bench.accepts(HTML_CHECKER, &arguments);

    judge_pictures(&bench, &walk).await;
    console.app.app.stop().await.unwrap();
}

async fn with_print_shop() -> TestConsole {
    let folder = folder();
    let clock = TestClock::default();
    let small = "[[prints.sizes]]\nwidth = 30\nheight = 40\nprice = \"1800\"\ndpi = 72";
    let more = format!("console.password_hash = \"{}\"\n{small}", *HASH);
    let settings = settings(folder.path(), &more);

    let mut app = start_by(clock.clone(), &settings, quickly()).await;
    app.app
        .make_masters(&settings, Arc::new(|| Box::new(Resampler)));

    TestConsole { app, folder, clock }
}

async fn publish(visitor: &Visitor) {
    visitor.order().await;
    visitor.read("Your painting!").await;
    visitor.press("Publish").await;
    visitor.press("Show the photo").await;
    visitor.read("your photo: yes").await;

    visitor.press("Show the style").await;
    visitor.read("the style (your picture): yes").await;
    visitor.press("Yes, publish it").await;
    visitor.read("Your painting is in the feed").await;
}

/// The page on which somebody is asked to pay.
async fn paying(visitor: &Visitor) -> String {
    let link = |bubble: &Value| {
        let link = bubble["buttons"][0][0]["link"].as_str()?;
        let path = link.find("/pay/")?;
        Some(link[path..].to_owned())
    };
    visitor
        .see(|bubbles| bubbles.iter().rev().find_map(link))
        .await
}

/// What a picture on the pages is: a WebP or, as a card, a JPEG.
async fn judge_pictures(bench: &Workbench, walk: &Walk<'_>) {
    let entry = walk.published().expect("a painting is published");
    for part in ["painting-grid", "painting-page", "photo-grid", "style-page"] {
        let file = format!("{part}.webp");
        let path = format!("/feed/pictures/{entry}/{part}");
        bench.put(&file, &walk.get(&path, "en", "").await.body);

        let found = bench.accepts("webpinfo", &["-diag", &file]);
        assert!(found.contains("No error detected."), "{found}");
    }

    let path = format!("/feed/pictures/{entry}/painting-card");
    bench.put("card.jpg", &walk.get(&path, "en", "").await.body);
    bench.accepts("djpeg", &["-strict", "-outfile", "card.ppm", "card.jpg"]);
}

/// Pages that look alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    language: String,
    /// Whether they are shown to a browser without a cookie.
    is_stranger: bool,
    /// The path, without what names one of many.
    path: String,
}

/// A walk along the links of the service, which keeps every page that it comes by.
struct Walk<'a> {
    bench: &'a Workbench,
    address: SocketAddr,
    seen: BTreeMap<Kind, BTreeSet<String>>,
}

impl<'a> Walk<'a> {
    fn new(bench: &'a Workbench, address: SocketAddr) -> Self {
        Self {
            bench,
            address,
            seen: BTreeMap::new(),
        }
    }

    async fn get(&self, path: &str, language: &str, cookies: &str) -> Answer {
        let headers = [("accept-language", language), ("cookie", cookies)];
        http::ask(self.address, &format!("GET {path}"), &headers, b"").await
    }

    /// The key of a painting in the feed whose pictures are there.
    fn published(&self) -> Option<&str> {
        let kind = Kind {
            language: "en".to_owned(),
            is_stranger: false,
            path: "/p/…".to_owned(),
        };
        let paths = self.seen.get(&kind)?;
        paths
            .iter()
            .filter_map(|path| path.strip_prefix("/p/"))
            .find(|key| *key != "nothing")
    }

    /// Walks from a page to whatever it leads to.
    async fn start(&mut self, path: &str, language: &str, cookies: &str) {
        let mut ahead = vec![path.to_owned()];
        while let Some(path) = ahead.pop() {
            let kind = Kind {
                language: language.to_owned(),
                is_stranger: cookies.is_empty(),
                path: kind(&path),
            };
            let alike = self.seen.entry(kind.clone()).or_default();
            if alike.len() >= ALIKE || !alike.insert(path.clone()) {
                continue;
            }

            let number = alike.len();
            let answer = self.get(&path, language, cookies).await;
            let Some(ending) = ending(&answer) else {
                continue;
            };

            let reader = if kind.is_stranger {
                "stranger"
            } else {
                "known"
            };
            let name = kind.path.replace(['/', '…'], "_");
            let file = format!("{language}-{reader}{name}-{number}.{ending}");
            self.bench.put(&file, &answer.body);

            if ending == "html" {
                ahead.extend(links(&answer.text()));
            }
        }
    }
}

/// What the checker is to take an answer for; `None` for what it cannot judge.
fn ending(answer: &Answer) -> Option<&'static str> {
    let kind = answer.header("content-type")?;
    match kind.split(';').next()? {
        "text/html" => Some("html"),
        "text/css" => Some("css"),
        "image/svg+xml" => Some("svg"),
        _ => None,
    }
}

/// `/console/jobs/…` for `/console/jobs/7?x=y`; files are kinds of their own.
fn kind(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let names_one = ["/p/", "/style/", "/pay/", "/best/"];
    let names_one_of_the_console = ["jobs", "people", "orders", "feed", "pictures"];

    if let Some(prefix) = names_one.iter().find(|prefix| path.starts_with(**prefix)) {
        return format!("{prefix}…");
    }

    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["", "console", list, _, ..] if names_one_of_the_console.contains(&list) => {
            format!("/console/{list}/…")
        }
        _ => path.to_owned(),
    }
}

/// The addresses of our own that a page links to. Links that do something are left alone.
fn links(page: &str) -> Vec<String> {
    page.split(" href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.starts_with('/') && !link.starts_with("/language/"))
        .map(|link| link.replace("&#38;", "&").replace("&amp;", "&"))
        .map(|link| link.split('#').next().unwrap_or_default().to_owned())
        .collect()
}
