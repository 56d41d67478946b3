//! Names of files that are not UTF-8: only Linux has them.

#![cfg(target_os = "linux")]

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::ffi::{OsStrExt, OsStringExt},
    process::Output,
};

use super::{Workspace, complaint, json, refused};

/// A name with a byte that UTF-8 never has.
fn name(text: &str) -> OsString {
    let bytes = text
        .bytes()
        .map(|byte| if byte == b'~' { 0xff } else { byte });
    OsString::from_vec(bytes.collect())
}

/// Runs the words of a line; in each `~` stands for the byte.
fn run(workspace: &Workspace, line: &str) -> Output {
    let words: Vec<OsString> = line.split_whitespace().map(name).collect();
    workspace.run(&words)
}

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let folder = workspace.folder.path();
    fs::copy(folder.join("photo.png"), folder.join(name("ph~oto.png"))).unwrap();
    fs::copy(folder.join("style.jpg"), folder.join(name("st~yle.jpg"))).unwrap();
    fs::copy(folder.join("style.jpg"), folder.join(name("sty:~le:1~"))).unwrap();
    fs::write(folder.join(name("set~tings.toml")), "operator.name = \"A\"").unwrap();

    workspace
}

#[test]
fn every_option_takes_any_name() {
    let workspace = workspace();
    let folder = workspace.folder.path();
    let painted = json(&run(
        &workspace,
        "stylize --content ph~oto.png --style st~yle.jpg:0.5 --style sty:~le:1~ --out o~.png \
         --checkpoint w~ork --save-every 1 --iterations 2 --size 48 --json --config set~tings.toml",
    ));
    assert_eq!(painted["out"], "o\u{fffd}.png");

    for written in ["o~.png", "o~.0001.png"] {
        assert!(folder.join(name(written)).exists(), "{written}");
    }

    let printed = json(&run(
        &workspace,
        "master --content ph~oto.png --style st~yle.jpg:2 --painting o~.png --size 10x10 --dpi 72 \
         --minutes 0 --out m~.tif --checkpoint w~ork --json",
    ));
    assert_eq!(printed["out"], "m\u{fffd}.tif");
    assert!(folder.join(name("m~.tif")).exists());

    json(&run(
        &workspace,
        "score --content ph~oto.png --style st~yle.jpg --result o~.png --size 48 --json",
    ));
}

#[test]
fn errors_show_a_name_as_well_as_they_can() {
    let workspace = workspace();
    let shown = |text: &str| text.replace('~', "\u{fffd}");

    for (line, code, words) in [
        (
            "stylize --content n~o --style style.jpg --out o.png",
            3,
            "n~o cannot be read",
        ),
        (
            "stylize --content photo.png --style n~o:2 --out o.png",
            3,
            "n~o cannot be read",
        ),
        (
            "stylize --content photo.png --style s~:0 --out o.png",
            2,
            "the weight of s~ must be",
        ),
        (
            "stylize --content photo.png --style style.jpg --out o~.gif",
            2,
            "not as o~.gif",
        ),
        (
            "stylize --content photo.png --style style.jpg --out n~/o.png",
            2,
            "n~/o.png cannot be written",
        ),
        (
            "stylize --content ph~oto.png --style style.jpg --out ph~oto.png",
            2,
            "same file as --content ph~oto.png",
        ),
        (
            "score --content photo.png --style style.jpg --result n~o",
            3,
            "n~o cannot be read",
        ),
        ("support --config n~o.toml", 2, "n~o.toml does not exist"),
        ("credit 1 5 --reason n~o", 2, "invalid"),
    ] {
        refused(&run(&workspace, line), code, &shown(words));
    }
}

#[test]
fn a_folder_of_any_name_will_do() {
    let outer = workspace();
    let folder = tempfile::Builder::new()
        .prefix(OsStr::from_bytes(b"f\xff"))
        .tempdir_in(outer.folder.path())
        .unwrap();
    let workspace = Workspace { folder };

    for line in ["check", "migrate", "books", "support"] {
        let output = run(&workspace, line);
        assert!(output.status.success(), "{line}: {}", complaint(&output));
    }
}
