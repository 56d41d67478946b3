//! The quick lane beside a painting.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::sleep,
    time::Duration,
};

use vernissage::{
    domain::work::{painting, styles},
    engine::{
        image::Picture,
        work::{MakeError, Maker, OnStep, Order, Piece},
    },
    workers::jobs::{KindMaker, Makers},
};

use crate::support::{
    makers::{Mirror, MirrorStep},
    service::{folder, picture, settings, start_with},
    visitor::Visitor,
    wait::wait_until,
};

/// A painting that is not done before this is true.
#[derive(Clone, Default)]
struct Gate(Arc<AtomicBool>);

impl Maker for Gate {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let picture: &Picture = &order.photo;
        let mut stopped = false;
        while !stopped && !self.0.load(Ordering::Relaxed) {
            let step = MirrorStep {
                done: 1,
                total: 2,
                picture,
            };
            stopped = on_step(&step) == ControlFlow::Break(());
            sleep(Duration::from_millis(5));
        }

        Ok(Piece {
            picture: picture.clone(),
            iterations: 2,
            film: None,
            found: Vec::new(),
            stopped,
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_sheets_of_sketches_beside_a_painting_all_end_before_it_and_so_does_it() {
    let folder = folder();
    let more = "limits.free_at_once = 10\nlimits.jobs_at_once = 10\nkinds.styles.free_per_day = 100\n\
                quick.percent = 100\nquick.burst_seconds = 3600";
    let gate = Gate::default();
    let makers = {
        let gate = gate.clone();
        move || {
            let mirror = Mirror {
                steps: 1,
                pause: Duration::ZERO,
            };
            Makers::new(vec![
                KindMaker {
                    kind: painting::NAME,
                    maker: Box::new(gate.clone()),
                },
                KindMaker {
                    kind: styles::NAME,
                    maker: Box::new(mirror),
                },
            ])
        }
    };
    let app = start_with(&settings(folder.path(), more), Arc::new(makers)).await;

    let painter = Visitor::new(&app).await;
    painter.order().await;
    painter.read("Painting: ").await;

    let mut crowd = Vec::new();
    for _ in 0..10 {
        let visitor = Visitor::new(&app).await;
        visitor.send(&[picture([200, 30, 30])]).await;
        crowd.push(visitor);
    }
    for visitor in &crowd {
        for _ in 0..10 {
            visitor.press("👀 My photo in all eight styles").await;
        }
    }

    for visitor in &crowd {
        wait_until("ten sheets have come", async || {
            visitor.count("Your photo in eight styles.") == 10
        })
        .await;
    }
    assert_eq!(painter.count("Your painting!"), 0, "it still goes on");

    gate.0.store(true, Ordering::Relaxed);
    painter.read("Your painting!").await;
    app.app.stop().await.unwrap();
}
