//! How much is kept of what people send, and what a crash leaves.

use std::{
    fs::{self, File},
    path::Path,
    time::{Duration, SystemTime},
};

use vernissage::engine::image::{OutputFormat, Picture};

use super::newcomer::{BEHIND_A_PROXY, Newcomer, stored};
use crate::support::{
    service::{TestApp, folder, pair, picture, quickly, settings, slowly, start_with},
    visitor::Visitor,
    wait::wait_until,
};

/// More than any disk has free.
const NO_ROOM: &str = "storage.free_megabytes_floor = 1000000000\n";

async fn start(folder: &Path, more: &str) -> TestApp {
    let settings = settings(folder, &format!("{BEHIND_A_PROXY}{more}"));
    start_with(&settings, quickly()).await
}

/// A photo of more than half a megabyte as it is kept, and less than one as it is sent.
fn heavy_photo(seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let noise = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 24) as u8
    });
    let rgb = noise.take(640 * 640 * 3).collect();
    let photo = Picture::from_rgb(640, 640, rgb).unwrap();
    let bytes = photo.encode(OutputFormat::Jpeg).unwrap();
    assert!((550_000..999_000).contains(&bytes.len()), "{}", bytes.len());

    bytes
}

fn kept_inputs(folder: &Path) -> usize {
    let is_upload = |path: &&String| path.contains("/pictures/uploads/");
    stored(folder)
        .iter()
        .filter(|path| !is_upload(path))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_so_much_kept_and_reads_until_when() {
    let folder = folder();
    let limits = "limits.picture_megabytes = 1\nlimits.kept_megabytes = 1\n";
    let app = start(folder.path(), limits).await;
    let newcomer = Newcomer::new(app.address, "203.0.113.7").await;
    let visitor = Visitor::back(&app, newcomer.cookie.clone());

    for seed in 1..=2 {
        assert_eq!(newcomer.send(&[&heavy_photo(seed)]).await.status, 202);
    }
    visitor.read("All set").await;

    assert_eq!(newcomer.send(&[&heavy_photo(3)]).await.status, 202);
    let refusal = visitor.read("all the space I have for one person").await;
    assert!(refusal["text"].as_str().unwrap().contains("From 2"));
    assert_eq!(kept_inputs(folder.path()), 2, "nothing older was deleted");

    let another = Newcomer::new(app.address, "203.0.113.7").await;
    let page = Visitor::back(&app, another.cookie.clone());
    assert_eq!(another.send(&[&heavy_photo(4)]).await.status, 202);
    page.read("Which style").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_has_so_much_kept() {
    let folder = folder();
    let limits = "limits.picture_megabytes = 1\nnetwork.kept_megabytes = 1\n";
    let app = start(folder.path(), limits).await;

    for seed in 1..=2 {
        let newcomer = Newcomer::new(app.address, "203.0.113.7").await;
        let page = Visitor::back(&app, newcomer.cookie.clone());
        assert_eq!(newcomer.send(&[&heavy_photo(seed)]).await.status, 202);
        page.read("Which style").await;
    }

    let third = Newcomer::new(app.address, "203.0.113.7").await;
    let page = Visitor::back(&app, third.cookie.clone());
    assert_eq!(third.send(&[&heavy_photo(3)]).await.status, 202);
    page.read("come from your network lately").await;
    assert_eq!(kept_inputs(folder.path()), 2);

    let neighbour = Newcomer::new(app.address, "203.0.113.8").await;
    let page = Visitor::back(&app, neighbour.cookie.clone());
    assert_eq!(neighbour.send(&[&heavy_photo(4)]).await.status, 202);
    page.read("Which style").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_almost_full_takes_no_pictures_and_paints_on() {
    let folder = folder();
    let app = start_with(&settings(folder.path(), ""), slowly()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    visitor.read("Painting: ").await;
    app.app.stop().await.unwrap();

    let app = start(folder.path(), NO_ROOM).await;
    let newcomer = Newcomer {
        address: app.address,
        cookie: visitor.cookie.clone(),
        network: "203.0.113.7",
    };
    let before = stored(folder.path());
    assert_eq!(newcomer.send(&[&picture([9, 9, 99])]).await.status, 507);
    assert!(!stored(folder.path()).iter().any(|path| {
        let is_new = !before.contains(path);
        is_new && (path.contains("/incoming/") || path.contains("/uploads/"))
    }));

    Visitor::back(&app, visitor.cookie)
        .read("Your painting!")
        .await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_goes_after_an_hour() {
    let folder = folder();
    let app = start(folder.path(), "").await;
    let visitor = Visitor::new(&app).await;
    visitor.send(&pair()).await;
    visitor.read("All set").await;
    app.app.stop().await.unwrap();

    let accepted = stored(folder.path());
    let upload = accepted.iter().find(|path| path.contains("/uploads/"));
    let visitors_folder = Path::new(upload.unwrap()).parent().unwrap();
    let pictures = folder.path().join("pictures");
    let key = |digit: &str| digit.repeat(40);

    let old = [
        pictures.join("incoming/aa"),
        pictures.join("incoming/bb#1"),
        pictures.join("1").join(format!("{}#2", key("1"))),
        pictures.join("uploads/nobody").join(key("2")),
        visitors_folder.join(key("3")),
    ];
    let new = [
        pictures.join("incoming/cc"),
        pictures.join("uploads/somebody").join(key("4")),
    ];
    for path in old.iter().chain(&new) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "left").unwrap();
    }
    fs::create_dir_all(pictures.join("77/empty")).unwrap();

    let hours_ago = SystemTime::now() - Duration::from_hours(2);
    for path in old
        .iter()
        .map(|path| path.to_str().unwrap().to_owned())
        .chain(accepted.clone())
    {
        File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_modified(hours_ago)
            .unwrap();
    }

    let app = start(folder.path(), "").await;
    wait_until("what is old is gone", async || {
        old.iter().all(|path| !path.exists()) && !pictures.join("77").exists()
    })
    .await;

    assert!(new.iter().all(|path| path.exists()));
    assert!(!pictures.join("uploads/nobody").exists());
    for path in accepted {
        assert!(Path::new(&path).exists(), "{path} was accepted");
    }
    app.app.stop().await.unwrap();
}
