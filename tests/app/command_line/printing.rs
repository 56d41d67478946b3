//! Standard output and standard error, whatever they are: a closed pipe, a full disk, nothing.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use super::{Workspace, complaint};

/// Every command that prints and ends, with what it says on standard output or nothing.
const COMMANDS: [(&str, i32, &str); 18] = [
    ("--help", 0, "Usage"),
    ("stylize --help", 0, "--content"),
    ("--version", 0, "vernissage"),
    ("no-such-command", 2, ""),
    ("check", 0, "settings"),
    ("migrate", 0, "up to date"),
    ("books", 0, "income"),
    ("books --csv", 0, "kind,name"),
    ("books --audit", 0, "in order"),
    ("support", 0, "no requests"),
    ("console-password", 0, "password_hash"),
    ("credit 1 5 --reason x", 3, ""),
    ("refund 1 --reason x", 3, ""),
    ("bench --size 32 --iterations 1", 0, "iteration"),
    ("bench --tier free --jobs 1 --json", 0, "{"),
    (
        "stylize --content photo.png --style style.jpg --out o.png --size 48 --iterations 1 --json",
        0,
        "{",
    ),
    (
        "master --content photo.png --style style.jpg --painting photo.png --size 10x10 --dpi 72 \
         --minutes 0 --out m.png --json",
        0,
        "{",
    ),
    (
        "score --content photo.png --style style.jpg --result photo.png --size 48",
        0,
        "fidelity",
    ),
];

/// A place for what is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Usual,
    ClosedPipe,
    FullDisk,
    NoStream,
}

impl Place {
    fn stdio(self) -> Stdio {
        match self {
            Self::Usual | Self::NoStream => Stdio::piped(),
            Self::ClosedPipe => std::io::pipe().unwrap().1.into(),
            Self::FullDisk => std::fs::File::options()
                .write(true)
                .open("/dev/full")
                .unwrap()
                .into(),
        }
    }
}

fn run(workspace: &Workspace, line: &str, output: Place, errors: Place) -> Output {
    let closed = |place, number| match place {
        Place::NoStream => format!("{number}>&-"),
        _ => String::new(),
    };
    let start = format!(
        "exec \"$0\" \"$@\" {} {}",
        closed(output, 1),
        closed(errors, 2)
    );

    let mut command: Command = workspace.in_shell(&start);
    let mut process = command
        .args(line.split_whitespace())
        .env("VERNISSAGE__TIERS__FREE__SIZE", "32")
        .env("VERNISSAGE__TIERS__FREE__ITERATIONS", "1")
        .stdin(Stdio::piped())
        .stdout(output.stdio())
        .stderr(errors.stdio())
        .spawn()
        .unwrap();

    let mut password = process.stdin.take().unwrap();
    // Most commands do not read it.
    let _ = password.write_all(b"correct horse battery\n");
    drop((password, command));

    process.wait_with_output().unwrap()
}

#[test]
fn a_command_prints_to_whatever_there_is() {
    let workspace = Workspace::new();
    for (line, code, words) in COMMANDS {
        let usual = run(&workspace, line, Place::Usual, Place::Usual);
        let said = String::from_utf8_lossy(&usual.stdout).into_owned();
        assert_eq!(
            usual.status.code(),
            Some(code),
            "{line}: {}",
            complaint(&usual)
        );
        assert!(said.contains(words), "{line}: {said}");

        for (output, errors) in [
            (Place::ClosedPipe, Place::ClosedPipe),
            (Place::NoStream, Place::NoStream),
            (Place::FullDisk, Place::FullDisk),
            (Place::FullDisk, Place::Usual),
        ] {
            let ended = run(&workspace, line, output, errors);
            let says_nothing = said.is_empty();
            let expected = match output {
                Place::FullDisk if !says_nothing => 1,
                _ => code,
            };

            assert_eq!(
                ended.status.code(),
                Some(expected),
                "{line} with {output:?} and {errors:?}: {}",
                complaint(&ended)
            );
        }
    }
}

#[test]
fn a_full_disk_is_named_and_the_work_is_done() {
    let workspace = Workspace::new();
    let stylize = "stylize --content photo.png --style style.jpg --out o.png --size 48 \
                   --iterations 1 --checkpoint work --json";
    let output = run(&workspace, stylize, Place::FullDisk, Place::Usual);
    let complaint = complaint(&output);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(
        complaint.contains("vernissage: standard output cannot be written: No space left"),
        "{complaint}"
    );

    assert!(image::open(workspace.path("o.png")).is_ok());
    assert!(!workspace.path("work").exists());
}

#[test]
fn a_reader_that_leaves_is_not_told_of() {
    let workspace = Workspace::new();
    for line in ["check", "books", "--help"] {
        let output = run(&workspace, line, Place::ClosedPipe, Place::Usual);
        assert_eq!(complaint(&output), "", "{line}");
        assert!(output.status.success(), "{line}");
    }
}
