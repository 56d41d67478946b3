//! A kind of work that nobody knows: all that it needs is a description, a maker and texts.

use std::{sync::Arc, time::Duration};

use vernissage::domain::work::{
    self, Beside, Code, Effort, FromResult, Kind, KindName, Lane, MadeOf, NextStep, StepAction,
};

use crate::support::{
    makers::{Mirror, makers},
    service::{folder, picture, quick, settings, start_with},
    visitor::{Visitor, labels},
    wait::wait_until,
};

static MIRROR: Kind = Kind {
    name: KindName::new("mirror"),
    command: Some("mirror"),
    made_of: MadeOf::Photo,
    beside: Beside::Nothing,
    starts_at_once: false,
    knobs: &[],
    lane: Lane::Painter,
    effort: Effort::Fixed(1),
    next: &[&[NextStep {
        code: Code('p'),
        label: "button-other-photo",
        action: StepAction::Make {
            kind: KindName::new("mirror"),
            from: FromResult::Result,
        },
    }]],
    picture: None,
    is_lossless: false,
    is_art: true,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_third_kind_is_ordered_made_paid_for_and_made_again() {
    work::add(&MIRROR);

    let folder = folder();
    let more = "kinds.mirror = { offered = true, free_size = 40, free_per_day = 2,\
                premium = { size = 44, price = 7 } }";
    let make = || {
        let mirror = Mirror {
            steps: 3,
            pause: Duration::from_millis(2),
        };
        makers(quick()).with(MIRROR.name, Box::new(mirror))
    };
    let app = start_with(&settings(folder.path(), more), Arc::new(make)).await;
    let visitor = Visitor::new(&app).await;

    visitor.write("/mirror").await;
    visitor.read("Which photo would you like me to use?").await;
    visitor.send(&[picture([200, 30, 30])]).await;
    visitor.read("All set. Ready to start?").await;
    visitor.press("🎨 Paint it, free").await;

    let mirrored = visitor.read("Your painting!").await;
    let labels = labels(&mirrored);
    for label in [
        "Same style, another photo",
        "Premium · 7 credits",
        "As a file",
    ] {
        assert!(
            labels.iter().any(|known| known == label),
            "{label}: {labels:?}"
        );
    }

    // What was made is the photo of the next one.
    visitor.press("Same style, another photo").await;
    visitor.press("🎨 Paint it, free").await;
    wait_until("it is made again", async || {
        visitor.count("Your painting!") == 2
    })
    .await;

    visitor.press("Same style, another photo").await;
    visitor.press("🎨 Paint it, free").await;
    visitor.read("You've used your 2 free paintings").await;
    visitor.press("Premium now for 7 credits").await;
    visitor.read("You need 7 more credits").await;

    visitor.write("/new").await;
    visitor.send(&[picture([200, 30, 30])]).await;
    visitor.press("mirror").await;
    visitor.read("All set. Ready to start?").await;
    app.app.stop().await.unwrap();
}
