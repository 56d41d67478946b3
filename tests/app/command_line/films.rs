//! Who reads films, as the operator sees it.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Output};

use super::{Workspace, complaint, refused};

/// What a command says with this ffmpeg in the settings.
fn said_with(workspace: &Workspace, ffmpeg: &str, command: &str) -> Output {
    let settings = format!(
        "server.listen = \"127.0.0.1:0\"\npainter.enabled = false\nclips.ffmpeg = \"{ffmpeg}\"\n"
    );
    fs::write(workspace.path("vernissage.toml"), settings).unwrap();

    workspace.run(&[command])
}

/// A folder with two programs of these lines of a shell.
fn programs(folder: &Path, lines: &str) {
    fs::create_dir_all(folder).unwrap();
    for name in ["ffmpeg", "ffprobe"] {
        let program = folder.join(name);
        fs::write(&program, format!("#!/bin/sh\n{lines}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn an_ffmpeg_that_is_named_and_does_not_run_stops_the_start() {
    let workspace = Workspace::new();
    refused(
        &said_with(&workspace, "/nowhere/ffmpeg", "serve"),
        2,
        "clips.ffmpeg: there is no program /nowhere/ffmpeg",
    );

    let folder = workspace.path("bin");
    programs(&folder, "exit 3");
    let path = folder.join("ffmpeg").display().to_string();
    refused(
        &said_with(&workspace, &path, "serve"),
        2,
        "ffprobe does not run",
    );

    fs::remove_file(folder.join("ffprobe")).unwrap();
    refused(&said_with(&workspace, &path, "serve"), 2, "bin/ffprobe");
}

#[test]
fn check_says_which_ffmpeg_reads_films() {
    let workspace = Workspace::new();
    let folder = workspace.path("bin");
    programs(&folder, "echo ffmpeg version 9.1.2-here and more");
    let path = folder.join("ffmpeg").display().to_string();

    let said = |ffmpeg: &str| {
        let output = said_with(&workspace, ffmpeg, "check");
        String::from_utf8_lossy(&output.stdout).into_owned() + &complaint(&output)
    };
    let line = format!("ffmpeg    {path}, version 9.1.2-here");
    assert!(said(&path).contains(&line), "{}", said(&path));
    assert!(said("off").contains("ffmpeg    none"), "{}", said("off"));
    assert!(said("/nowhere/ffmpeg").contains("ffmpeg    WRONG"));
}

#[test]
fn the_process_of_a_film_is_no_command_for_people() {
    let workspace = Workspace::new();
    let help = workspace.run(&["--help"]);
    assert!(!String::from_utf8_lossy(&help.stdout).contains("read-film"));

    refused(
        &workspace.run(&["read-film", "nonsense"]),
        1,
        "cannot be read",
    );
    refused(&workspace.run(&["read-film"]), 2, "TASK");
}
