//! Reads JSON from other people's servers leniently: numbers in quotes, strings sent as numbers,
//! fields that are missing. One odd field must never cost a person their answer.

use serde_json::Value;

/// An integer, also one in quotes or with a fraction (rounded up).
pub(in crate::messengers) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|number| number.ceil() as i64)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// An integer that is not negative.
pub(in crate::messengers) fn size(value: &Value) -> Option<u64> {
    number(value).and_then(|number| number.try_into().ok())
}

/// A string, also a number in its place.
pub(in crate::messengers) fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
