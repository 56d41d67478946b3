//! What the print shop gets for a paid canvas, and what the person is told.

use std::{
    ops::ControlFlow,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use vernissage::{
    clock::SystemClock,
    domain::picture::{PictureKey, PictureRef},
    engine::{
        image::{Limits, Picture},
        master::{
            Master, MasterCheckpoint, MasterPainter, MasterProgress, MasterRequest, Resampler,
        },
        stylize::EngineError,
    },
    pictures::Pictures,
    store::{
        MasterStore, OrderStore,
        console::{ConsoleLists, JobFilter, PageStart},
        masters::MasterState,
        sql::SqlStore,
    },
    workers::master::MakeMasterPainter,
};

use crate::support::wait::wait_for;
use crate::{
    service::canvas::{order, paid},
    support::{
        service::{TestApp, folder, quickly, settings, slowly, start_with, store},
        visitor::Visitor,
    },
};

/// Few pixels are enough here.
const SMALL: &str = "[[prints.sizes]]\nwidth = 30\nheight = 40\nprice = \"1800\"\ndpi = 72";

/// The service with what makes masters.
pub(crate) async fn start(folder: &Path, more: &str, make: MakeMasterPainter) -> TestApp {
    let settings = settings(folder, &format!("{more}\n{SMALL}"));
    let mut app = start_with(&settings, quickly()).await;
    app.app.make_masters(&settings, make);
    app
}

/// Waits for the master of the only paid order.
pub(crate) async fn master(store: &SqlStore, wanted: impl Fn(&MasterState) -> bool) -> MasterState {
    wait_for(
        "the master is in the state that is waited for",
        async || {
            let id = order(store, "paid").await.order.id;
            let kept = store.order(id).await.unwrap()?;
            kept.master.filter(|state| wanted(state))
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paid_canvas_gets_a_file_a_sheet_and_a_proof() {
    let folder = folder();
    let app = start(folder.path(), "", Arc::new(|| Box::new(Resampler))).await;
    let visitor = Visitor::new(&app).await;
    let stranger = Visitor::new(&app).await;

    paid(&app, &visitor).await;

    let proof = visitor
        .read("your picture is ready to print, 40×30 cm")
        .await;
    let store = store(folder.path()).await;
    let MasterState::Done(files) =
        master(&store, |state| matches!(state, MasterState::Done(_))).await
    else {
        unreachable!("it is done")
    };

    assert_eq!(files.method, "resampled 48x36");

    let owner = order(&store, "paid").await.person;
    let pictures = Pictures::in_folder(
        &folder.path().join("pictures"),
        Arc::new(store),
        Arc::new(SystemClock),
    )
    .unwrap();

    let bytes = async |key: PictureKey| {
        pictures
            .bytes(owner, PictureRef::Own(key))
            .await
            .unwrap()
            .unwrap()
    };
    let file = bytes(files.master).await;
    assert!(file.starts_with(b"II*\0"), "a TIFF");

    let printed = Picture::decode(&file, &Limits::default()).unwrap();

    // 400 x 300 mm and 45 mm more on each side, at 72 dpi.
    assert_eq!(
        (printed.width(), printed.height()),
        (1134 + 2 * 128, 850 + 2 * 128)
    );

    assert!(bytes(files.sheet).await.starts_with(b"%PDF-"));

    let url = proof["pictures"][0]["url"].as_str().unwrap();
    let shown = Picture::decode(&visitor.get(url).await.body, &Limits::default()).unwrap();
    assert_eq!(
        (shown.width(), shown.height()),
        (printed.width(), printed.height())
    );

    assert_eq!(stranger.get(url).await.status, 404);
    app.app.stop().await.unwrap();
}

/// By the weights and the engine of the program itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_makes_a_master_of_any_finished_painting_by_its_number() {
    let folder = folder();
    let app = start(folder.path(), "", Arc::new(|| Box::new(Resampler))).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    visitor.read("Your painting!").await;

    let console = store(folder.path()).await.console();
    let jobs = console
        .jobs(&JobFilter::default(), PageStart::First)
        .await
        .unwrap();
    let job = jobs.items[0].id.to_string();
    let make = |job: &str| {
        Command::new(env!("CARGO_BIN_EXE_vernissage"))
            .args([
                "master",
                "--job",
                job,
                "--size",
                "12x16",
                "--edge",
                "10",
                "--minutes",
                "0.2",
                "--dpi",
                "72",
            ])
            .args(["--out", "canvas.tif", "--json"])
            .current_dir(folder.path())
            .env("VERNISSAGE__DATABASE__PATH", "test.db")
            .env("VERNISSAGE__STORAGE__PATH", "pictures")
            .env("VERNISSAGE__ENGINE__DEVICE", "cpu")
            .env(
                "VERNISSAGE__MODELS__PATH",
                concat!(env!("CARGO_MANIFEST_DIR"), "/models"),
            )
            .output()
            .unwrap()
    };

    let made = tokio::task::block_in_place(|| make(&job));
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );

    let report: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
    assert!(
        !report["levels"].as_array().unwrap().is_empty(),
        "it was painted on: {report}"
    );

    let file = std::fs::read(folder.path().join("canvas.tif")).unwrap();
    let printed = Picture::decode(&file, &Limits::default()).unwrap();

    // 160 x 120 mm and 10 mm more on each side, at 72 dpi.
    assert_eq!(
        (printed.width(), printed.height()),
        (454 + 2 * 28, 340 + 2 * 28)
    );

    let unknown = tokio::task::block_in_place(|| make("nosuchjob"));
    assert_eq!(unknown.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no job nosuchjob"));
    app.app.stop().await.unwrap();
}

/// Fails as an engine does that has no memory left.
struct Broken;

impl MasterPainter for Broken {
    fn enlarge(
        &mut self,
        _: &MasterRequest,
        _: Option<MasterCheckpoint>,
        _: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<Option<Master>, EngineError> {
        panic!("a broken engine")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_master_that_fails_again_and_again_is_told_of_and_may_be_tried_again() {
    let folder = folder();
    let app = start(
        folder.path(),
        "queue.attempts = 2",
        Arc::new(|| Box::new(Broken)),
    )
    .await;

    let visitor = Visitor::new(&app).await;
    paid(&app, &visitor).await;
    visitor.read("your money and your order are safe").await;

    let store = store(folder.path()).await;
    assert_eq!(
        master(&store, |state| *state == MasterState::Failed).await,
        MasterState::Failed
    );

    assert_eq!(visitor.count("your money and your order are safe"), 1);
    app.app.stop().await.unwrap();

    let id = order(&store, "paid").await.order.id;
    assert!(
        store
            .retry_master(id, vernissage::clock::Clock::now(&SystemClock))
            .await
            .unwrap()
    );

    let app = start(folder.path(), "", Arc::new(|| Box::new(Resampler))).await;
    master(&store, |state| matches!(state, MasterState::Done(_))).await;
    app.app.stop().await.unwrap();
}

/// Works until it may end.
struct Endless(Arc<AtomicBool>);

impl MasterPainter for Endless {
    fn enlarge(
        &mut self,
        request: &MasterRequest,
        _: Option<MasterCheckpoint>,
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<Option<Master>, EngineError> {
        loop {
            let master = Resampler.enlarge(request, None, progress)?;
            if master.is_none() || self.0.load(Ordering::Relaxed) {
                return Ok(master);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_master_makes_way_for_paintings() {
    let folder = folder();
    let may_end = Arc::new(AtomicBool::new(false));
    let settings = settings(folder.path(), SMALL);
    let mut app = start_with(&settings, slowly()).await;
    let make = Arc::clone(&may_end);

    app.app.make_masters(
        &settings,
        Arc::new(move || Box::new(Endless(Arc::clone(&make)))),
    );

    let visitor = Visitor::new(&app).await;
    paid(&app, &visitor).await;

    let store = store(folder.path()).await;
    master(&store, |state| matches!(state, MasterState::Running { .. })).await;

    // The first is painted, the second waits.
    let others = [Visitor::new(&app).await, Visitor::new(&app).await];
    for other in &others {
        other.order().await;
    }

    master(&store, |state| *state == MasterState::Queued).await;
    may_end.store(true, Ordering::Relaxed);

    for other in &others {
        other.read("Your painting!").await;
    }

    master(&store, |state| matches!(state, MasterState::Done(_))).await;
    app.app.stop().await.unwrap();
}
