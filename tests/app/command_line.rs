//! The command line as a person uses it: the real program, the real weights, small pictures.

mod clips;
mod colours;
mod dreams;
mod edits;
mod films;
mod names;
mod one_service;
mod printing;
mod results;
mod settings;
mod sight;
mod sketches;

use std::{
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

use crate::support::postgres;

struct Workspace {
    folder: TempDir,
}

impl Workspace {
    /// A folder with a photo of 90 x 60 px and a style.
    fn new() -> Self {
        let workspace = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let mut photo = image::RgbImage::new(90, 60);
        photo
            .enumerate_pixels_mut()
            .for_each(|(x, y, p)| p.0 = [(x * 2) as u8, (y * 4) as u8, (x ^ y) as u8]);

        photo.save(workspace.path("photo.png")).unwrap();

        let mut style = image::RgbImage::new(64, 80);
        style
            .enumerate_pixels_mut()
            .for_each(|(x, y, p)| p.0 = [((x / 8 + y / 8) % 2 * 200) as u8, 90, (y * 3) as u8]);

        style.save(workspace.path("style.jpg")).unwrap();
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program in this folder.
    fn command(&self) -> Command {
        self.in_shell("exec \"$0\" \"$@\"")
    }

    /// The program in this folder, started by a line of the shell.
    fn in_shell(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", line, env!("CARGO_BIN_EXE_vernissage")])
            .current_dir(self.folder.path())
            .env(
                "VERNISSAGE__MODELS__PATH",
                Path::new(env!("CARGO_MANIFEST_DIR")).join("models"),
            );

        command
    }

    fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    fn stylize(&self, more: &[&str]) -> Output {
        let mut arguments = vec![
            "stylize",
            "--content",
            "photo.png",
            "--style",
            "style.jpg",
            "--size",
            "48",
        ];
        arguments.extend(more);

        self.run(&arguments)
    }
}

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", complaint(output));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Fails with this exit code and one sentence that holds `words`; never with a panic.
fn refused(output: &Output, code: i32, words: &str) {
    let complaint = complaint(output);
    assert_eq!(output.status.code(), Some(code), "{complaint}");
    assert!(
        complaint.contains(words),
        "{complaint:?} should mention {words:?}"
    );

    assert!(!complaint.contains("panicked"), "{complaint}");
}

#[test]
fn a_photo_and_a_style_become_a_painting() {
    let workspace = Workspace::new();
    let report = json(&workspace.stylize(&["--out", "out.jpg", "--iterations", "6", "--json"]));
    let painting = image::open(workspace.path("out.jpg")).unwrap();
    assert_eq!((painting.width(), painting.height()), (48, 32));
    assert_eq!(report["iterations"], 6);

    assert_eq!(report["width"], 48);
    assert!(
        report["peak_memory"]
            .as_u64()
            .is_none_or(|bytes| bytes > 1_000_000)
    );
}

#[test]
fn every_choice_is_accepted() {
    let workspace = Workspace::new();
    let choices: [&[&str]; 4] = [
        &[
            "--preset",
            "gatys",
            "--style-scale",
            "0.8",
            "--strength",
            "2",
        ],
        &["--style", "photo.png:0.3", "--keep-colors"],
        &["--optimizer", "lbfgs", "--init", "noise", "--seed", "7"],
        &[
            "--preset",
            "gatys",
            "--optimizer",
            "adam",
            "--save-every",
            "2",
        ],
    ];

    for choice in choices {
        let mut arguments = vec!["--out", "out.png", "--iterations", "4", "--json"];
        arguments.extend(choice);
        json(&workspace.stylize(&arguments));
    }

    assert!(
        workspace.path("out.0002.png").exists(),
        "--save-every leaves pictures"
    );
}

#[test]
fn a_loss_that_is_reached_ends_the_work() {
    let workspace = Workspace::new();
    let until = |goal: f64| {
        let goal = goal.to_string();
        let pair = [
            "stylize",
            "--content",
            "photo.png",
            "--style",
            "style.jpg",
            "--out",
            "o.png",
            "--size",
            "90",
        ];

        let goal = [
            "--preset",
            "gatys",
            "--iterations",
            "8",
            "--until-loss",
            &goal,
            "--json",
        ];

        workspace.run(&[&pair[..], &goal].concat())
    };

    let whole = until(1.0);
    assert!(
        complaint(&whole).contains("8 iterations brought the loss down to"),
        "{}",
        complaint(&whole)
    );

    let report = json(&whole);
    let last = report["scales"].as_array().unwrap().last().unwrap();
    let loss: f64 = ["content", "style", "smoothness"]
        .iter()
        .map(|part| last["loss"][part].as_f64().unwrap())
        .sum();

    for (goal, at_the_last_size) in [
        (loss * 1.0001, last["iterations"].as_u64().unwrap()),
        (1e12, 1),
    ] {
        let enough = json(&until(goal));
        assert_eq!(enough["stopped"], false, "it has what it wanted");
        assert_eq!(
            enough["scales"].as_array().unwrap().last().unwrap()["iterations"],
            at_the_last_size
        );

        let small =
            |report: &serde_json::Value| report["scales"][0]["iterations"].as_u64().unwrap();
        assert!(
            small(&enough) < small(&report),
            "a small size is left when it helps no more"
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_picture() {
    let workspace = Workspace::new();
    for out in ["a.png", "b.png"] {
        json(&workspace.stylize(&[
            "--out",
            out,
            "--iterations",
            "5",
            "--init",
            "noise",
            "--seed",
            "3",
            "--json",
        ]));
    }

    assert_eq!(
        fs::read(workspace.path("a.png")).unwrap(),
        fs::read(workspace.path("b.png")).unwrap()
    );
}

#[test]
fn score_tells_the_photo_from_the_style() {
    let workspace = Workspace::new();
    let score = |result| {
        let pair = [
            "score",
            "--content",
            "photo.png",
            "--style",
            "style.jpg",
            "--result",
            result,
            "--size",
            "64",
            "--json",
        ];
        json(&workspace.run(&pair))
    };

    let photo = score("photo.png");
    let style = score("style.jpg");
    let figure = |score: &serde_json::Value, name: &str| score[name].as_f64().unwrap();
    assert!(figure(&photo, "content_fidelity") > 0.999);
    assert!(figure(&photo, "content_fidelity") > figure(&style, "content_fidelity"));

    assert!(figure(&style, "global_effects") > figure(&photo, "global_effects"));
    assert!(figure(&style, "local_patterns") > figure(&photo, "local_patterns"));
    assert!(figure(&style, "loss") < figure(&photo, "loss"));
}

#[test]
fn bench_and_check_report() {
    let workspace = Workspace::new();
    let report = json(&workspace.run(&["bench", "--size", "32", "--iterations", "1", "--json"]));
    assert!(report["figures"]["iteration"].as_f64().unwrap() > 0.0);

    let checked = workspace.run(&["check"]);
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(checked.status.success(), "{said}");

    for line in [
        "settings", "weights", "device", "database", "pictures", "telegram",
    ] {
        assert!(
            said.lines().any(|said| said.starts_with(line)),
            "{line} is missing: {said}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn check_looks_at_a_database_of_postgres_and_changes_nothing() {
    let Some(server) = postgres::server().await else {
        return;
    };
    let workspace = Workspace::new();
    let check = |url: &str| {
        let mut command = workspace.command();
        let command = command.arg("check").env("VERNISSAGE__DATABASE__URL", url);
        command.output().unwrap()
    };
    let says = |checked: &Output, words: &str| {
        let said = String::from_utf8_lossy(&checked.stdout).into_owned() + &complaint(checked);
        assert!(said.contains(words), "{said}");
        assert!(!said.contains("geheim"), "{said}");
    };

    let empty = server.empty_database().await;
    for _ in 0..2 {
        let checked = check(&empty.url);
        assert!(checked.status.success(), "{}", complaint(&checked));
        says(&checked, "created at the first start");
    }

    let migrated = server.database().await;
    says(&check(&migrated.url), "sound");

    let missing = check("postgres://me:geheim@127.0.0.1:1/nowhere");
    assert!(!missing.status.success());
    says(&missing, "cannot be reached");
}

#[test]
fn check_finds_a_broken_database_and_a_folder_that_cannot_be_used() {
    let workspace = Workspace::new();
    assert!(workspace.run(&["migrate"]).status.success());

    let sound = workspace.run(&["check"]);
    assert!(
        String::from_utf8_lossy(&sound.stdout).contains("vernissage.db, sound"),
        "{}",
        complaint(&sound)
    );

    fs::write(
        workspace.path("data/vernissage.db"),
        "no database at all, and long enough to look like one",
    )
    .unwrap();

    fs::remove_dir_all(workspace.path("data/pictures")).unwrap();
    fs::write(workspace.path("data/pictures"), "no folder").unwrap();

    let broken = workspace.run(&["check"]);
    let said = String::from_utf8_lossy(&broken.stdout).into_owned() + &complaint(&broken);
    assert!(
        !broken.status.success() && !said.contains("panicked"),
        "{said}"
    );

    assert!(
        said.contains("not a database") && said.contains("data/pictures cannot be written"),
        "{said}"
    );
}

#[test]
fn bad_pictures_are_refused_with_a_sentence() {
    let workspace = Workspace::new();
    fs::write(workspace.path("text.jpg"), "this is not a picture").unwrap();
    image::RgbImage::new(1, 1)
        .save(workspace.path("dot.png"))
        .unwrap();

    fs::write(workspace.path("empty.png"), "").unwrap();

    let photo = fs::read(workspace.path("style.jpg")).unwrap();
    fs::write(workspace.path("half.jpg"), &photo[..300]).unwrap();

    for (file, words) in [
        ("text.jpg", "text"),
        ("dot.png", "1 x 1"),
        ("empty.png", "empty"),
        ("half.jpg", "half.jpg"),
    ] {
        let arguments = [
            "stylize",
            "--content",
            file,
            "--style",
            "style.jpg",
            "--out",
            "o.png",
            "--size",
            "48",
        ];
        refused(&workspace.run(&arguments), 3, words);
    }

    refused(
        &workspace.run(&[
            "stylize",
            "--content",
            "none.png",
            "--style",
            "style.jpg",
            "--out",
            "o.png",
        ]),
        3,
        "none.png",
    );
}

#[test]
fn bad_settings_are_refused_with_a_sentence() {
    let workspace = Workspace::new();
    refused(&workspace.stylize(&["--out", "out.gif"]), 2, ".png");
    refused(
        &workspace.stylize(&["--out", "o.png", "--strength", "0"]),
        2,
        "strength",
    );

    refused(
        &workspace.stylize(&["--out", "o.png", "--preset", "fast"]),
        2,
        "gatys",
    );

    refused(
        &workspace.stylize(&["--out", "o.png", "--device", "tpu"]),
        2,
        "cuda:N",
    );

    refused(
        &workspace.stylize(&["--out", "o.png", "--network", "fast"]),
        2,
        "plain",
    );

    refused(
        &workspace.stylize(&[
            "--out",
            "o.png",
            "--network",
            "plain",
            "--precision",
            "bf16",
        ]),
        2,
        "--precision",
    );

    refused(
        &workspace.stylize(&["--out", "no/such/folder/o.png", "--iterations", "1"]),
        2,
        "no/such/folder",
    );

    fs::write(
        workspace.path("vernissage.toml"),
        "[engine]\ndevise = \"cpu\"",
    )
    .unwrap();
    refused(&workspace.run(&["check"]), 2, "devise");
}

#[test]
fn bad_weights_are_refused_with_one_line() {
    let workspace = Workspace::new();
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/vgg19-q8.safetensors");
    let whole = fs::read(weights).unwrap();
    fs::write(workspace.path("cut.safetensors"), &whole[..whole.len() / 2]).unwrap();
    fs::write(workspace.path("text.safetensors"), "hello").unwrap();

    fs::write(
        workspace.path("other.safetensors"),
        [&2_u64.to_le_bytes()[..], b"{}"].concat(),
    )
    .unwrap();

    let files = [
        ("none", "cannot be read"),
        ("cut", "not a complete"),
        ("text", "not a complete"),
        ("other", "conv1_1.kernel"),
    ];

    for (name, words) in files {
        let file = format!("[models]\npath = \"{name}.safetensors\"");
        fs::write(workspace.path("settings.toml"), file).unwrap();

        let output = Command::new(env!("CARGO_BIN_EXE_vernissage"))
            .args(["bench", "--size", "32", "--config", "settings.toml"])
            .current_dir(workspace.folder.path())
            .output()
            .unwrap();
        refused(&output, 3, words);
        assert_eq!(complaint(&output).trim().lines().count(), 1);
    }
}

#[test]
fn a_picture_too_large_for_the_machine_is_refused_before_the_start() {
    let workspace = Workspace::new();
    let mut arguments = vec![
        "stylize",
        "--content",
        "photo.png",
        "--style",
        "style.jpg",
        "--out",
        "o.png",
    ];

    arguments.extend(["--size", "20000"]);
    refused(&workspace.run(&arguments), 2, "memory");
}

#[test]
fn a_password_for_the_console_becomes_a_line_for_the_settings() {
    let workspace = Workspace::new();
    let ask = |password: &str| {
        let mut asked = Command::new(env!("CARGO_BIN_EXE_vernissage"))
            .arg("console-password")
            .current_dir(workspace.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();

        asked
            .stdin
            .take()
            .unwrap()
            .write_all(password.as_bytes())
            .unwrap();

        asked.wait_with_output().unwrap()
    };

    let line = String::from_utf8(ask("correct horse battery\n").stdout).unwrap();
    assert!(
        line.starts_with("console.password_hash = \"$argon2id$"),
        "{line}"
    );

    assert!(!line.contains("horse"));
    fs::write(workspace.path("vernissage.toml"), &line).unwrap();
    assert!(
        workspace.run(&["support"]).status.success(),
        "the line is one of the settings"
    );

    refused(&ask("short\n"), 2, "a password has 10 to 1024 bytes");
    fs::write(
        workspace.path("vernissage.toml"),
        "console.password_hash = \"correct horse battery\"",
    )
    .unwrap();

    let wrong = workspace.run(&["support"]);
    refused(&wrong, 2, "console.password_hash");
    assert!(!complaint(&wrong).contains("horse"));
}
