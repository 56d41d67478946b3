//! `vernissage colour` as a person uses it.

use super::{Workspace, refused};

fn luma(pixel: image::Rgb<u8>) -> u8 {
    let [red, green, blue] = pixel.0.map(u32::from);
    ((299 * red + 587 * green + 114 * blue + 500) / 1000) as u8
}

#[test]
fn a_coloured_photo_keeps_its_size_and_luminance() {
    let workspace = Workspace::new();
    let read = |name| image::open(workspace.path(name)).unwrap().to_rgb8();

    let done = workspace
        .command()
        .args(["colour", "--content", "photo.png"])
        .args(["--reference", "style.jpg", "--out", "c.png", "--json"])
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(report["stopped"], false);

    let photo = read("photo.png");
    let coloured = read("c.png");
    assert_eq!(coloured.dimensions(), photo.dimensions());
    let lumas =
        |picture: &image::RgbImage| -> Vec<u8> { picture.pixels().copied().map(luma).collect() };
    assert_eq!(lumas(&photo), lumas(&coloured));
    assert!(photo != coloured);
}

#[test]
fn what_cannot_be_coloured_is_said_before_the_work() {
    let workspace = Workspace::new();
    let cases: [(&[&str], i32, &str); 4] = [
        (&["--amount", "garish", "--out", "o.png"], 2, "garish"),
        (&["--out", "o.gif"], 2, ".png"),
        (
            &["--reference", "missing.png", "--out", "o.png"],
            3,
            "missing.png",
        ),
        (&["--out", "photo.png"], 2, "--content"),
    ];

    for (arguments, code, words) in cases {
        let mut command = workspace.command();
        command.args(["colour", "--content", "photo.png"]);
        refused(&command.args(arguments).output().unwrap(), code, words);
    }
}
