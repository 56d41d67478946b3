//! What every page of the site shares: the language, the links to the other languages, and the notice
//! about what the last form did.

use serde::Deserialize;

use crate::{domain::language::Language, web::assets};

/// The frame of a page.
#[derive(Clone)]
pub(super) struct Layout {
    pub(super) language: Language,
    /// The public address of the site, without a trailing slash.
    pub(super) home: String,
    /// The path of this page.
    pub(super) here: String,
    /// What the last form did.
    pub(super) notice: Option<Notice>,
    /// The version in the addresses of assets.
    pub(super) version: &'static str,
}

/// What a form did, or why it did nothing: a word in the address, for which the page has a
/// sentence.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Notice {
    Reported,
    Own,
    Enough,
    Unknown,
}

impl Notice {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
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

impl Layout {
    pub(super) fn new(
        language: Language,
        home: &str,
        here: String,
        notice: Option<Notice>,
    ) -> Self {
        Self {
            language,
            home: home.to_owned(),
            here,
            notice,
            version: assets::version(),
        }
    }

    /// The text of a key, in the language of the page.
    pub(super) fn say(&self, key: impl AsRef<str>) -> String {
        self.language.text(key.as_ref())
    }

    /// The languages that the page can be switched to.
    pub(super) fn others(&self) -> impl Iterator<Item = Language> {
        let current = self.language;
        Language::ALL
            .into_iter()
            .filter(move |language| *language != current)
    }
}

/// A path of this site that came from a form or an address; the front page for anything else, so
/// that no form redirects to another site.
pub(super) fn local_path(path: &str) -> &str {
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
            assert_eq!(local_path(path), path);
        }

        for path in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nset-cookie: b",
            "evil",
        ] {
            assert_eq!(local_path(path), "/", "{path}");
        }
    }
}
