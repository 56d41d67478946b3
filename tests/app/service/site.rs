//! The public pages over HTTP, as browsers without scripts and as crawlers see them.

use std::{collections::BTreeSet, net::SocketAddr, path::Path};

use vernissage::{
    clock::{Clock, SystemClock},
    domain::feed::{Order, Part},
    store::{FeedStore, sql::SqlFeedStore},
};

use crate::support::{
    http::{self, Answer},
    service::{folder, quick, quickly, settings, start, start_with, store},
    visitor::Visitor,
};

const FIRST_PAGE: usize = 200_000;
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn get(at: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Answer {
    http::ask(at, &format!("GET {path}"), headers, b"").await
}

/// Publishes this many paintings, without picture files.
async fn hang(folder: &Path, paintings: u32) -> SqlFeedStore {
    let feed = store(folder).await.feed();
    feed.seed(paintings, SystemClock.now()).await.unwrap();
    feed
}

/// What stands in every attribute of this name.
fn values<'a>(page: &'a str, before: &str) -> Vec<&'a str> {
    page.split(before)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

fn works(page: &str) -> Vec<&str> {
    values(page, "<li class=\"work\" id=\"")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_house_invites_in_many_languages_and_is_light() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    for (asked, said) in [
        ("en", "The walls are still bare"),
        ("ru-RU,ru;q=0.9", "Стены пока пусты"),
        ("fi,de;q=0.8,en;q=0.5", "Die Wände sind noch leer"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "墙上还空着"),
    ] {
        let page = get(app.address, "/", &[("accept-language", asked)]).await;
        assert_eq!(
            (page.status, page.header("cache-control")),
            (200, Some("private, no-cache"))
        );

        let text = page.text();
        assert!(
            text.contains(said)
                && text.contains("href=\"/chat?start=\"")
                && text.contains("/chat?start=style_wave")
        );

        let files = [
            "/chat/assets/chat.css",
            "/chat/assets/site.css",
            "/chat/assets/site.js",
        ];
        let mut weight = page.body.len();
        for file in files {
            weight += get(app.address, file, &[]).await.body.len();
        }

        assert!(weight < FIRST_PAGE, "{weight} bytes");
    }

    let chosen = get(app.address, "/language/ru?to=%2Fstyles", &[]).await;
    assert_eq!(
        (chosen.status, chosen.header("location")),
        (303, Some("/styles"))
    );

    let cookie = chosen
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();

    assert!(
        get(app.address, "/", &[("cookie", &cookie)])
            .await
            .text()
            .contains("<html lang=\"ru\">")
    );

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wall_is_walked_along_to_its_end_by_plain_links() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    hang(folder.path(), 100).await;

    for wall in ["/", "/best/month", "/style/wave"] {
        let mut next = Some(wall.to_owned());
        let mut seen = BTreeSet::new();
        let mut pages = 0;
        while let Some(path) = next {
            let page = get(app.address, &path, &[]).await.text();
            assert!(page.len() < FIRST_PAGE);

            let fresh = works(&page)
                .into_iter()
                .all(|id| seen.insert(id.to_owned()));
            assert!(fresh, "{path} shows something again");
            next = values(&page, "rel=\"next\" href=\"")
                .first()
                .map(|link| (*link).to_owned());

            pages += 1;
        }

        assert!(
            seen.len() > 10 && pages <= 6,
            "{wall}: {} on {pages}",
            seen.len()
        );

        assert!(wall != "/" || seen.len() == 100);
    }

    for nonsense in [
        "/?after=x",
        "/best/year",
        "/best/day?after=1",
        "/style/none",
        "/p/none",
        "/p/",
        "/language/xx",
    ] {
        assert_eq!(
            get(app.address, nonsense, &[]).await.status,
            404,
            "{nonsense}"
        );
    }

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_like_counts_once_and_only_from_our_own_pages() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let feed = hang(folder.path(), 1).await;
    let id = feed.page(Order::Newest, None, 1).await.unwrap().items[0].id;
    let likes = async || feed.entry(id).await.unwrap().unwrap().likes;

    let before = likes().await;
    let page = format!("/p/{id}");
    let cookie = get(app.address, &page, &[])
        .await
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();

    let post = async |deed: &str, headers: &[(&str, &str)], body: &str| {
        http::ask(
            app.address,
            &format!("POST {page}/{deed}"),
            &[&[FORM], headers].concat(),
            body.as_bytes(),
        )
        .await
    };

    let known = ("cookie", cookie.as_str());
    let json = ("accept", "application/json");
    let stranger = post("like", &[], "to=/").await;
    assert_eq!(
        (stranger.status, stranger.header("location")),
        (303, Some("/?done=unknown"))
    );

    let foreign = [known, ("sec-fetch-site", "cross-site")];
    assert_eq!(post("like", &foreign, "to=/").await.status, 403);
    assert_eq!(post("report", &foreign, "reason=mine").await.status, 403);
    assert_eq!(likes().await, before);

    for _ in 0..3 {
        let liked = post("like", &[known], "to=/best/day").await;
        assert_eq!(
            liked.header("location"),
            Some(format!("/best/day#{id}").as_str())
        );

        let told = post("like", &[known, json], "to=/").await.text();
        assert_eq!(
            told,
            format!("{{\"likes\":{},\"liked\":true,\"why\":null}}", before + 1)
        );
    }

    assert!(
        get(app.address, &page, &[known])
            .await
            .text()
            .contains("aria-pressed=\"true\"")
    );

    assert_eq!(
        post("unlike", &[known], "to=//evil.example")
            .await
            .header("location"),
        Some(format!("/#{id}").as_str())
    );

    assert_eq!(likes().await, before);

    let reported = post("report", &[known], "reason=mine").await;
    assert_eq!(
        reported.header("location"),
        Some(format!("{page}?done=reported").as_str())
    );

    assert_eq!(
        post("report", &[known], "reason=whatever").await.status,
        400
    );

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_shows_its_card_and_machines_read_the_feed() {
    let folder = folder();
    let settings = settings(
        folder.path(),
        "server.public_url = \"https://paint.example.org/\"",
    );
    let app = start_with(&settings, quickly()).await;
    let feed = hang(folder.path(), 40).await;
    let id = feed.page(Order::Newest, None, 1).await.unwrap().items[0].id;

    let page = get(app.address, &format!("/p/{id}"), &[]).await.text();
    for (name, value) in [
        ("og:url", format!("https://paint.example.org/p/{id}")),
        (
            "og:image",
            format!("https://paint.example.org/feed/pictures/{id}/painting-card"),
        ),
        ("og:image:width", "1200".to_owned()),
    ] {
        assert!(
            page.contains(&format!("property=\"{name}\" content=\"{value}\"")),
            "{name}: {page}"
        );
    }

    assert!(page.contains("https://t.me/share/url?url=https%3A%2F%2Fpaint.example.org%2Fp%2F"));

    let atom = get(app.address, "/feed.atom", &[]).await;
    assert_eq!(atom.header("content-type"), Some("application/atom+xml"));
    assert!(atom.header("set-cookie").is_none());

    let atom = atom.text();
    assert_eq!(atom.matches("<entry>").count(), 30);
    assert!(
        atom.contains(&format!("<id>https://paint.example.org/p/{id}</id>"))
            && !atom.contains("src=\"/")
    );

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_is_nowhere_any_more() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let feed = store(folder.path()).await.feed();
    let visitor = Visitor::new(&app).await;
    visitor.order().await;

    visitor.read("Your painting!").await;
    visitor.press("Publish").await;
    visitor.press("Show the photo").await;
    visitor.read("your photo: yes").await;
    visitor.press("Yes, publish it").await;

    visitor.read("Your painting is in the feed").await;

    let id = feed.page(Order::Newest, None, 1).await.unwrap().items[0].id;
    let pictures = [
        ("painting-grid", "image/webp"),
        ("photo-page", "image/webp"),
        ("painting-card", "image/jpeg"),
    ];

    for (file, kind) in pictures {
        let picture = get(app.address, &format!("/feed/pictures/{id}/{file}"), &[]).await;
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (200, Some(kind)),
            "{file}"
        );

        assert_eq!(
            (
                picture.header("set-cookie"),
                picture.header("cache-control")
            ),
            (None, Some("public, no-cache"))
        );

        let kept = ("if-none-match", picture.header("etag").unwrap());
        let again = get(app.address, &format!("/feed/pictures/{id}/{file}"), &[kept]).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
    }

    // What was not published is nowhere, though it belongs to the same painting.
    for file in [
        "style-grid",
        "style-page",
        "second-style-grid",
        "photo-card",
        "",
        "..%2f..%2ftest.db",
    ] {
        assert_eq!(
            get(app.address, &format!("/feed/pictures/{id}/{file}"), &[])
                .await
                .status,
            404,
            "{file}"
        );
    }

    assert_eq!(feed.picture(id, Part::Style).await.unwrap(), None);
    assert_eq!(
        works(&get(app.address, "/", &[]).await.text()),
        [id.to_string()]
    );

    visitor.press("Take it back").await;
    visitor.read("Taken back").await;

    let known = ("cookie", visitor.cookie.as_str());
    for (file, _) in pictures {
        let kept = ("if-none-match", format!("\"{id}-{file}\""));
        let gone = get(
            app.address,
            &format!("/feed/pictures/{id}/{file}"),
            &[(kept.0, &kept.1), known],
        )
        .await;

        assert_eq!(gone.status, 404, "{file}");
    }

    assert_eq!(
        get(app.address, &format!("/p/{id}"), &[known]).await.status,
        404
    );

    for deed in ["like", "unlike", "report"] {
        let post = http::ask(
            app.address,
            &format!("POST /p/{id}/{deed}"),
            &[FORM, known],
            b"reason=mine",
        )
        .await;
        assert_eq!(post.status, 404, "{deed}");
    }

    for page in [
        "/",
        "/best/day",
        "/best/week",
        "/best/month",
        "/feed.atom",
        "/styles",
    ] {
        assert!(
            !get(app.address, page, &[known])
                .await
                .text()
                .contains(&id.to_string()),
            "{page}"
        );
    }

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_feed_the_front_door_leads_into_the_chat() {
    let folder = folder();
    let settings = settings(folder.path(), "feed.enabled = false");
    let app = start_with(&settings, quickly()).await;
    let door = get(app.address, "/", &[]).await;
    assert_eq!((door.status, door.header("location")), (303, Some("/chat")));

    for page in [
        "/best/day",
        "/styles",
        "/style/wave",
        "/p/abc",
        "/feed.atom",
    ] {
        assert_eq!(get(app.address, page, &[]).await.status, 404, "{page}");
    }

    app.app.stop().await.unwrap();
}
