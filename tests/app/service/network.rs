//! The page /network, as browsers without scripts see it: how it works, for the curious.

use std::net::SocketAddr;

use vernissage::domain::language::Language;

use crate::support::{
    http::{self, Answer},
    service::{folder, quick, quickly, settings, start, start_with},
};

/// All pictures of the figures together, and all sheets of the atlas, in bytes.
const FIGURES: usize = 1_000_000;
const SHEETS: usize = 3_200_000;

async fn get(at: SocketAddr, path: &str, language: &str) -> Answer {
    let headers = [("accept-language", language)];
    http::ask(at, &format!("GET {path}"), &headers, b"").await
}

/// What stands in every attribute that begins so.
fn values<'a>(page: &'a str, before: &str) -> Vec<&'a str> {
    page.split(before)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// The bytes of a picture, which any browser may keep for good.
async fn weigh(at: SocketAddr, address: &str) -> usize {
    let picture = get(at, address, "en").await;
    assert_eq!(picture.status, 200, "{address}");
    assert_eq!(picture.header("content-type"), Some("image/webp"));
    assert_eq!(picture.header("set-cookie"), None);
    assert_eq!(
        picture.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );

    picture.body.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_explained_in_ten_figures_in_every_language() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    for language in Language::ALL {
        let title = language.text("network-title");
        let all_channels = language.fill(
            "network-atlas-all",
            &[("layer", 13.into()), ("channels", 512.into())],
        );

        let front = get(app.address, "/", language.tag()).await.text();
        let links = values(&front, "href=\"/network");
        assert_eq!(links.len(), 2, "one in the welcome, one in the footer");

        let page = get(app.address, "/network", language.tag()).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("cache-control"), Some("private, no-cache"));

        let page = page.text();
        assert!(page.contains(&title) && page.contains(&all_channels));
        assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())));
        assert_eq!(page.matches("<section class=\"explained ").count(), 10);
        let others = Language::ALL.len() - 1;
        assert_eq!(
            page.matches("<li>").count(),
            40 + 64 + 128 + 256 + 2 * 512 + 8 + others
        );
        assert!(!page.contains("Unknown localization"), "a text is missing");

        let figures = page.split("id=\"atlas\"").next().unwrap();
        let pictures = values(figures, "<img src=\"/network/").len();
        let alts = values(figures, " alt=\"");
        let named = alts.iter().filter(|alt| alt.len() > 10).count();
        assert_eq!(named, pictures, "{alts:?}");
    }

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn its_pictures_are_light_and_kept_by_browsers() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let page = get(app.address, "/network", "en").await.text();

    let mut addresses = values(&page, "<img src=\"/network/");
    addresses.sort_unstable();
    addresses.dedup();
    let mut weight = 0;
    for address in addresses {
        weight += weigh(app.address, &format!("/network/{address}")).await;
    }
    assert!(weight < FIGURES, "{weight} bytes of figures");

    let style = get(app.address, "/chat/assets/network.css", "en")
        .await
        .text();
    let sheets = values(&style, "url(\"");
    assert_eq!(sheets.len(), 5);

    let mut weight = 0;
    for sheet in sheets {
        weight += weigh(app.address, sheet).await;
    }
    assert!(weight < SHEETS, "{weight} bytes of sheets");

    let none = get(app.address, "/network/pictures/none.webp", "en").await;
    assert_eq!(none.status, 404);

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_public_site_it_is_not_there() {
    let folder = folder();
    let settings = settings(folder.path(), "feed.enabled = false");
    let app = start_with(&settings, quickly()).await;
    let page = get(app.address, "/network", "en").await;
    assert_eq!(page.status, 404);

    app.app.stop().await.unwrap();
}
