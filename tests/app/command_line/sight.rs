//! `vernissage see` as a person uses it.

use std::path::Path;

use super::{Workspace, json, refused};

fn photo(name: &str) -> String {
    let photos = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/photos");
    photos.join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_photo_is_named_in_words() {
    let workspace = Workspace::new();
    let done = workspace.run(&["see", "--content", &photo("coffee.jpg")]);
    assert!(done.status.success(), "{done:?}");
    assert_eq!(
        String::from_utf8_lossy(&done.stdout),
        "It is an espresso.\n"
    );
}

#[test]
fn a_program_gets_classes_with_probabilities() {
    let workspace = Workspace::new();
    let report = json(&workspace.run(&["see", "--content", &photo("chelsea.jpg"), "--json"]));

    assert_eq!(report["certainty"], "it is");
    assert_eq!(report["word"]["key"], "thing-285");
    let best = &report["classes"][0];
    assert_eq!(best["class"], 285);
    assert_eq!(best["name"], "an Egyptian cat");
    assert!(best["probability"].as_f64().unwrap() > 0.5);
    assert_eq!(report["classes"].as_array().unwrap().len(), 5);
}

#[test]
fn a_portrait_gets_no_offending_word() {
    let workspace = Workspace::new();
    let report = json(&workspace.run(&["see", "--content", &photo("astronaut.jpg"), "--json"]));

    let text = report.to_string();
    for word in ["helmet", "suit", "uniform", "gown", "wig", "mask"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[test]
fn the_sheet_is_a_tall_picture_in_the_language_asked_for() {
    let workspace = Workspace::new();
    let arguments = ["see", "--content", "photo.png", "--out", "sheet.png"];
    let report = json(&workspace.run(&[&arguments[..], &["--language", "ru", "--json"]].concat()));
    assert_eq!(report["out"], "sheet.png");
    let said = report["words"].as_str().unwrap();
    assert!(said.contains("это") || said.contains("Это"), "{said}");

    let sheet = image::open(workspace.path("sheet.png")).unwrap().to_rgb8();
    assert_eq!(sheet.width(), 1080);
    assert!((1300..2600).contains(&sheet.height()));
}

#[test]
fn a_sheet_that_cannot_be_written_is_said_before_the_work() {
    let workspace = Workspace::new();
    let see = |more: &[&str]| {
        let arguments = ["see", "--content", "photo.png"];
        workspace.run(&[&arguments[..], more].concat())
    };

    refused(&see(&["--out", "sheet.gif"]), 2, ".png");
    refused(&see(&["--out", "photo.png"]), 2, "--content");
    refused(
        &see(&["--out", "s.png", "--language", "xx"]),
        2,
        "one of en, ru, de",
    );
    refused(&see(&["--device", "cpu"]), 2, "--out");
}

#[test]
fn what_is_no_photo_is_refused() {
    let workspace = Workspace::new();
    std::fs::write(workspace.path("text.jpg"), "no picture").unwrap();

    refused(
        &workspace.run(&["see", "--content", "text.jpg"]),
        3,
        "text.jpg",
    );
    refused(
        &workspace.run(&["see", "--content", "none.jpg"]),
        3,
        "none.jpg",
    );
    refused(&workspace.run(&["see"]), 2, "--content");
}
