//! The service with its pictures in a bucket of an S3 store, which is out of order now and then.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use vernissage::{
    app::{App, Devices, listen, open_storage},
    clock::{Clock, SystemClock},
    domain::{
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
    },
    engine::master::Resampler,
    pictures::{FileOnDisk, NewFile, Pictures, Storage},
    store::{masters::MasterState, pictures::PictureKind},
};

use crate::{
    service::{
        canvas::{order, paid},
        master::{self, master},
    },
    support::{
        faults::Fault,
        http,
        object_server::{ObjectServer, SECRET_KEY},
        service::{TestApp, folder, pair, quickly, settings, start_with, store},
        visitor::Visitor,
        wait::wait_until,
    },
};

const OUT_OF_ORDER: Fault = Fault::Gateway(503);

/// The service with its pictures in this store. The first failure that counts is the last.
async fn start(folder: &Path, server: &ObjectServer) -> TestApp {
    let more = format!(
        "server.monitor_listen = \"127.0.0.1:0\"\nqueue.attempts = 1\n{}",
        server.toml()
    );
    start_with(&settings(folder, &more), quickly()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_out_of_order_delays_and_loses_nothing() {
    let folder = folder();
    let server = ObjectServer::start().await;
    let app = start(folder.path(), &server).await;
    let visitor = Visitor::new(&app).await;

    // The upload arrives, and then cannot be read for two turns.
    server.faults().order("GET", 6, OUT_OF_ORDER);
    visitor.send(&pair()).await;
    visitor.read("All set.").await;
    assert_eq!(visitor.count("not be fetched"), 0);

    // The painter finds no photo, previews are lost, and the painting is not taken at once.
    server.faults().order("GET", 3, OUT_OF_ORDER);
    server.faults().order("PUT", 6, OUT_OF_ORDER);
    visitor.press("Paint it").await;
    let painting = visitor.read("Your painting!").await;
    assert!(!server.faults().has_orders(), "everything went wrong");
    assert!(!server.files().is_empty());
    assert!(!folder.path().join("pictures").exists());

    // The page's picture is cut in the middle, and whole all the same.
    let url = painting["pictures"][0]["url"].as_str().unwrap();
    server.faults().order("GET", 1, Fault::HalfAnswer);
    let shown = visitor.get(url).await;
    assert_eq!(shown.status, 200);
    assert!(!server.faults().has_orders());
    assert!(shown.body.starts_with(&[0xff, 0xd8]) && shown.body.ends_with(&[0xff, 0xd9]));

    // The store is gone: pictures have to wait, words do not.
    let monitor = app.app.monitor_address().unwrap();
    let readiness = async || http::ask(monitor, "GET /readyz", &[], b"").await.text();
    server.faults().set_down(true);
    assert_eq!(visitor.get(url).await.status, 503);
    visitor.write("/terms").await;
    visitor.read("Please send only pictures").await;
    wait_until("the lost store is noticed", async || {
        readiness().await == "storage\n"
    })
    .await;

    server.faults().set_down(false);
    wait_until("the store is back", async || readiness().await == "ready\n").await;
    assert_eq!(visitor.get(url).await.status, 200);

    let metrics = http::ask(monitor, "GET /metrics", &[], b"").await.text();
    assert!(metrics.contains("vernissage_storage_requests_total{operation=\"get\""));

    // Nothing of a person who is forgotten stays, also if the store fails at first.
    server.faults().order("DELETE", 3, OUT_OF_ORDER);
    visitor.write("/delete_me").await;
    visitor.press("Yes, delete everything").await;
    wait_until("the bucket is empty", async || server.files().is_empty()).await;

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn masters_go_to_a_bucket_in_parts_and_come_in_pieces() {
    let folder = folder();
    let server = ObjectServer::start().await;
    let more = server.toml();
    let app = master::start(folder.path(), &more, Arc::new(|| Box::new(Resampler))).await;
    let visitor = Visitor::new(&app).await;

    paid(&app, &visitor).await;
    server.faults().order("PUT", 4, OUT_OF_ORDER);
    visitor.read("your picture is ready to print").await;

    let rows = store(folder.path()).await;
    let MasterState::Done(files) =
        master(&rows, |state| matches!(state, MasterState::Done(_))).await
    else {
        unreachable!("it is done")
    };
    let owner = order(&rows, "paid").await.person;
    let storage = open_storage(&settings(folder.path(), &more)).unwrap();
    let pictures = Pictures::new(storage.clone(), Arc::new(rows), Arc::new(SystemClock));
    let file = pictures.bytes(owner, PictureRef::Own(files.master)).await;
    assert!(file.unwrap().unwrap().starts_with(b"II*\0"), "a TIFF");

    // A master of a proper size goes in parts and comes in pieces.
    let bytes: Vec<u8> = (0..9_000_000_u32).map(|at| (at / 7) as u8).collect();
    let file = FileOnDisk::create(PictureSize::new(1, 1), |file| Ok(file.write_all(&bytes)?));
    let new = NewFile {
        owner,
        kind: PictureKind::Painting,
        file: file.unwrap(),
    };

    server.faults().order("PUT", 1, OUT_OF_ORDER);
    let key = pictures.keep_file(new).await.unwrap().unwrap();
    assert_eq!(key, PictureKey::from_bytes(&bytes));
    // One part of two is cut, and then the store is slow to go on.
    server.faults().order("GET", 1, Fault::HalfAnswer);
    server
        .faults()
        .order("GET", 1, Fault::Late(Duration::from_millis(500)));
    let read = pictures.bytes(owner, PictureRef::Own(key)).await.unwrap();
    assert!(read.unwrap() == bytes);
    assert!(!server.faults().has_orders());

    // As another storage takes it over.
    let other = Storage::in_folder(&folder.path().join("other")).unwrap();
    let name = format!("{owner}/{key}");
    assert!(other.copy_from(&storage, &name).await.unwrap());
    assert!(fs::read(folder.path().join("other").join(&name)).unwrap() == bytes);
    assert!(!other.copy_from(&storage, "1/none").await.unwrap());

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_in_a_bucket_is_swept() {
    let folder = folder();
    let server = ObjectServer::start().await;
    let rows = Arc::new(store(folder.path()).await);
    let storage = open_storage(&settings(folder.path(), &server.toml())).unwrap();
    let pictures = Pictures::new(storage, rows, Arc::new(SystemClock));
    let hour = Duration::from_hours(1);

    let key = PictureKey::from_bytes(b"photo");
    let upload = format!("uploads/visitor/{key}");
    for (name, age) in [
        ("incoming/old", 2 * hour),
        ("incoming/new", Duration::ZERO),
        (upload.as_str(), 2 * hour),
        ("7/painting", 100 * hour),
    ] {
        let path = server.root().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let file = File::create(&path).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
    }

    let now = SystemClock.now();
    let written = pictures.uploads_written(now.minus(3 * hour), now.minus(hour));
    assert_eq!(written.await.unwrap()["visitor"], [key]);

    pictures.delete_leftovers(hour).await.unwrap();
    pictures.delete_unfinished_uploads(hour).await.unwrap();
    assert_eq!(server.files().len(), 3);
    pictures.delete_old_uploads(hour).await.unwrap();
    assert_eq!(server.files().len(), 2);

    // One that was not begun leaves nothing, and neither does one that is dropped.
    let mut arriving = pictures.begin_upload();
    arriving.write(&vec![7; 6_000_000]).await.unwrap();
    drop(arriving);
    let mut arriving = pictures.begin_upload();
    arriving.write(b"small").await.unwrap();
    drop(arriving.finish().await.unwrap());
    wait_until("nothing is left", async || server.files().len() == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_is_named_at_the_start() {
    let server = ObjectServer::start().await;
    let refusal = async |toml: &str| {
        let folder = folder();
        let settings = settings(folder.path(), toml);
        let listener = listen(settings.server.listen).unwrap();
        let started = App::start(&settings, Some(listener), Devices::painters(Vec::new())).await;
        format!("{:?}", started.err().unwrap())
    };

    let wrong_key = refusal(&server.toml_with("s3://photos", "other+/key")).await;
    assert!(wrong_key.contains("storage.secret_key"), "{wrong_key}");
    assert!(wrong_key.contains("SignatureDoesNotMatch"), "{wrong_key}");
    for secret in ["other+/key", SECRET_KEY, "AKIA"] {
        assert!(!wrong_key.contains(secret), "{wrong_key}");
    }

    let no_bucket = refusal(&server.toml_with("s3://elsewhere", SECRET_KEY)).await;
    assert!(no_bucket.contains("storage.url"), "{no_bucket}");
}
