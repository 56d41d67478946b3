//! Films that the tests make themselves.

use std::ops::ControlFlow;

use super::{FrameRate, Header, Limits, MovingError, read};
use crate::image::Picture;

/// Frames of a scene in which a disc crosses a gradient.
pub(super) fn scene(width: u32, height: u32, frames: u32) -> Vec<Picture> {
    (0..frames)
        .map(|index| scene_frame(width, height, index))
        .collect()
}

/// Frame `index` of the scene.
pub(super) fn scene_frame(width: u32, height: u32, index: u32) -> Picture {
    let centre_x = f64::from(width) * 0.2 + f64::from(index) * 3.0;
    let centre_y = f64::from(height) * 0.5;
    let radius = f64::from(height) * 0.25;

    let mut rgb = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let distance = (f64::from(x) - centre_x).hypot(f64::from(y) - centre_y);
            if distance < radius {
                rgb.extend([210, 60, 40]);
            } else {
                let across = 60 + x * 140 / width;
                let down = 200 - y * 120 / height;
                rgb.extend([across as u8, down as u8, 150]);
            }
        }
    }

    Picture::from_rgb(width, height, rgb).unwrap()
}

/// The frames of a file at a rate.
pub(super) fn frames_at(file: &[u8], hertz: u32) -> Result<Film, MovingError> {
    let mut frames = Vec::new();
    let rate = FrameRate::new(hertz).unwrap();
    let header = read(file, &Limits::default(), rate, &mut |picture| {
        frames.push(picture.clone());
        ControlFlow::Continue(())
    })?;

    Ok(Film { header, frames })
}

/// What a file holds.
pub(super) struct Film {
    pub(super) header: Header,
    pub(super) frames: Vec<Picture>,
}

/// The peak signal to noise ratio of two pictures of one size, in decibels.
#[track_caller]
pub(super) fn psnr(one: &Picture, other: &Picture) -> f64 {
    assert_eq!(one.size(), other.size());
    let pairs = one.as_rgb().iter().zip(other.as_rgb());
    let squares: f64 = pairs
        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
        .sum();
    let error = squares / one.as_rgb().len() as f64;

    10.0 * (255.0 * 255.0 / error.max(1e-9)).log10()
}

/// An animated PNG of the scene, ten frames a second.
pub(super) fn animated_png(width: u32, height: u32, frames: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(frames, 0).unwrap();
    encoder.set_frame_delay(1, 10).unwrap();

    let mut writer = encoder.write_header().unwrap();
    for picture in scene(width, height, frames) {
        writer.write_image_data(picture.as_rgb()).unwrap();
    }

    writer.finish().unwrap();
    file
}
