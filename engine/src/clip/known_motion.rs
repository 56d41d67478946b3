//! A clip whose motion is known, to measure what painting does to motion: a photo panned and
//! zoomed, and a second one as an ellipse that crosses it.

use super::{
    flow::{Flow, Vector},
    measure::TrueMotion,
};
use crate::{
    image::{Picture, Size},
    planes::{PlaneSize, Planes},
    random::SplitMix64,
};

/// Samples of the photo in a pixel, along each axis: a camera's pixel sees an area, too.
const SAMPLES: usize = 3;

/// A clip to make.
#[derive(Clone, Debug)]
pub struct KnownMotion {
    /// What is behind; the camera moves over it.
    pub background: Picture,
    /// What moves in front, cut out as an ellipse.
    pub foreground: Picture,
    /// The size of the frames.
    pub size: Size,
    /// How many.
    pub frames: usize,
    /// The standard deviation of the grain, of 255.
    pub grain: f32,
    /// How the camera and the ellipse move.
    pub path: Path,
}

/// How a clip moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// On and on: the camera to the right and closer, the ellipse to the right and up and down.
    Onward,
    /// In circles, so that the last frame leads to the first.
    Circle,
}

/// The largest rectangle of the background that a frame shows, as a share of it.
const VIEW: f32 = 0.8;
/// How much closer the camera comes from frame to frame.
const ZOOM: f32 = 0.008;
/// The way of the camera in a frame, in widths of the frame.
const PAN: Vector = Vector { x: 0.006, y: 0.002 };
/// The way of the ellipse in a frame, in widths of the frame.
const STEP: f32 = 0.028;
/// The radii of the ellipse, in widths of the frame.
const RADII: Vector = Vector { x: 0.12, y: 0.15 };
/// The width of its soft edge, in radii.
const EDGE: f32 = 0.08;

/// The camera: the place of the background that a pixel shows is `scale` times its own, plus
/// `start`.
#[derive(Clone, Copy)]
struct Camera {
    scale: f32,
    start: Vector,
}

impl KnownMotion {
    /// The frames.
    #[must_use]
    pub fn frames(&self) -> Vec<Picture> {
        let mut random = SplitMix64::new(1);
        let background = self.background.to_planes();
        let foreground = self.foreground.to_planes();
        let frame = |number| self.frame(number, &background, &foreground, &mut random);

        (0..self.frames).map(frame).collect()
    }

    /// The motion of each frame after the first one.
    #[must_use]
    pub fn motion(&self) -> Vec<TrueMotion> {
        (1..self.frames)
            .map(|number| self.between(number, number - 1))
            .collect()
    }

    /// The motion from one frame to another, which need not be its neighbour.
    #[must_use]
    pub fn between(&self, frame: usize, other: usize) -> TrueMotion {
        let own = self.camera(frame);
        let there = self.camera(other);
        let middle = self.middle(frame);
        let middle_there = self.middle(other);
        let flow = Flow::from_fn(self.plane_size(), |x, y| {
            let place = place(x, y);
            if self.cover(place, middle) > 0.5 {
                return minus(middle_there, middle);
            }

            Vector {
                x: (own.scale * place.x + own.start.x - there.start.x) / there.scale - place.x,
                y: (own.scale * place.y + own.start.y - there.start.y) / there.scale - place.y,
            }
        });

        let PlaneSize { height, width } = self.plane_size();
        let visible = Planes::from_fn(1, height, width, |_, y, x| {
            let cover = self.cover(place(x, y), middle);
            let cover_there = self.cover(flow.place(x, y), middle_there);
            let is_edge = (cover - 0.5).abs() < 0.45 || (cover_there - 0.5).abs() < 0.45;
            let is_same = (cover > 0.5) == (cover_there > 0.5);
            f32::from(u8::from(flow.is_inside(x, y) && is_same && !is_edge))
        });

        TrueMotion { flow, visible }
    }

    fn plane_size(&self) -> PlaneSize {
        PlaneSize {
            height: self.size.height as usize,
            width: self.size.width as usize,
        }
    }

    fn frame(
        &self,
        number: usize,
        background: &Planes,
        foreground: &Planes,
        random: &mut SplitMix64,
    ) -> Picture {
        let PlaneSize { height, width } = self.plane_size();
        let camera = self.camera(number);
        let middle = self.middle(number);
        let radii = self.radii();
        let mut frame = Planes::zeros(3, height, width);

        for sample in 0..SAMPLES * SAMPLES {
            let offset = |number: usize| (number as f32 + 0.5) / SAMPLES as f32 - 0.5;
            let at = |x: usize, y: usize| Vector {
                x: x as f32 + offset(sample % SAMPLES),
                y: y as f32 + offset(sample / SAMPLES),
            };
            let size = self.plane_size();
            let behind = Flow::from_fn(size, |x, y| Vector {
                x: camera.scale * at(x, y).x + camera.start.x - x as f32,
                y: camera.scale * at(x, y).y + camera.start.y - y as f32,
            });
            let before = Flow::from_fn(size, |x, y| {
                let from_middle = minus(at(x, y), middle);
                let along = |way: f32, radius: f32, side: usize| {
                    0.5 * (way / radius + 1.0) * (side - 1) as f32
                };
                Vector {
                    x: along(from_middle.x, radii.x, foreground.width()) - x as f32,
                    y: along(from_middle.y, radii.y, foreground.height()) - y as f32,
                }
            });

            let behind = behind.warp(background);
            let before = before.warp(foreground);
            for channel in 0..3 {
                let values = behind.plane(channel).iter().zip(before.plane(channel));
                let sums = frame.plane_mut(channel).iter_mut().zip(values).enumerate();
                for (index, (sum, (behind, before))) in sums {
                    let cover = self.cover(at(index % width, index / width), middle);
                    *sum += (behind + (before - behind) * cover) / (SAMPLES * SAMPLES) as f32;
                }
            }
        }

        for value in frame.data_mut() {
            // The sum of three even numbers has nearly the variance of one, and nearly a bell.
            let noise = random.symmetric() + random.symmetric() + random.symmetric();
            *value = (*value + self.grain * noise).clamp(0.0, 255.0);
        }
        Picture::from_planes(&frame)
    }

    fn camera(&self, number: usize) -> Camera {
        let width = self.size.width as f32;
        let height = self.size.height as f32;
        let widest = VIEW
            * (self.background.width() as f32 / width)
                .min(self.background.height() as f32 / height);
        let time = number as f32;

        match self.path {
            Path::Onward => {
                let scale = widest * (1.0 - ZOOM * time);
                Camera {
                    scale,
                    start: Vector {
                        x: widest * width * (0.03 + PAN.x * time),
                        y: widest * width * (0.03 + PAN.y * time),
                    },
                }
            }
            Path::Circle => {
                let angle = self.angle(time);
                Camera {
                    scale: widest * (0.95 + 0.03 * angle.cos()),
                    start: Vector {
                        x: widest * width * (0.08 - 0.05 * angle.cos()),
                        y: widest * width * (0.08 + 0.03 * angle.sin()),
                    },
                }
            }
        }
    }

    fn angle(&self, time: f32) -> f32 {
        std::f32::consts::TAU * time / self.frames as f32
    }

    /// The middle of the ellipse in a frame.
    fn middle(&self, number: usize) -> Vector {
        let width = self.size.width as f32;
        let height = self.size.height as f32;
        let time = number as f32;

        match self.path {
            Path::Onward => Vector {
                x: width * (0.2 + STEP * time),
                y: height * 0.6 + width * 0.05 * (time / 4.0).sin(),
            },
            Path::Circle => Vector {
                x: width * (0.5 + 0.15 * self.angle(time).sin()),
                y: height * (0.55 + 0.1 * self.angle(time).cos()),
            },
        }
    }

    fn radii(&self) -> Vector {
        let width = self.size.width as f32;
        Vector {
            x: RADII.x * width,
            y: RADII.y * width,
        }
    }

    /// How much of a place the ellipse covers.
    fn cover(&self, place: Vector, middle: Vector) -> f32 {
        let radii = self.radii();
        let from_middle = minus(place, middle);
        let distance = (from_middle.x / radii.x).hypot(from_middle.y / radii.y);

        ((1.0 - distance) / EDGE).clamp(0.0, 1.0)
    }
}

fn place(x: usize, y: usize) -> Vector {
    Vector {
        x: x as f32,
        y: y as f32,
    }
}

fn minus(a: Vector, b: Vector) -> Vector {
    Vector {
        x: a.x - b.x,
        y: a.y - b.y,
    }
}
