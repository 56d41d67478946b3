//! Values of the right kind that make no sense, each named by its key.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de::Error};

/// A value that makes no sense.
#[derive(Debug, thiserror::Error)]
#[error("{key} {problem}")]
pub struct InvalidSetting {
    /// The key, such as `tiers.free.size`.
    pub key: Cow<'static, str>,
    /// What is wrong with its value; continues the sentence that the key begins.
    pub problem: String,
}

pub(super) fn invalid(
    key: impl Into<Cow<'static, str>>,
    problem: impl Into<String>,
) -> InvalidSetting {
    InvalidSetting {
        key: key.into(),
        problem: problem.into(),
    }
}

/// Refuses a number outside of `least..=most`.
pub(super) fn within(
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
pub(super) fn is_written_with(text: &str, marks: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_ascii_alphanumeric() || marks.contains(letter))
}

/// Reads a list whose items are checked while they become the domain's type.
pub(super) fn each<'de, Fields, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    Fields: Deserialize<'de> + TryInto<T, Error = InvalidSetting>,
    D: Deserializer<'de>,
{
    Vec::<Fields>::deserialize(deserializer)?
        .into_iter()
        .map(|fields| fields.try_into().map_err(D::Error::custom))
        .collect()
}
