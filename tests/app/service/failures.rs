//! Failures, after which nobody has lost anything.

use std::{sync::Arc, time::Duration};

use tempfile::TempDir;
use vernissage::{
    domain::{credits::Credits, ids::PersonId, time::Moment},
    engine::stylize::fake::{FakePainter, Trouble},
    store::{CreditGrant, LedgerStore},
};

use crate::support::{
    clock::TestClock,
    makers::makers,
    service::{
        TestApp, folder, picture, quick, quickly, settings, slow, start, start_by, start_with,
        store,
    },
    visitor::Visitor,
    wait::PATIENCE,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_dies_in_the_middle_goes_on_and_delivers_once() {
    let folder = folder();
    let app = start(folder.path(), slow()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    visitor.read("Painting: 4").await;

    drop(app);

    let app = start(folder.path(), slow()).await;
    let again = Visitor::back(&app, visitor.cookie.clone());
    again.read("Your painting!").await;
    assert_eq!(again.count("Your painting!"), 1);
    assert!(store(folder.path()).await.audit().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_stopped_puts_its_painting_away() {
    let folder = folder();
    let app = start(folder.path(), slow()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    visitor.read("Painting:").await;

    app.app.stop().await.unwrap();

    let app = start(folder.path(), quick()).await;
    let again = Visitor::back(&app, visitor.cookie.clone());
    again.read("Your painting!").await;
}

/// A painting for 50 of 70 credits that ends with an apology; everything else about it stays in
/// order.
async fn failed_premium(painter: FakePainter, apology: &str) -> (TestApp, TempDir) {
    let folder = folder();
    let settings = settings(folder.path(), "limits.painting_seconds = 2");
    let app = start_with(&settings, Arc::new(move || makers(painter))).await;
    let visitor = Visitor::new(&app).await;
    visitor.write("/balance").await;

    visitor.read("You have 0 credits").await;

    let store = store(folder.path()).await;
    let person = PersonId(1);
    let amount = Credits::new(70);
    let grant = CreditGrant {
        person,
        amount,
        reason: "a gift".into(),
        note: "a gift".into(),
        now: Moment::default(),
    };

    assert!(store.grant(grant).await.unwrap());
    visitor
        .send(&[picture([1, 2, 3]), picture([4, 5, 6])])
        .await;

    visitor.press("Size and quality").await;
    visitor.press("Premium").await;
    visitor.press("for 50 credits").await;
    visitor.read(apology).await;
    visitor.read("All 50 credits are back.").await;

    visitor.write("/balance").await;
    visitor.read("You have 70 credits").await;
    assert_eq!(visitor.count("Your painting as it grew"), 0);
    assert!(store.audit().await.unwrap().is_empty());

    (app, folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_the_engine_ends_with_an_apology_and_the_credits_back() {
    failed_premium(
        FakePainter {
            trouble: Trouble::Panic,
            ..quick()
        },
        "something went wrong on my side",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_painting_that_does_not_fit_is_refused_with_the_credits_back() {
    failed_premium(
        FakePainter {
            trouble: Trouble::Memory,
            ..quick()
        },
        "too large for me",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_painting_that_takes_too_long_is_given_up_with_the_credits_back() {
    failed_premium(slow(), "took far too long").await;
}

/// A supervisor restarts the service, and with it the device.
#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_hangs_ends_the_service_but_first_the_painting() {
    let painter = FakePainter {
        trouble: Trouble::Silence,
        ..quick()
    };
    let (app, _folder) = failed_premium(painter, "took far too long").await;
    let ended = app.app.run_until(tokio::time::sleep(PATIENCE)).await;

    assert!(ended.unwrap_err().to_string().contains("jobs"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_that_were_sent_are_deleted_in_time_and_paintings_stay() {
    let folder = folder();
    let clock = TestClock::default();
    let settings = settings(folder.path(), "limits.keep_inputs_days = 30");
    let app = start_by(clock.clone(), &settings, quickly()).await;
    let visitor = Visitor::new(&app).await;

    visitor.order().await;

    let painting = visitor.read("Your painting!").await;
    let kept = || {
        std::fs::read_dir(folder.path().join("pictures/1"))
            .unwrap()
            .count()
    };
    let before = kept();

    clock.put_forward(Duration::from_hours(31 * 24));

    while kept() + 2 > before {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    assert_eq!(
        visitor
            .get(painting["pictures"][0]["url"].as_str().unwrap())
            .await
            .status,
        200
    );

    visitor.press("Same photo, another style").await;
    visitor.read("The photo has since been deleted").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_claims_to_be_a_photo_gets_a_plain_answer() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    visitor
        .send(&[b"Dear sir, this is a letter.".to_vec()])
        .await;

    visitor
        .read("This is text. I need a picture to paint from.")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_named_with_a_way_to_send_one() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    let whole = picture([200, 30, 30]);
    let files: [(&[u8], &str); 6] = [
        (
            b"%PDF-1.7\n",
            "This is a PDF. I need a picture: a screenshot",
        ),
        (
            b"\0\0\0\x18ftypisom\0\0\0\0",
            "This file arrived incomplete.",
        ),
        (
            b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
            "This is an AVIF picture, and I can't read AVIF yet. Send it as a photo",
        ),
        (b"PK\x03\x04\x14\0", "This is an archive or a document."),
        (&whole[..whole.len() / 3], "This file arrived incomplete."),
        (&[0xa5; 64], "I can't open this file as a picture"),
    ];

    for (file, words) in files {
        visitor.send(&[file.to_vec()]).await;
        visitor.read(words).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn photo_of_an_iphone_is_a_photo() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    let heic = include_bytes!("../../../engine/testdata/inputs/x265_420.heic");
    visitor.send(&[heic.to_vec()]).await;

    visitor.read("Which style would you like?").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_is_answered_once() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    for _ in 0..2 {
        assert_eq!(visitor.post("/chat/text", "the same", "/help").await, 202);
    }

    visitor.read("/settings").await;
    visitor.write("/terms").await;
    visitor.read("Please send only pictures").await;
    assert_eq!(visitor.count("/settings"), 1);
}
