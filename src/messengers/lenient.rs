//! Numbers and words as servers of other make write them: numbers in quotes, words as numbers,
//! nothing at all. What the bot reads it reads through these, so that one odd field never costs a
//! person their answer.

use serde_json::Value;

/// A whole number, also one that stands in quotes or has a fraction.
pub(in crate::messengers) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|number| number.ceil() as i64)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A size or a length.
pub(in crate::messengers) fn size(value: &Value) -> Option<u64> {
    number(value).and_then(|number| number.try_into().ok())
}

/// Words, also a number in their place.
pub(in crate::messengers) fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
