//! The sources, parsed, with their place in the tree of modules.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use syn::{Attribute, Item, Meta, spanned::Spanned};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A parsed file.
pub(crate) struct Source {
    /// Its path from the root of the repository, such as `src/store/jobs.rs`.
    pub(crate) name: String,
    /// As it is written.
    pub(crate) text: String,
    /// As it is parsed, without modules that are compiled for tests only.
    pub(crate) code: syn::File,
    /// How many lines those test modules took.
    pub(crate) test_lines: usize,
}

impl Source {
    /// Parses a file.
    pub(crate) fn parse(name: &str, text: &str) -> Self {
        let mut code = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let lines = |item: &Item| item.span().end().line + 1 - item.span().start().line;
        let test_lines = code
            .items
            .iter()
            .filter(|item| is_test_module(item))
            .map(lines)
            .sum();

        code.items.retain(|item| !is_test_module(item));

        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            code,
            test_lines,
        }
    }

    /// The crate it belongs to: the folder that holds its `src`.
    pub(crate) fn crate_name(&self) -> &'static str {
        if self.name.starts_with("engine/") {
            "engine"
        } else {
            "vernissage"
        }
    }

    /// Its path of modules below the crate, such as `["store", "jobs"]`; empty for the root.
    pub(crate) fn module(&self) -> Vec<String> {
        let below = self.name.split_once("src/").map_or("", |(_, below)| below);
        let below = below.trim_end_matches(".rs");
        let mut module: Vec<String> = below.split('/').map(str::to_owned).collect();
        if matches!(
            module.last().map(String::as_str),
            Some("mod" | "lib" | "main")
        ) {
            module.pop();
        }

        module
    }

    /// Whether it lies below one of these places.
    pub(crate) fn is_within(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.name.starts_with(place))
    }
}

/// The program's own sources, without files that hold only tests.
pub(crate) fn program() -> Vec<Source> {
    let tests = test_files();

    read(&["src", "engine/src"])
        .into_iter()
        .filter(|source| !tests.contains(&source.name))
        .collect()
}

/// All sources, tests, examples and benches among them.
pub(crate) fn all() -> Vec<Source> {
    read(&["src", "engine/src", "engine/examples", "tests", "benches"])
}

/// A file as it is written.
pub(crate) struct Document {
    /// Its path from the root of the repository.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
}

/// Everything that is written in English: code, pages, texts and documents. The rules themselves
/// quote what they refuse.
pub(crate) fn documents() -> Vec<Document> {
    let places = [
        "src",
        "engine",
        "tests",
        "docs",
        "locales",
        "config",
        "assets/welcome",
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ];

    files(&places, &["rs", "md", "ftl", "html", "js", "toml"])
        .into_iter()
        .map(|(name, text)| Document { name, text })
        .filter(|document| !document.name.starts_with("tests/tidy/"))
        .collect()
}

/// What is written for the operator: documents, images and manifests.
pub(crate) fn for_operators() -> Vec<Document> {
    let places = [
        "docs",
        "deploy",
        "README.md",
        "CHANGELOG.md",
        "Dockerfile",
        "compose.yaml",
    ];
    let endings = ["md", "yaml", "service", "example", "toml", ""];

    files(&places, &endings)
        .into_iter()
        .map(|(name, text)| Document { name, text })
        .collect()
}

fn read(folders: &[&str]) -> Vec<Source> {
    files(folders, &["rs"])
        .iter()
        .map(|(name, text)| Source::parse(name, text))
        .collect()
}

fn files(places: &[&str], endings: &[&str]) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for place in places {
        collect(&Path::new(ROOT).join(place), endings, &mut paths);
    }

    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(ROOT).unwrap().to_str().unwrap();

            (name.replace('\\', "/"), fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn collect(place: &Path, endings: &[&str], paths: &mut Vec<PathBuf>) {
    let is_read = |path: &Path| {
        let ending = path.extension().unwrap_or_default().to_str();
        ending.is_some_and(|ending| endings.contains(&ending))
    };
    if place.is_file() && is_read(place) {
        paths.push(place.to_owned());
    }

    let Ok(entries) = fs::read_dir(place) else {
        return;
    };

    for path in entries.map(|entry| entry.unwrap().path()) {
        collect(&path, endings, paths);
    }
}

/// Files that a `#[cfg(test)] mod name;` brings in, with everything below them.
fn test_files() -> HashSet<String> {
    let all = files(&["src", "engine/src"], &["rs"]);
    let mut found = HashSet::new();
    for (name, text) in &all {
        let code = syn::parse_file(text).unwrap();
        let folder = match name.rsplit_once('/') {
            Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder.to_owned(),
            _ => name.trim_end_matches(".rs").to_owned(),
        };

        for item in code.items.iter().filter(|item| is_test_module(item)) {
            let Item::Mod(module) = item else { continue };
            let place = format!("{folder}/{}", module.ident);
            let below = |name: &&String| {
                **name == format!("{place}.rs") || name.starts_with(&format!("{place}/"))
            };

            found.extend(all.iter().map(|(name, _)| name).filter(below).cloned());
        }
    }

    found
}

fn is_test_module(item: &Item) -> bool {
    match item {
        Item::Mod(module) => module.attrs.iter().any(is_cfg_test),
        _ => false,
    }
}

/// `#[cfg(test)]`, also among other conditions, as in `#[cfg(all(test, feature = "cuda"))]`.
fn is_cfg_test(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => list
            .tokens
            .to_string()
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .any(|word| word == "test"),
        _ => false,
    }
}
