//! Moments and spans. The clock itself is elsewhere: a moment always comes in as a parameter.

use std::time::Duration;

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

    /// The moment `span` later; stays at the end of time instead of overflowing.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        Self(self.0.saturating_add(millis(span)))
    }

    /// The moment `span` earlier.
    #[must_use]
    pub fn minus(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(millis(span)))
    }

    /// How long ago `earlier` was; nothing when the clock jumped back and it lies ahead.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// Where a clock stands: so far ahead of UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zone(i16);

impl Zone {
    /// The zone so many minutes east of Greenwich; `None` where no clock stands.
    #[must_use]
    pub fn of_minutes(minutes: i64) -> Option<Self> {
        let minutes = i16::try_from(minutes).ok()?;
        (-12 * 60..=14 * 60)
            .contains(&minutes)
            .then_some(Self(minutes))
    }

    /// Minutes east of Greenwich.
    #[must_use]
    pub const fn minutes(self) -> i16 {
        self.0
    }
}

impl Moment {
    /// The moment at which a clock in UTC shows what one in this zone shows now.
    #[must_use]
    pub fn in_zone(self, zone: Zone) -> Self {
        Self(self.0.saturating_add(i64::from(zone.minutes()) * 60_000))
    }

    /// Year, month and day in UTC.
    #[must_use]
    pub const fn date(self) -> (i64, i64, i64) {
        // Days since a 1st of March before every date of interest, in eras of 400 years (H.
        // Hinnant's civil_from_days).
        let days = self.0.div_euclid(DAY) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);

        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };

        (
            year + era * 400 + if month <= 2 { 1 } else { 0 },
            month,
            day,
        )
    }

    /// The beginning in UTC of a day written as `2026-11-25`; `None` for anything else.
    #[must_use]
    pub fn parse_date(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let part = parts
                .next()
                .filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))?;
            part.parse::<i64>().ok()
        };

        let year = part(4)?;
        let month = part(2)?;
        let day = part(2)?;
        let of_march = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };

        let era = of_march.0.div_euclid(400);
        let of_era = of_march.0.rem_euclid(400);
        let days = of_era * 365 + of_era / 4 - of_era / 100 + (153 * of_march.1 + 2) / 5 + day - 1;
        let moment = Self((era * 146_097 + days - 719_468) * DAY);

        (parts.next().is_none() && moment.date() == (year, month, day)).then_some(moment)
    }
}

/// In milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

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
    fn days_are_read_and_written() {
        assert_eq!(Moment::from_millis(0).date(), (1970, 1, 1));
        assert_eq!(Moment::from_millis(-1).date(), (1969, 12, 31));

        for (text, date) in [
            ("2026-11-25", (2026, 11, 25)),
            ("2024-02-29", (2024, 2, 29)),
            ("2000-03-01", (2000, 3, 1)),
        ] {
            assert_eq!(
                Moment::parse_date(text).map(Moment::date),
                Some(date),
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
        let date = |minutes| late.in_zone(Zone::of_minutes(minutes).unwrap()).date();
        assert_eq!(
            [0, 180, -600].map(date),
            [(2026, 11, 24), (2026, 11, 25), (2026, 11, 24)]
        );

        for nowhere in [-721, 841, i64::MAX] {
            assert_eq!(Zone::of_minutes(nowhere), None);
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
