//! `vernissage dream` as a person uses it.

use std::{ffi::OsStr, fs, process::Output};

use vernissage::engine::moving::{self, Format, Limits};

use super::{Workspace, refused};

impl Workspace {
    fn dream<S: AsRef<OsStr>>(&self, more: &[S]) -> Output {
        let mut command = self.command();
        command.args(["dream", "--size", "64", "--strength", "light"]);
        command.args(more).output().unwrap()
    }
}

#[test]
fn a_dream_is_a_picture_of_the_photos_shape() {
    let workspace = Workspace::new();
    let arguments = ["--content", "photo.png", "--theme", "birds", "--out"];

    let done = workspace.dream(&[&arguments[..], &["a.png", "--json"]].concat());
    assert!(done.status.success(), "{done:?}");
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(
        (&report["width"], &report["height"]),
        (&64.into(), &43.into())
    );
    assert_eq!(report["stopped"], false);

    let again = workspace.dream(&[&arguments[..], &["b.png"]].concat());
    assert!(again.status.success());
    let read = |name| image::open(workspace.path(name)).unwrap().to_rgb8();
    assert!(
        read("a.png") == read("b.png"),
        "the same command gives the same dream"
    );
    assert_eq!(read("a.png").dimensions(), (64, 43));

    let other = workspace.dream(&[
        "--content",
        "photo.png",
        "--guide",
        "style.jpg",
        "--out",
        "c.jpg",
    ]);
    assert!(other.status.success());
    let imagined = workspace.dream(&["--theme", "castles", "--out", "d.png"]);
    assert!(imagined.status.success());
    assert_eq!(read("d.png").dimensions(), (64, 64));
}

#[test]
fn a_zoom_is_a_film_in_each_format() {
    let workspace = Workspace::new();
    for (name, format) in [
        ("z.gif", Format::Gif),
        ("z.webp", Format::WebP),
        ("z.MP4", Format::Mp4),
    ] {
        let themes = ["--theme", "dogs", "--theme", "herd"];
        let mut arguments = vec!["--content", "photo.png", "--zoom", "3", "--out", name];
        arguments.extend(themes);
        let done = workspace.dream(&arguments);
        assert!(done.status.success(), "{done:?}");

        let file = fs::read(workspace.path(name)).unwrap();
        let header = moving::probe(&file, &Limits::default()).unwrap();
        assert_eq!((header.format, header.frames), (format, 4), "{name}");
    }
}

#[test]
fn what_cannot_be_dreamt_is_said_before_the_work() {
    let workspace = Workspace::new();
    let content = ["--content", "photo.png"];
    let cases: [(&[&str], i32, &str); 8] = [
        (&["--theme", "unicorns", "--out", "o.png"], 2, "unicorns"),
        (
            &["--theme", "dogs", "--guide", "style.jpg", "--out", "o.png"],
            2,
            "--guide",
        ),
        (
            &["--theme", "dogs", "--theme", "birds", "--out", "o.png"],
            2,
            "--zoom",
        ),
        (&["--zoom", "3", "--out", "o.png"], 2, ".gif"),
        (&["--out", "o.gif"], 2, ".png"),
        (&["--strength", "endless", "--out", "o.png"], 2, "endless"),
        (
            &["--guide", "missing.png", "--out", "o.png"],
            3,
            "missing.png",
        ),
        (&["--out", "photo.png"], 2, "--content"),
    ];

    for (arguments, code, words) in cases {
        let mut command = workspace.command();
        command.args(["dream"]).args(content).args(arguments);
        refused(&command.output().unwrap(), code, words);
    }
}
