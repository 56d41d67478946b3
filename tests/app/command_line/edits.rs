//! The style of a painting is edited on the command line.

use super::{Workspace, json, refused};

/// The style of the workspace with its left half painted over.
fn paint_over(workspace: &Workspace) {
    let mut copy = image::open(workspace.path("style.jpg")).unwrap().to_rgb8();
    for (x, _, pixel) in copy.enumerate_pixels_mut() {
        if x < 32 {
            pixel.0 = [20, 250, 30];
        }
    }

    copy.save(workspace.path("copy.jpg")).unwrap();
}

#[test]
fn a_style_can_be_edited_and_a_texture_needs_no_photo() {
    let workspace = Workspace::new();
    paint_over(&workspace);

    let edits = [
        "--colours",
        "3",
        "--part",
        "0,0,100,60",
        "--without",
        "copy.jpg",
        "--statistics",
        "means",
    ];
    let usual = ["--iterations", "1", "--out"];
    let done = workspace.stylize(&[&usual[..], &["plain.png"]].concat());
    assert!(done.status.success(), "{done:?}");
    let done = workspace.stylize(&[&usual[..], &["edited.png"], &edits].concat());
    assert!(done.status.success(), "{done:?}");

    let read = |name| image::open(workspace.path(name)).unwrap().to_rgb8();
    assert!(read("plain.png") != read("edited.png"));

    let texture = "stylize --style style.jpg --texture --shape phone --size 104 --iterations 1 \
                   --out texture.png --json";
    let report = json(&workspace.run(&texture.split_whitespace().collect::<Vec<_>>()));
    assert_eq!(
        (&report["width"], &report["height"]),
        (&48.into(), &104.into())
    );
}

#[test]
fn an_edit_that_does_not_do_is_said_before_the_work() {
    let workspace = Workspace::new();
    let cases: [(&[&str], i32, &str); 8] = [
        (&["--colours", "17"], 2, "2 to 16"),
        (
            &["--colours", "3", "--colours", "5"],
            2,
            "once for each --style",
        ),
        (&["--part", "corner"], 2, "there is no part corner"),
        (
            &["--part", "0,0,20,20"],
            3,
            "style.jpg: the part of the style picture has 13 x 16 px",
        ),
        (
            &["--without", "photo.png"],
            3,
            "photo.png: the painted-over copy has another shape",
        ),
        (&["--without", "style.jpg"], 3, "nothing is painted over"),
        (&["--shape", "phone"], 2, "--texture"),
        (&["--texture"], 2, "--content"),
    ];

    for (arguments, code, words) in cases {
        let arguments = [arguments, &["--iterations", "100000", "--out", "o.png"]].concat();
        refused(&workspace.stylize(&arguments), code, words);
    }
}
