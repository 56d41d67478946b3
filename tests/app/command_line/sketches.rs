//! `vernissage sketch` as a person uses it.

use super::{Workspace, refused};

#[test]
fn a_sketch_is_a_picture_of_the_photos_shape() {
    let workspace = Workspace::new();
    let sketch = |more: &[&str]| {
        let mut command = workspace.command();
        command.args(["sketch", "--content", "photo.png", "--size", "64"]);
        let done = command.args(more).output().unwrap();
        assert!(done.status.success(), "{done:?}");
        done
    };
    let read = |name| image::open(workspace.path(name)).unwrap().to_rgb8();

    let done = sketch(&["--style", "style.jpg", "--out", "a.png", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(
        (&report["width"], &report["height"]),
        (&64.into(), &43.into())
    );
    assert_eq!(read("a.png").dimensions(), (64, 43));

    // A weak style with the photo's colours is another sketch.
    sketch(&[
        "--style",
        "style.jpg",
        "--strength",
        "0.5",
        "--keep-colors",
        "--out",
        "b.png",
    ]);
    assert!(read("a.png") != read("b.png"));

    sketch(&["--all-styles", "--out", "all.jpg"]);
    let sheet = read("all.jpg");
    assert!(sheet.width() > 4 * 64 && sheet.height() > 2 * 43);
}

#[test]
fn what_cannot_be_sketched_is_said_before_the_work() {
    let workspace = Workspace::new();
    let content = ["--content", "photo.png"];
    let cases: [(&[&str], i32, &str); 6] = [
        (&["--out", "o.png"], 2, "--style"),
        (
            &["--style", "style.jpg", "--all-styles", "--out", "o.png"],
            2,
            "--all-styles",
        ),
        (&["--style", "style.jpg", "--out", "o.gif"], 2, ".png"),
        (
            &["--style", "style.jpg", "--size", "5000", "--out", "o.png"],
            2,
            "5000",
        ),
        (
            &["--style", "missing.png", "--out", "o.png"],
            3,
            "missing.png",
        ),
        (
            &["--style", "style.jpg", "--out", "photo.png"],
            2,
            "--content",
        ),
    ];

    for (arguments, code, words) in cases {
        let mut command = workspace.command();
        command.args(["sketch"]).args(content).args(arguments);
        refused(&command.output().unwrap(), code, words);
    }
}
