//! Where results go: what cannot be written is found before the work, and nothing that was there is
//! lost.

use std::{fs, os::unix::fs::symlink, path::Path, process::Output};

use super::{Workspace, complaint, refused};
use crate::support::wait::{wait_for, wait_until};

/// So many iterations that a command which begins the work does not end.
const ENDLESS: [&str; 2] = ["--iterations", "100000"];

impl Workspace {
    fn endless_stylize(&self, more: &[&str]) -> Output {
        self.stylize(&[&ENDLESS, more].concat())
    }

    fn master(&self, more: &[&str]) -> Output {
        let arguments = [
            "master",
            "--content",
            "photo.png",
            "--style",
            "style.jpg",
            "--painting",
            "photo.png",
            "--size",
            "10x10",
            "--dpi",
            "72",
            "--minutes",
            "5000",
        ];

        self.run(&[&arguments, more].concat())
    }
}

#[test]
fn where_a_result_cannot_go_is_said_before_the_work() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("folder.png")).unwrap();
    symlink("/dev/null", workspace.path("null.png")).unwrap();
    let long = format!("{}.png", "n".repeat(300));

    let cases: [(&str, &[&str]); 8] = [
        ("no/o.png", &["no/o.png cannot be written", "No such file"]),
        ("photo.png/o.png", &["photo.png/o.png", "Not a directory"]),
        ("folder.png", &["folder.png cannot be written", "directory"]),
        ("null.png", &["null.png cannot be written", "not a file"]),
        ("/proc/o.png", &["/proc/o.png cannot be written", "No such"]),
        (&long, &["File name too long"]),
        ("o.webp", &["o.webp", ".png"]),
        ("o", &[".png"]),
    ];

    for (out, words) in cases {
        for words in words {
            refused(&workspace.endless_stylize(&["--out", out]), 2, words);
            refused(&workspace.master(&["--out", out]), 2, words);
        }
    }

    for output in [
        workspace.endless_stylize(&["--out", "o.png", "--checkpoint", "no/work"]),
        workspace.master(&["--out", "o.tif", "--checkpoint", "no/work"]),
    ] {
        refused(
            &output,
            2,
            "--checkpoint: no/work cannot be written: No such",
        );
    }

    assert!(!workspace.path("o.png").exists());
}

#[test]
fn a_disk_without_room_is_found_before_the_work() {
    let workspace = Workspace::new();
    fs::write(workspace.path("o.png"), "what was there").unwrap();

    // With SIGXFSZ ignored, a file that may not grow is an error as on a full disk.
    let full = "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\"";
    let arguments = [
        "stylize",
        "--content",
        "photo.png",
        "--style",
        "style.jpg",
        "--size",
        "600",
        "--out",
        "o.png",
    ];
    let mut command = workspace.in_shell(full);
    let output = command.args(arguments).args(ENDLESS).output().unwrap();

    refused(&output, 2, "--out: o.png cannot be written: File too large");
    assert_eq!(
        fs::read(workspace.path("o.png")).unwrap(),
        b"what was there"
    );
    assert_eq!(hidden(&workspace, "."), 0);
}

#[test]
fn a_result_replaces_none_of_the_other_files() {
    let workspace = Workspace::new();
    let photo = workspace.path("photo.png");
    let before = fs::read(&photo).unwrap();
    fs::create_dir(workspace.path("in")).unwrap();
    symlink("../photo.png", workspace.path("in/link.png")).unwrap();
    fs::hard_link(&photo, workspace.path("hard.png")).unwrap();
    fs::copy(&photo, workspace.path("o.0050.png")).unwrap();

    let absolute = photo.to_str().unwrap();
    let cases: [&[&str]; 8] = [
        &["--out", "photo.png"],
        &["--out", "./in/../photo.png"],
        &["--out", "in/link.png"],
        &["--out", "hard.png"],
        &["--out", absolute],
        &["--out", "o.png", "--checkpoint", "in/link.png"],
        &["--out", "o.png", "--checkpoint", "in/../o.png"],
        &["--out", "style.jpg.png", "--style", "style.jpg.png"],
    ];

    fs::copy(&photo, workspace.path("style.jpg.png")).unwrap();
    for case in cases {
        refused(&workspace.endless_stylize(case), 2, "is the same file as");
    }

    for case in &cases[..7] {
        refused(&workspace.master(case), 2, "is the same file as");
    }

    let numbered = ["--out", "o.png", "--style", "o.0050.png", "--save-every"];
    let overwrites = workspace.endless_stylize(&[&numbered[..], &["25"]].concat());
    refused(
        &overwrites,
        2,
        "o.0050.png is the same file as --style o.0050.png",
    );

    for name in ["photo.png", "o.0050.png", "style.jpg.png"] {
        assert_eq!(fs::read(workspace.path(name)).unwrap(), before, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_write_keeps_its_reason_and_what_was_there() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("results")).unwrap();
    fs::write(workspace.path("results/o.png"), "what was there").unwrap();

    let arguments = [
        "stylize",
        "--content",
        "photo.png",
        "--style",
        "style.jpg",
        "--size",
        "48",
        "--out",
        "results/o.png",
        "--save-every",
        "1",
    ];
    let log = fs::File::create(workspace.path("log")).unwrap();
    let mut command = workspace.command();
    let mut process = command
        .args(arguments)
        .args(ENDLESS)
        .stderr(log)
        .spawn()
        .unwrap();

    wait_until("the first picture of the painting", async || {
        workspace.path("results/o.0001.png").exists()
    })
    .await;
    fs::rename(workspace.path("results"), workspace.path("moved")).unwrap();

    let status = wait_for("the end of the program", async || {
        process.try_wait().unwrap()
    })
    .await;
    let log = fs::read_to_string(workspace.path("log")).unwrap();
    assert_eq!(status.code(), Some(2), "{log}");
    assert!(log.contains("cannot be written: No such file"), "{log}");

    assert_eq!(
        fs::read(workspace.path("moved/o.png")).unwrap(),
        b"what was there"
    );
}

#[test]
fn a_result_goes_through_a_link_and_leaves_nothing_else() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("far")).unwrap();
    fs::write(workspace.path("far/o.png"), "old").unwrap();
    symlink("far/o.png", workspace.path("o.png")).unwrap();

    let arguments = [
        "--out",
        "o.png",
        "--iterations",
        "1",
        "--checkpoint",
        "work",
    ];
    let output = workspace.stylize(&arguments);
    assert!(output.status.success(), "{}", complaint(&output));
    assert!(workspace.path("o.png").is_symlink());
    assert_eq!(
        image::open(workspace.path("far/o.png")).unwrap().width(),
        48
    );

    assert_eq!(hidden(&workspace, ".") + hidden(&workspace, "far"), 0);
    assert!(!workspace.path("work").exists());
}

/// How many temporary files were left in this folder.
fn hidden(workspace: &Workspace, folder: &str) -> usize {
    let is_hidden = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with('.')
    };

    fs::read_dir(workspace.path(folder))
        .unwrap()
        .filter(|entry| is_hidden(&entry.as_ref().unwrap().path()))
        .count()
}
