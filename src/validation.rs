//! Values of the right kind that make no sense, each named by its key. The settings are checked with
//! it, and so are the sections that belong to a messenger.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de::Error};
use url::Url;

/// A value that makes no sense.
#[derive(Debug, thiserror::Error)]
#[error("{key} {problem}")]
pub struct InvalidSetting {
    /// The key, such as `tiers.free.size`.
    pub key: Cow<'static, str>,
    /// What is wrong with its value; continues the sentence that the key begins.
    pub problem: String,
}

pub(crate) fn invalid(
    key: impl Into<Cow<'static, str>>,
    problem: impl Into<String>,
) -> InvalidSetting {
    InvalidSetting {
        key: key.into(),
        problem: problem.into(),
    }
}

/// The parts of an address that a setting may have beside scheme, host and port.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    /// The pages link to each other from the root of their host.
    No,
    Any,
}

/// Refuses a number outside of `least..=most`.
pub(crate) fn within(
    key: impl Into<Cow<'static, str>>,
    value: u32,
    least: u32,
    most: u32,
) -> Result<(), InvalidSetting> {
    if (least..=most).contains(&value) {
        return Ok(());
    }

    Err(invalid(
        key,
        format!("must be between {least} and {most}, not {value}"),
    ))
}

/// Whether a text consists of ASCII letters, digits and `marks`.
pub(crate) fn is_written_with(text: &str, marks: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_ascii_alphanumeric() || marks.contains(letter))
}

/// An API that is used has an address.
pub(crate) fn api(key: &'static str, text: &str, is_used: bool) -> Result<(), InvalidSetting> {
    if is_used && text.is_empty() {
        return Err(invalid(
            key,
            "must not be empty: it is the address of the API",
        ));
    }

    address(key, text, Path::Any)
}

/// An address with http or https and a host, or none at all.
pub(crate) fn address(key: &'static str, text: &str, path: Path) -> Result<(), InvalidSetting> {
    if text.is_empty() {
        return Ok(());
    }

    let must_be = |what: &str| invalid(key, format!("must be {what}, not {text:?}"));
    let example = "an address such as https://paint.example.org";
    let url = Url::parse(text).map_err(|error| must_be(&format!("{example} ({error})")))?;

    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(must_be(&format!(
            "{example}, beginning with http:// or https://"
        )));
    }

    let has_user = !url.username().is_empty() || url.password().is_some();
    if has_user || url.query().is_some() || url.fragment().is_some() {
        return Err(must_be("an address without a user, ? and #"));
    }

    if path == Path::No && url.path() != "/" {
        return Err(must_be(
            "an address without a path, such as https://paint.example.org (the pages are at the root of their host)",
        ));
    }

    Ok(())
}

/// Reads a list whose items are checked while they become the domain's type.
pub(crate) fn each<'de, Fields, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    Fields: Deserialize<'de> + TryInto<T, Error = InvalidSetting>,
    D: Deserializer<'de>,
{
    Vec::<Fields>::deserialize(deserializer)?
        .into_iter()
        .map(|fields| fields.try_into().map_err(D::Error::custom))
        .collect()
}
