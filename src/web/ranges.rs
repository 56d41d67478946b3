//! Parts of a file: the player of a film asks for them, to show its end before its middle has come.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// What a request wants of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WantedBytes {
    /// All of it.
    All,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that it does not have.
    Missing,
}

impl WantedBytes {
    /// What a request for a file of `size` bytes wants; `tag` is the file's `ETag`. Several parts at
    /// once, another unit, or what makes no sense mean all of it, as the standard has it.
    pub(super) fn read(headers: &HeaderMap, size: u64, tag: &str) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let is_other_file = text(header::IF_RANGE).is_some_and(|wanted| wanted != tag);
        let Some(range) = text(header::RANGE).filter(|_| !is_other_file) else {
            return Self::All;
        };

        match parse(range, size) {
            Some(part) if part.is_empty() => Self::Missing,
            Some(part) => Self::Part(part),
            None => Self::All,
        }
    }
}

/// The bytes that a `Range` header names, empty if there are none; `None` for another header.
fn parse(range: &str, size: u64) -> Option<Range<u64>> {
    let (unit, bounds) = range.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }

    let (first, last) = bounds.trim().split_once('-')?;
    if first.is_empty() {
        let length = number(last)?.min(size);
        return Some(size - length..size);
    }

    let first = number(first)?;
    let end = match last {
        "" => size,
        last => number(last)
            .filter(|last| *last >= first)?
            .saturating_add(1),
    };

    Some(first.min(size)..end.min(size))
}

fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }

    // What is too large for a number is beyond every file.
    Some(digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(range: &str, if_range: Option<&str>) -> WantedBytes {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        if let Some(tag) = if_range {
            headers.insert(header::IF_RANGE, tag.parse().unwrap());
        }

        WantedBytes::read(&headers, 100, "\"a\"")
    }

    #[test]
    fn a_part_is_what_the_header_says() {
        for (range, part) in [
            ("bytes=0-", 0..100),
            ("bytes=0-0", 0..1),
            ("Bytes=10-19", 10..20),
            ("bytes=90-200", 90..100),
            ("bytes=90-99999999999999999999999", 90..100),
            ("bytes=-10", 90..100),
            ("bytes=-1000", 0..100),
        ] {
            assert_eq!(wanted(range, None), WantedBytes::Part(part), "{range}");
        }
    }

    #[test]
    fn bytes_behind_the_end_are_missing() {
        for range in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(wanted(range, None), WantedBytes::Missing, "{range}");
        }
    }

    #[test]
    fn anything_else_is_all_of_it() {
        for range in [
            "bytes=0-1,3-4",
            "bytes=5-4",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=-",
            "bytes",
            "lines=1-2",
            "",
        ] {
            assert_eq!(wanted(range, None), WantedBytes::All, "{range}");
        }
    }

    #[test]
    fn a_part_of_another_file_is_not_wanted() {
        let part = WantedBytes::Part(5..10);
        assert_eq!(wanted("bytes=5-9", Some("\"a\"")), part);
        assert_eq!(wanted("bytes=5-9", Some("\"b\"")), WantedBytes::All);
        assert_eq!(
            wanted("bytes=5-9", Some("Mon, 30 Nov 2026 12:00:00 GMT")),
            WantedBytes::All
        );
    }
}
