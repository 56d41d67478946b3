//! How it was painted: a painting's growth from the photo, through what it looked like on the way, to
//! the finished picture, as the frames of a short film.
//!
//! The film begins with the photo, flows from snapshot to snapshot, rests on the painting and leads
//! back to the photo, so that it can be shown again and again. Needs no network.

mod maker;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use maker::GrowthMaker;

use crate::{
    image::{Picture, Size, fitted_size},
    moving::FrameRate,
};

/// The longest side of the film, and of snapshots, in px.
pub const LONGEST_SIDE: u32 = 480;

/// How many snapshots of a painting are enough for it to flow.
pub const SNAPSHOTS: u32 = 14;

/// Frames a second.
const RATE: u32 = 20;
/// Frames in which only the photo is seen.
const PHOTO_FRAMES: usize = 8;
/// Frames from the photo to the painting.
const GROWTH_FRAMES: usize = 44;
/// What a step takes at least, where that from black to white takes sixteen.
const LEAST_TIME: f64 = 0.3;
/// Frames in which only the painting is seen.
const PAINTING_FRAMES: usize = 20;
/// Frames from the painting back to the photo.
const RETURN_FRAMES: usize = 6;

/// What a film of a painting's growth is made of.
#[derive(Clone, Copy, Debug)]
pub struct Growth<'a> {
    /// The photo.
    pub photo: &'a Picture,
    /// What the painting looked like on the way, at any sizes, in their order; may be empty.
    pub snapshots: &'a [Picture],
    /// The finished painting, which gives the film its shape.
    pub painting: &'a Picture,
}

/// The frames a second of the film.
///
/// # Panics
/// Never: the rate is one that films may have.
#[must_use]
pub fn rate() -> FrameRate {
    FrameRate::new(RATE).expect("20 frames a second are possible")
}

/// The size of a snapshot of a painting of this size: that of the film, or the snapshot's own if that
/// is smaller.
#[must_use]
pub fn film_size(painting: Size) -> Size {
    let longest = painting.longest().min(LONGEST_SIDE);
    let fitted = fitted_size(painting.width, painting.height, longest);

    // H.264 has even sides only.
    Size::new(fitted.width & !1, fitted.height & !1)
}

/// The share of the work after which snapshot `number`, from 1, is due: a painting changes most at
/// the beginning.
#[must_use]
pub fn due(number: u32) -> f64 {
    let share = f64::from(number) / f64::from(SNAPSHOTS + 1);
    share * share
}

impl Growth<'_> {
    /// The frames of the film, all of one size.
    #[must_use]
    pub fn frames(&self) -> Vec<Picture> {
        let size = film_size(self.painting.size());
        let fitted = |picture: &Picture| picture.resized(size.width, size.height);

        let mut ways: Vec<Picture> = Vec::with_capacity(self.snapshots.len() + 2);
        ways.push(fitted(self.photo));
        ways.extend(self.snapshots.iter().map(fitted));
        ways.push(fitted(self.painting));

        let photo = &ways[0];
        let painting = &ways[ways.len() - 1];
        let mut frames = vec![photo.clone(); PHOTO_FRAMES];
        let stations = stations(&ways);
        frames.extend(between(0..GROWTH_FRAMES).map(|share| at(&ways, &stations, share)));
        frames.extend(vec![painting.clone(); PAINTING_FRAMES]);
        frames.extend(between(0..RETURN_FRAMES).map(|share| painting.mixed(photo, share)));

        frames
    }
}

/// A share above 0 and below 1 for each frame.
fn between(frames: Range<usize>) -> impl Iterator<Item = f64> {
    let all = frames.len() + 1;
    frames.map(move |frame| (frame + 1) as f64 / all as f64)
}

/// The share of the time at which each picture is seen, from 0 to 1: what changes much takes longer.
fn stations(ways: &[Picture]) -> Vec<f64> {
    let steps = ways.windows(2);
    let times = steps.map(|pair| distance(&pair[0], &pair[1]).sqrt().max(LEAST_TIME));

    let mut stations = vec![0.0];
    stations.extend(times.scan(0.0, |sum, time| {
        *sum += time;
        Some(*sum)
    }));

    let all = stations[stations.len() - 1];
    stations.iter().map(|station| station / all).collect()
}

/// How far two pictures of one size are apart, in levels of 0 to 255 in the mean.
fn distance(one: &Picture, other: &Picture) -> f64 {
    let pairs = one.as_rgb().iter().zip(other.as_rgb());
    let sum: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();

    sum as f64 / one.as_rgb().len() as f64
}

/// What there is after this share of the time, between two of the pictures.
fn at(ways: &[Picture], stations: &[f64], share: f64) -> Picture {
    let before = stations.iter().rposition(|station| *station <= share);
    let before = before.unwrap_or(0).min(ways.len() - 2);
    let span = stations[before + 1] - stations[before];

    ways[before].mixed(&ways[before + 1], (share - stations[before]) / span)
}
