//! Moments and time zones. The clock is elsewhere: moments always come in as parameters.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// A moment in milliseconds since 1970 (UTC).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Moment(i64);

impl Moment {
    /// The moment `millis` milliseconds after 1970 began.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The moment `span` later; saturates.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        Self(self.0.saturating_add(millis(span)))
    }

    /// The moment `span` earlier.
    #[must_use]
    pub fn minus(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(millis(span)))
    }

    /// The time since `earlier`; zero if that lies in the future because the clock jumped back.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Whether `span` has passed since `earlier`. A moment that lies in the future, because the
    /// clock jumped back, is no reason to wait for it.
    #[must_use]
    pub fn is_past(self, earlier: Self, span: Duration) -> bool {
        earlier > self || self.since(earlier) >= span
    }
}

/// A time zone as an offset from UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zone(i16);

impl Zone {
    /// The zone at this offset from UTC in minutes; `None` if no such zone exists.
    #[must_use]
    pub fn from_minutes(minutes: i64) -> Option<Self> {
        let minutes = i16::try_from(minutes).ok()?;
        (-12 * 60..=14 * 60)
            .contains(&minutes)
            .then_some(Self(minutes))
    }

    /// The offset from UTC in minutes, positive to the east.
    #[must_use]
    pub const fn minutes(self) -> i16 {
        self.0
    }
}

impl Moment {
    /// The moment whose UTC time is this moment's local time in the zone.
    #[must_use]
    pub fn in_zone(self, zone: Zone) -> Self {
        Self(self.0.saturating_add(i64::from(zone.minutes()) * 60_000))
    }

    /// Date and time of day in UTC. Moments beyond the calendar's end become its last one.
    #[must_use]
    pub fn utc(self) -> NaiveDateTime {
        DateTime::from_timestamp_millis(self.0)
            .map_or(NaiveDateTime::MAX, |moment| moment.naive_utc())
    }

    /// Date and time of day in UTC as `2026-11-25T10:51:18.139Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
    }

    /// The date in UTC.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.utc().date()
    }

    /// Midnight (UTC) of a day written as `2026-11-25`; `None` for anything else.
    #[must_use]
    pub fn parse_date(text: &str) -> Option<Self> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;

        // Chrono also reads `2026-1-1` and `+2026-01-01`.
        let is_canonical = date.format("%Y-%m-%d").to_string() == text;
        let midnight = date.and_time(NaiveTime::MIN).and_utc();
        is_canonical.then(|| Self(midnight.timestamp_millis()))
    }
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_jumps_back_makes_no_negative_span() {
        assert_eq!(
            Moment::from_millis(5).since(Moment::from_millis(9)),
            Duration::ZERO
        );
    }

    #[test]
    fn a_clock_that_jumps_back_keeps_nobody_waiting() {
        let span = Duration::from_millis(3);
        let is_past =
            |now, earlier| Moment::from_millis(now).is_past(Moment::from_millis(earlier), span);
        assert_eq!(
            [is_past(7, 5), is_past(8, 5), is_past(4, 5), is_past(5, 5)],
            [false, true, true, false]
        );
    }

    #[test]
    fn days_are_read_and_written() {
        let written = |moment: Moment| moment.date().to_string();
        assert_eq!(written(Moment::from_millis(0)), "1970-01-01");
        assert_eq!(written(Moment::from_millis(-1)), "1969-12-31");

        for text in ["2026-11-25", "2024-02-29", "2000-03-01"] {
            assert_eq!(
                Moment::parse_date(text).map(written).as_deref(),
                Some(text),
                "{text}"
            );
        }

        assert_eq!(
            Moment::parse_date("2026-11-25").map(Moment::millis),
            Some(1_795_564_800_000)
        );

        for text in [
            "",
            "2026",
            "2026-11",
            "2026-11-31",
            "2025-02-29",
            "2026-13-01",
            "26-11-25",
            "2026-11-25-1",
            "+026-1-1",
        ] {
            assert_eq!(Moment::parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_begins_earlier_in_the_east() {
        let late = Moment::from_millis(1_795_564_800_000 - 1);
        let date = |minutes| {
            late.in_zone(Zone::from_minutes(minutes).unwrap())
                .date()
                .to_string()
        };
        assert_eq!(
            [0, 180, -600].map(date),
            ["2026-11-24", "2026-11-25", "2026-11-24"]
        );

        for nowhere in [-721, 841, i64::MAX] {
            assert_eq!(Zone::from_minutes(nowhere), None);
        }
    }

    #[test]
    fn the_end_of_time_is_not_passed() {
        assert_eq!(
            Moment::from_millis(i64::MAX).plus(Duration::MAX).millis(),
            i64::MAX
        );
    }
}
