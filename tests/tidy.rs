//! The tree is the architecture: who may know whom, how long a file may be, and what has no place
//! in the code.

#![expect(clippy::unwrap_used, reason = "a test may end where it stands")]

use std::{
    fs,
    path::{Path, PathBuf},
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A module and the modules of this crate that it must not name.
const FORBIDDEN: [(&str, &[&str]); 15] = [
    ("src/domain", &["crate::", "!crate::domain"]),
    ("engine/src", &["vernissage::"]),
    ("src/store", &["crate::", "!crate::domain", "!crate::store"]),
    ("src/clock.rs", &["crate::", "!crate::domain"]),
    ("src/bells.rs", &["crate::"]),
    ("src/backoff.rs", &["crate::", "!crate::clock"]),
    (
        "src/pictures",
        &[
            "crate::",
            "!crate::clock",
            "!crate::domain",
            "!crate::store",
            "!crate::pictures",
        ],
    ),
    (
        "src/print_sheet",
        &["crate::", "!crate::domain", "!crate::print_sheet"],
    ),
    (
        "src/messengers",
        &[
            "crate::",
            "!crate::backoff",
            "!crate::domain",
            "!crate::pictures",
            "!crate::messengers",
        ],
    ),
    (
        "src/payments",
        &[
            "crate::",
            "!crate::backoff",
            "!crate::clock",
            "!crate::domain",
            "!crate::payments",
        ],
    ),
    (
        "src/operator",
        &[
            "crate::",
            "!crate::domain",
            "!crate::operator",
            "!crate::store",
        ],
    ),
    (
        "src/web",
        &[
            "crate::app",
            "crate::cli",
            "crate::config",
            "crate::engine",
            "crate::workers",
            "store::sqlite",
        ],
    ),
    (
        "src/workers",
        &["crate::app", "crate::cli", "crate::web", "store::sqlite"],
    ),
    (
        "src/config",
        &[
            "crate::",
            "!crate::config",
            "!crate::domain",
            "!crate::engine",
        ],
    ),
    ("src/app", &["crate::cli"]),
];

/// A crate and the only places that may name it.
const OWNERS: [(&str, &[&str]); 29] = [
    ("argon2", &["src/domain/password.rs"]),
    ("askama", &["src/web/console", "src/web/feed"]),
    // The engine has a module of that name.
    ("webp", &["src/pictures/small.rs", "engine/src/image"]),
    ("candle_core", &["engine/src"]),
    (
        "ipnet",
        &["src/domain/sender.rs", "src/payments/yookassa/source.rs"],
    ),
    ("cudarc", &["engine/src/net/cuda"]),
    ("image", &["engine/src/image"]),
    ("png", &["engine/src/image"]),
    ("tiff", &["engine/src/image"]),
    ("zune_jpeg", &["engine/src/image"]),
    ("moxcms", &["engine/src/image"]),
    ("fast_image_resize", &["engine/src/image"]),
    ("safetensors", &["engine/src"]),
    ("figment", &["src/config"]),
    ("clap", &["src/cli", "src/main.rs"]),
    ("indicatif", &["src/cli"]),
    ("sqlx", &["src/store/sqlite"]),
    ("axum", &["src/web"]),
    ("fluent_templates", &["src/domain/language.rs"]),
    ("krilla", &["src/print_sheet"]),
    ("object_store", &["src/pictures"]),
    ("getrandom", &["src/clock.rs"]),
    ("teloxide_core", &["src/messengers/telegram"]),
    (
        "reqwest",
        &[
            "src/messengers/telegram",
            "src/messengers/vk",
            "src/payments/yookassa",
        ],
    ),
    ("metrics_exporter_prometheus", &["src/app"]),
    ("tracing_subscriber", &["src/cli/logs.rs"]),
    (
        "tokio",
        &[
            "src/app",
            "src/bells.rs",
            "src/cli",
            "src/messengers",
            "src/payments",
            "src/pictures",
            "src/store/sqlite",
            "src/web",
            "src/workers",
        ],
    ),
    ("rpassword", &["src/cli/console_password.rs"]),
    ("secrecy", &["src/app", "src/config"]),
];

/// The only modules with `unsafe`: vector units and a GPU are reached by it.
const UNSAFE: [&str; 2] = ["engine/src/net/winograd", "engine/src/net/cuda"];

const LONGEST_FILE: usize = 700;

fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["src", "engine/src", "engine/examples", "tests", "benches"] {
        collect(&Path::new(ROOT).join(folder), &mut found);
    }

    found
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(ROOT)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };

    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The lines of code, without comments and without the tests at a file's end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]\nmod tests {"))
        .map(|(number, line)| (number + 1, line.split("//").next().unwrap_or("")))
}

fn check(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{rule}:\n{}", offences.join("\n"));
}

/// Whether it is a source of the program, not of its tests.
fn is_ours(name: &str) -> bool {
    within(name, &["src/", "engine/src/"])
}

fn within(name: &str, places: &[&str]) -> bool {
    places.iter().any(|place| name.starts_with(place))
}

/// Whether the line names what it must not; with a `!` stands what is allowed of it.
fn names_forbidden(line: &str, forbidden: &[&str]) -> bool {
    let allowed = forbidden.iter().filter_map(|name| name.strip_prefix('!'));
    let rest = allowed.fold(line.to_owned(), |line, name| line.replace(name, ""));

    // A grouped import is judged where its parts stand.
    let rest = rest
        .replace("use crate::{", "")
        .replace("pub(in crate::", "");
    forbidden
        .iter()
        .filter(|name| !name.starts_with('!'))
        .any(|name| rest.contains(name))
}

#[test]
fn arrows_point_inwards() {
    let mut offences = Vec::new();
    for (name, text) in sources() {
        for (_, forbidden) in FORBIDDEN
            .iter()
            .filter(|(module, _)| name.starts_with(module))
        {
            for (number, line) in code(&text) {
                if names_forbidden(line, forbidden) {
                    offences.push(format!("{name}:{number}: {line}"));
                }
            }
        }
    }

    check("a module names one that it must not know", &offences);
}

/// Who may know that there is VKontakte: its own home, and those who put it there by the settings.
const KNOW_VK: [&str; 7] = [
    "src/messengers/vk/",
    "src/messengers/mod.rs",
    "src/app.rs",
    "src/app/",
    "src/config/",
    "src/cli/check.rs",
    "src/cli/mod.rs",
];

#[test]
fn only_its_own_home_knows_vkontakte() {
    let mut offences = Vec::new();
    let others = |(name, _): &(String, String)| is_ours(name) && !within(name, &KNOW_VK);
    for (name, text) in sources().into_iter().filter(others) {
        for (number, line) in text.lines().enumerate() {
            let words = line
                .split(|letter: char| !letter.is_alphanumeric())
                .map(str::to_lowercase);

            if words
                .into_iter()
                .any(|word| word == "vk" || word.starts_with("vkontakte"))
            {
                offences.push(format!("{name}:{}: {line}", number + 1));
            }
        }
    }

    check("VKontakte is known outside of its home", &offences);
}

#[test]
fn each_library_has_one_home() {
    let mut offences = Vec::new();
    for (name, text) in sources().into_iter().filter(|(name, _)| is_ours(name)) {
        for (library, homes) in OWNERS.iter().filter(|(_, homes)| !within(&name, homes)) {
            let uses = [
                format!("use {library}::"),
                format!(" {library}::"),
                format!("({library}::"),
            ];

            for (number, line) in code(&text) {
                // In a list of our own modules a name may stand first in its line.
                let own = line.contains("super::")
                    || line.trim_start().starts_with(&format!("{library}::"));

                if !own && uses.iter().any(|by| line.contains(by)) {
                    offences.push(format!(
                        "{name}:{number}: {library} belongs to {homes:?}: {line}"
                    ));
                }
            }
        }
    }

    check("a library is named outside of its home", &offences);
}

#[test]
fn unsafe_stays_in_its_module_and_is_explained() {
    let mut offences = Vec::new();
    for (name, text) in sources().into_iter().filter(|(name, _)| is_ours(name)) {
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in code(&text)
            .filter(|(_, line)| line.contains("unsafe {") || line.contains("unsafe impl"))
        {
            let explained = lines[number.saturating_sub(6)..number]
                .iter()
                .any(|line| line.contains("SAFETY:"));

            if !within(&name, &UNSAFE) || !explained {
                offences.push(format!("{name}:{number}: {line}"));
            }
        }
    }

    check(
        "unsafe outside of its module, or without a SAFETY comment",
        &offences,
    );
}

#[test]
fn files_are_short() {
    let long = sources()
        .into_iter()
        .map(|(name, text)| (name, text.lines().count()));
    let offences: Vec<String> = long
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(name, lines)| format!("{name}: {lines}"))
        .collect();
    check(
        &format!("files of more than {LONGEST_FILE} lines"),
        &offences,
    );
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["todo!(", "unimplemented!(", "FIXME", "XXX", "#[ignore"];
    let mut offences = Vec::new();
    for (name, text) in sources()
        .into_iter()
        .filter(|(name, _)| name != "tests/tidy.rs")
    {
        for (number, line) in text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                offences.push(format!("{name}:{}: {line}", number + 1));
            }
        }
    }

    check("work left for later", &offences);
}

#[test]
fn every_module_says_what_it_is_for() {
    let offences: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| {
            is_ours(name) && !name.ends_with("tests.rs") && !text.starts_with("//!")
        })
        .map(|(name, _)| name)
        .collect();
    check("modules without a head comment", &offences);
}
