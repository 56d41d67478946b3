//! A painting in the feed, from publishing to deletion, on the chat page.

use std::{sync::Arc, time::Duration};

use tempfile::TempDir;
use vernissage::{
    clock::SystemClock,
    domain::feed::{Entry, EntryId, Order, Part, Size, Span},
    engine::image::{Limits, OutputFormat, Picture},
    pictures::{Pictures, feed::FeedPictures},
    store::{FeedStore, sql::SqlFeedStore},
};

use crate::support::{
    http,
    makers::cat_makers,
    service::{
        TestApp, folder, pair, picture, quick, quickly, settings, slowly, start, start_with, store,
    },
    visitor::Visitor,
};

/// The feed as the pages see it.
struct TestSite {
    feed: SqlFeedStore,
    pictures: FeedPictures,
}

impl TestSite {
    async fn start(folder: &TempDir) -> Self {
        let store = store(folder.path()).await;
        let feed = store.feed();
        let files = Pictures::in_folder(
            &folder.path().join("pictures"),
            Arc::new(store),
            Arc::new(SystemClock),
        );

        Self {
            pictures: FeedPictures::new(Arc::new(feed.clone()), files.unwrap()),
            feed,
        }
    }

    async fn newest(&self) -> Vec<Entry> {
        self.feed.page(Order::Newest, None, 9).await.unwrap().items
    }

    /// The size in which a part is served.
    async fn served(&self, id: EntryId, part: Part, size: Size) -> Option<(u32, u32)> {
        let served = self.pictures.open(id, part, size).await.unwrap()?;
        let bytes = served.file.read().await.unwrap();
        let picture = Picture::decode(&bytes, &Limits::default()).unwrap();
        Some((picture.width(), picture.height()))
    }
}

async fn painted(app: &TestApp) -> Visitor {
    let visitor = Visitor::new(app).await;
    visitor.order().await;
    visitor.read("Your painting!").await;
    visitor
}

/// The key in what the visitor sees.
async fn published(visitor: &Visitor) -> EntryId {
    visitor.press("Yes, publish it").await;
    let said = visitor.read("Your painting is in the feed").await;
    let words = said["text"].as_str().unwrap();
    EntryId::parse(words.rsplit('/').next().unwrap().trim()).unwrap()
}

fn files(folder: &TempDir) -> usize {
    let Ok(entries) = std::fs::read_dir(folder.path().join("pictures/feed")) else {
        return 0;
    };
    entries
        .map(|entry| std::fs::read_dir(entry.unwrap().path()).unwrap().count())
        .sum()
}

async fn gone(folder: &TempDir) {
    for _ in 0..500 {
        if files(folder) == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    panic!("files remain");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_painting_is_published_with_what_was_chosen_and_taken_back() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = painted(&app).await;
    let site = TestSite::start(&folder).await;

    visitor.press("Publish").await;
    visitor.press("Show the style").await;
    visitor.read("• the style (your picture): yes").await;

    let id = published(&visitor).await;
    let [entry] = site.newest().await.try_into().unwrap();
    assert_eq!((entry.id, entry.name), (id, None));
    assert_eq!(
        site.served(id, Part::Painting, Size::Grid).await,
        Some((48, 36))
    );

    assert_eq!(
        site.served(id, Part::Painting, Size::Card).await,
        Some((1200, 630))
    );

    assert_eq!(
        site.served(id, Part::Style, Size::Page).await,
        Some((64, 48))
    );

    assert_eq!(
        site.served(id, Part::Photo, Size::Page).await,
        None,
        "it was not chosen"
    );

    assert_eq!(site.served(id, Part::Style, Size::Card).await, None);

    let stranger = Visitor::new(&app).await;
    stranger
        .write(&format!("/start style_{}", entry.style.unwrap()))
        .await;

    stranger.read("Good choice!").await;
    stranger
        .send(&[crate::support::service::picture([9, 9, 9])])
        .await;
    stranger.press("Paint it").await;
    stranger.read("Your painting!").await;
    assert_eq!(
        site.feed
            .style(entry.style.unwrap())
            .await
            .unwrap()
            .unwrap()
            .uses,
        1
    );

    stranger.write("/top").await;
    stranger.press("♥ 1").await;
    stranger.press("♥ 1").await;
    stranger.read("♥").await;

    visitor.write("/published").await;
    visitor.read("These are in the feed.").await;
    visitor.press("1").await;
    visitor.read("public, 1 like").await;
    visitor.press("Take it back").await;

    visitor.read("Taken back").await;
    assert!(site.newest().await.is_empty());
    assert_eq!(site.served(id, Part::Painting, Size::Grid).await, None);
    gone(&folder).await;
    stranger
        .write(&format!("/start style_{}", entry.style.unwrap()))
        .await;

    stranger.read("This style isn't public any more").await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_style_is_used_as_it_was_edited() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    visitor.send(&pair()).await;
    visitor.press("Edit the style").await;
    visitor.press("Fewer colours").await;
    visitor.press("5 colours").await;
    visitor.read("Changed: 5 colours").await;
    visitor.press("Back").await;
    visitor.press("Remove something").await;
    visitor.send(&[painted_over()]).await;
    visitor.read("Changed: 5 colours, something removed").await;
    visitor.press("Paint it").await;
    visitor.read("Your painting!").await;
    visitor.press("Publish").await;
    visitor.press("Show the style").await;
    visitor.read("• the style (your picture): yes").await;
    let id = published(&visitor).await;

    let page = http::ask(app.address, &format!("GET /p/{id}"), &[], b"").await;
    let page = page.text();
    assert!(page.contains("5 colours, something removed"), "{page}");
    let (_, link) = page.split_once("start=style_").unwrap();
    let code = link.split('"').next().unwrap();

    let stranger = Visitor::new(&app).await;
    stranger.write(&format!("/start style_{code}")).await;
    stranger.read("Changed: 5 colours, something removed").await;
    stranger.send(&[picture([9, 9, 9])]).await;
    stranger
        .read("Style: your picture (5 colours, something removed)")
        .await;
    stranger.press("Paint it").await;
    stranger.read("Your painting!").await;
    app.app.stop().await.unwrap();
}

/// The style of [`pair`] with a black square in it.
fn painted_over() -> Vec<u8> {
    let [_, style] = pair();
    let style = Picture::decode(&style, &Limits::default()).unwrap();
    let row = style.width() as usize * 3;
    let mut rgb = style.as_rgb().to_vec();
    for line in rgb.chunks_exact_mut(row).skip(8).take(24) {
        line[30..120].fill(0);
    }

    Picture::from_rgb(style.width(), style.height(), rgb)
        .unwrap()
        .encode(OutputFormat::Png)
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_is_shown_in_the_language_of_everybody_who_looks() {
    let folder = folder();
    let make = || cat_makers(quick());
    let app = start_with(&settings(folder.path(), ""), Arc::new(make)).await;
    let visitor = painted(&app).await;
    visitor.press("Publish").await;
    visitor.press("Title: an Egyptian cat").await;
    visitor.read("• title: an Egyptian cat").await;
    let id = published(&visitor).await;

    for (language, title) in [
        ("en", "An Egyptian cat · In a private style"),
        ("ru", "Египетская кошка · По неизвестной картине"),
    ] {
        let page = async |path: &str| {
            let headers = [("accept-language", language)];
            let page = http::ask(app.address, &format!("GET {path}"), &headers, b"").await;
            page.text()
        };

        let own = page(&format!("/p/{id}")).await;
        for place in [
            format!("<h1>{title}</h1>"),
            format!("<title>{title} · "),
            format!("<meta property=\"og:title\" content=\"{title}\">"),
        ] {
            assert!(own.contains(&place), "{place}: {own}");
        }

        let list = page("/").await;
        let card = format!("<h3><a href=\"/p/{id}\">{title}</a></h3>");
        assert!(list.contains(&card), "{list}");

        let atom = page("/feed.atom").await;
        assert!(atom.contains(&format!("<title>{title}</title>")), "{atom}");
    }

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_deletes_everything_is_in_the_feed_no_more() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = painted(&app).await;
    let site = TestSite::start(&folder).await;

    visitor.press("Publish").await;

    let id = published(&visitor).await;
    assert!(site.served(id, Part::Painting, Size::Page).await.is_some());
    visitor.write("/delete_me").await;
    visitor.press("Yes, delete everything").await;
    visitor.read("deleted").await;

    assert_eq!(site.served(id, Part::Painting, Size::Page).await, None);
    gone(&folder).await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_public_before_the_operator_approves_where_that_is_wanted() {
    let folder = folder();
    let wanted = settings(folder.path(), "feed.approval = true");
    let app = start_with(&wanted, quickly()).await;
    let visitor = painted(&app).await;
    let site = TestSite::start(&folder).await;

    visitor.press("Publish").await;
    visitor.read("our team will have a look").await;
    visitor.press("Yes, publish it").await;
    visitor.read("ready for the feed").await;
    assert!(
        site.newest().await.is_empty()
            && site
                .feed
                .page(Order::Best(Span::Day), None, 9)
                .await
                .unwrap()
                .items
                .is_empty()
    );

    assert_eq!(files(&folder), 3);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_paints_for_the_feed_while_nobody_waits_and_stops_for_anybody_who_does() {
    let folder = folder();
    let wanted = settings(folder.path(), "feed.idle_paintings = true");
    let app = start_with(&wanted, slowly()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;

    visitor.read("Your painting!").await;

    let site = TestSite::start(&folder).await;
    assert!(
        site.newest().await.is_empty(),
        "what was begun for the feed was dropped"
    );

    app.app.stop().await.unwrap();

    let app = start_with(&wanted, quickly()).await;
    let entry = loop {
        if let [entry] = site.newest().await.as_slice() {
            break entry.clone();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };

    assert!(entry.is_by_service && entry.name.is_none() && entry.style.is_some());

    for part in [Part::Painting, Part::Photo, Part::Style] {
        assert!(site.served(entry.id, part, Size::Grid).await.is_some());
    }

    app.app.stop().await.unwrap();
}
