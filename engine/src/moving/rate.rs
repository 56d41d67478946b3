//! A constant rate from frames that are shown for different times.

use std::{ops::ControlFlow, time::Duration};

use crate::image::Picture;

/// The most frames a second.
const MOST: u32 = 60;

/// What browsers show a frame for that asks for no time at all or for ten milliseconds.
const DEFAULT_DELAY: Duration = Duration::from_millis(100);
const LONGEST_IGNORED_DELAY: Duration = Duration::from_millis(10);

/// Frames a second, from 1 to 60.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FrameRate {
    hertz: u32,
}

impl Default for FrameRate {
    /// Twelve: what drawn films have.
    fn default() -> Self {
        Self { hertz: 12 }
    }
}

impl FrameRate {
    /// So many frames a second; `None` unless it is 1 to 60.
    #[must_use]
    pub fn new(hertz: u32) -> Option<Self> {
        (1..=MOST).contains(&hertz).then_some(Self { hertz })
    }

    /// Frames a second.
    #[must_use]
    pub fn hertz(self) -> u32 {
        self.hertz
    }

    /// How many frames a film of this length has, at least one.
    #[must_use]
    pub fn frames(self, length: Duration) -> u32 {
        let frames = (length.as_micros() * u128::from(self.hertz) + 500_000) / 1_000_000;

        u32::try_from(frames).unwrap_or(u32::MAX).max(1)
    }

    /// When frame `index` begins, in units of a second divided by `units`.
    pub(super) fn start(self, index: usize, units: u64) -> u64 {
        let hertz = u64::from(self.hertz);

        (index as u64 * units + hertz / 2) / hertz
    }

    /// The middle of the time that frame `index` is shown. Rounded delays then cannot double one
    /// frame and drop the next.
    fn middle(self, index: u32) -> Duration {
        let micros = (2 * u64::from(index) + 1) * 500_000 / u64::from(self.hertz);

        Duration::from_micros(micros)
    }
}

/// The time for which browsers show a frame that asks for `delay`.
pub(super) fn shown_for(delay: Duration) -> Duration {
    if delay <= LONGEST_IGNORED_DELAY {
        DEFAULT_DELAY
    } else {
        delay
    }
}

/// Gives the frames of a file on at a constant rate.
pub(super) struct Frames<'a> {
    rate: FrameRate,
    /// Frames that were given on, and all of them.
    given: u32,
    all: u32,
    /// The end of the frame that came last.
    end: Duration,
    last: Option<Picture>,
    frame: &'a mut dyn FnMut(&Picture) -> ControlFlow<()>,
}

impl<'a> Frames<'a> {
    /// For a film of this length.
    pub(super) fn new(
        rate: FrameRate,
        length: Duration,
        frame: &'a mut dyn FnMut(&Picture) -> ControlFlow<()>,
    ) -> Self {
        Self {
            rate,
            given: 0,
            all: rate.frames(length),
            end: Duration::ZERO,
            last: None,
            frame,
        }
    }

    /// The next frame of the file, which is shown for `delay`. `picture` is asked for it only if it
    /// is needed.
    pub(super) fn push(
        &mut self,
        delay: Duration,
        picture: impl FnOnce() -> Picture,
    ) -> ControlFlow<()> {
        self.push_if(delay, || Some(picture()))
    }

    /// The same for a picture that may turn out to be missing.
    pub(super) fn push_if(
        &mut self,
        delay: Duration,
        picture: impl FnOnce() -> Option<Picture>,
    ) -> ControlFlow<()> {
        self.end = self.end.saturating_add(delay);
        if !self.is_due() {
            // A film that is shorter than half a frame has one all the same.
            if self.given == 0 && self.last.is_none() {
                self.last = picture();
            }

            return ControlFlow::Continue(());
        }

        let Some(picture) = picture() else {
            return ControlFlow::Continue(());
        };

        while self.is_due() {
            self.given += 1;
            (self.frame)(&picture)?;
        }

        self.last = Some(picture);
        ControlFlow::Continue(())
    }

    /// After the last frame of the file, which fills up what the lengths of the frames leave open.
    pub(super) fn finish(&mut self) -> ControlFlow<()> {
        let Some(last) = self.last.take() else {
            return ControlFlow::Continue(());
        };

        while self.given < self.all {
            self.given += 1;
            (self.frame)(&last)?;
        }

        ControlFlow::Continue(())
    }

    /// Whether a frame is to be given on that is shown until now.
    fn is_due(&self) -> bool {
        self.given < self.all && self.rate.middle(self.given) < self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of the frames with these lengths in milliseconds come out.
    fn resampled(hertz: u32, millis: &[u64]) -> Vec<u8> {
        let mut shown = Vec::new();
        let length = Duration::from_millis(millis.iter().sum());
        let mut take = |picture: &Picture| {
            shown.push(picture.as_rgb()[0]);
            ControlFlow::Continue(())
        };

        let rate = FrameRate::new(hertz).unwrap();
        let mut frames = Frames::new(rate, length, &mut take);
        for (index, millis) in millis.iter().enumerate() {
            let picture = || Picture::from_rgb(1, 1, vec![index as u8; 3]).unwrap();
            let _ = frames.push(Duration::from_millis(*millis), picture);
        }

        let _ = frames.finish();
        shown
    }

    #[test]
    fn delays_rounded_to_centiseconds_give_every_frame_once() {
        let delays = [80, 80, 90, 80, 80, 90, 80, 80, 90, 80, 80, 90];

        assert_eq!(resampled(12, &delays), (0..12).collect::<Vec<u8>>());
    }

    #[test]
    fn long_frames_come_often_and_short_ones_may_be_left_out() {
        assert_eq!(resampled(10, &[300, 100, 10, 90]), [0, 0, 0, 1, 3]);
        assert_eq!(resampled(10, &[40; 10]), [1, 3, 6, 8]);
    }

    #[test]
    fn the_shortest_film_has_a_frame() {
        assert_eq!(resampled(10, &[20]), [0]);
    }

    #[test]
    fn rates_have_bounds() {
        assert_eq!(FrameRate::new(0), None);
        assert_eq!(FrameRate::new(61), None);
        assert_eq!(FrameRate::default().hertz(), 12);
    }
}
