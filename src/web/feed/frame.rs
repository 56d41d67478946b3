//! What every page has around it: the language and the way to the other one, and what has just been
//! done.

use serde::Deserialize;

use crate::{domain::language::Language, web::assets};

/// What stands around a page.
#[derive(Clone)]
pub(super) struct Frame {
    pub(super) language: Language,
    /// Where people reach the pages, without a slash at the end.
    pub(super) home: String,
    /// The address of this one below it.
    pub(super) here: String,
    /// What was done by the form before.
    pub(super) done: Option<Done>,
    /// In the addresses of the style sheets.
    pub(super) version: &'static str,
}

/// What was done, or why not: a word in the address that the page has a sentence for.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Done {
    ReportOutcome,
    Own,
    Enough,
    Unknown,
}

impl Done {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::ReportOutcome => "reported",
            Self::Own => "own",
            Self::Enough => "enough",
            Self::Unknown => "unknown",
        }
    }

    /// The key of its sentence.
    pub(super) fn text(self) -> String {
        format!("site-done-{}", self.word())
    }
}

impl Frame {
    pub(super) fn new(language: Language, home: &str, here: String, done: Option<Done>) -> Self {
        Self {
            language,
            home: home.to_owned(),
            here,
            done,
            version: assets::version(),
        }
    }

    /// The words behind a key.
    pub(super) fn say(&self, key: impl AsRef<str>) -> String {
        self.language.text(key.as_ref())
    }

    /// The language that the page could be in instead.
    pub(super) fn other(&self) -> Language {
        match self.language {
            Language::En => Language::Ru,
            Language::Ru => Language::En,
        }
    }
}

/// A path of these pages, given by whoever; anything else is the front door.
pub(super) fn local(path: &str) -> &str {
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');

    if is_plain && path.starts_with('/') && !path.starts_with("//") {
        path
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_leads_to_another_site() {
        for path in ["/", "/p/abc?after=1-2#x", "/best/day"] {
            assert_eq!(local(path), path);
        }

        for path in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nset-cookie: b",
            "evil",
        ] {
            assert_eq!(local(path), "/", "{path}");
        }
    }
}
