//! From two pictures to a painting.

use std::{sync::Arc, time::Duration};

use vernissage::{
    engine::{
        device::DeviceChoice,
        image::{Limits, Picture},
        vgg::Weights,
    },
    works,
};

use crate::support::{
    service::{folder, picture, quick, settings, slow, start, start_with},
    visitor::{Visitor, labels, says},
};

async fn painting(visitor: &Visitor) -> Picture {
    let bubble = visitor.read("Your painting!").await;
    let url = bubble["pictures"][0]["url"].as_str().unwrap().to_owned();
    let answer = visitor.get(&url).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("image/jpeg"))
    );

    Picture::decode(&answer.body, &Limits::default()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_pictures_become_a_painting() {
    let folder = folder();
    let app = start(folder.path(), slow()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;

    let grown =
        |bubble: &&serde_json::Value| bubble["live"] == true && !says(bubble, "Painting: 0 %");
    visitor
        .see(|bubbles| {
            bubbles
                .iter()
                .find(grown)
                .filter(|bubble| says(bubble, "Painting:"))
                .cloned()
        })
        .await;

    let painting = painting(&visitor).await;
    assert_eq!((painting.width(), painting.height()), (48, 36));

    let [red, _, blue] = painting.as_rgb()[..3] else {
        unreachable!()
    };
    assert!(red > 100 && blue > 100, "half photo, half style");
    assert!(labels(&visitor.read("Your painting!").await).len() >= 6);
    visitor.read("Done! Here it comes.").await;
    visitor.press("More style").await;

    visitor.read("strong").await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_opened_again_shows_everything() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    painting(&visitor).await;

    app.app.stop().await.unwrap();

    let app = start(folder.path(), quick()).await;
    let again = Visitor::back(&app, visitor.cookie.clone());
    painting(&again).await;
    assert_eq!(again.count("Your painting!"), 1);

    let sent = again
        .see(|bubbles| {
            bubbles
                .iter()
                .find(|bubble| bubble["from"] == "me")
                .cloned()
        })
        .await;

    let copy = again
        .get(sent["pictures"][1]["url"].as_str().unwrap())
        .await;
    assert_eq!(
        (copy.status, copy.header("content-type")),
        (200, Some("image/jpeg"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_painting_stops_and_the_next_begins() {
    let folder = folder();
    let app = start(folder.path(), slow()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    visitor.read("Painting:").await;

    visitor.press("Cancel").await;
    visitor.read("Cancelled.").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(visitor.count("Your painting!"), 0);
    visitor.order().await;

    painting(&visitor).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_style_may_be_chosen_from_the_gallery_and_russian_is_spoken() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    visitor.write("/settings").await;
    visitor.press("🌐 English").await;
    visitor.press("Русский").await;

    visitor
        .see(|bubbles| {
            bubbles
                .iter()
                .find(|bubble| says(bubble, "Так я рисую"))
                .cloned()
        })
        .await;

    assert!(visitor.get("/chat").await.text().contains("lang=\"ru\""));
    visitor.send(&[picture([9, 99, 9])]).await;
    visitor.press("стил").await;
    visitor.press("Хокусай").await;
    visitor.press("🎨").await;

    visitor
        .see(|bubbles| {
            bubbles
                .iter()
                .find(|bubble| labels(bubble).len() >= 6 && bubble["pictures"][0].is_object())
                .cloned()
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_engine_itself_paints_a_small_picture() {
    let folder = folder();
    let weights = Weights::load("models/vgg19-q8.safetensors".as_ref()).unwrap();
    let device = DeviceChoice::Cpu.open().unwrap();
    let settings = settings(folder.path(), "tiers.free.iterations = 4\n");
    let app = start_with(
        &settings,
        Arc::new(move || works::makers(&weights, &device)),
    )
    .await;

    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    assert_eq!(painting(&visitor).await.width(), 48);
}
