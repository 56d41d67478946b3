//! What runs the service elsewhere: images, the compose file, units of systemd and manifests of
//! Kubernetes. That the settings in them exist is checked by `tests/tidy/operating.rs`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::workbench::Workbench;

/// Where the units say that the program is.
const INSTALLED: &str = "/opt/vernissage/vernissage";
const PROGRAM: &str = env!("CARGO_BIN_EXE_vernissage");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn path(name: &str) -> String {
    root().join(name).display().to_string()
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(root().join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    assert!(!paths.is_empty(), "{folder} has no .{ending}");

    paths
}

#[test]
fn images_and_manifests_have_no_mistake() {
    let tools = [
        "hadolint",
        "kubernetes-validate",
        "python",
        "systemd-analyze",
        "yamllint",
    ];
    let Some(bench) = Workbench::with_tools("deployment", &tools) else {
        return;
    };

    bench.accepts("hadolint", &["--no-color", &path("Dockerfile")]);
    let config = path("deploy/yamllint.yaml");
    let compose = path("compose.yaml");
    bench.accepts(
        "yamllint",
        &[
            "--strict",
            "--config-file",
            &config,
            &compose,
            &path("deploy"),
        ],
    );
    bench.accepts(
        "python",
        &[
            &path("tests/app/foreign_tools/compose.py"),
            &compose,
            &path("deploy/compose.cuda.yaml"),
        ],
    );

    let manifests = files("deploy/kubernetes", "yaml");
    let mut arguments = vec!["--strict", "--quiet"];
    arguments.extend(manifests.iter().map(|path| path.to_str().unwrap()));
    bench.accepts("kubernetes-validate", &arguments);

    // A unit whose program is not there is refused, so it gets the one that was built.
    for unit in files("deploy", "service") {
        let text = fs::read_to_string(&unit).unwrap();
        assert!(text.contains(INSTALLED), "{}", unit.display());
        let name = unit.file_name().unwrap().to_str().unwrap();
        bench.put(name, text.replace(INSTALLED, PROGRAM).as_bytes());
        bench.accepts("systemd-analyze", &["verify", name]);
    }
}

/// The words of a list such as `[serve, --no-painter]` or `["serve"]`.
fn list(text: &str) -> Option<Vec<String>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let words = inner.split(',').map(|word| word.trim().trim_matches('"'));
    Some(words.map(str::to_owned).collect())
}

/// The command in a line of one of the files, if there is one of ours.
fn command(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if let Some(words) = line.strip_prefix("ExecStart=") {
        return Some(words.split(' ').skip(1).map(str::to_owned).collect());
    }

    let of_image = line.strip_prefix("CMD ");
    let of_service = line.strip_prefix("command: ");
    let of_container = line.strip_prefix("args: ");
    let words = list(of_image.or(of_service).or(of_container)?)?;
    let is_ours = !matches!(&*words[0], "curl" | "postgres" | "/garage");

    is_ours.then_some(words)
}

#[test]
fn every_command_of_the_manifests_exists() {
    let mut texts = vec![path("Dockerfile"), path("compose.yaml")];
    let units = files("deploy", "service");
    let manifests = files("deploy/kubernetes", "yaml");
    texts.extend(
        units
            .iter()
            .chain(&manifests)
            .map(|path| path.display().to_string()),
    );

    let mut found = 0;
    for name in texts {
        let text = fs::read_to_string(&name).unwrap();
        for words in text.lines().filter_map(command) {
            let output = Command::new(PROGRAM)
                .args(&words)
                .arg("--help")
                .output()
                .unwrap();
            assert!(output.status.success(), "{name}: {words:?}: {output:?}");
            found += 1;
        }
    }

    assert_eq!(
        found, 9,
        "commands in the image, the services, the units and the manifests"
    );
}
