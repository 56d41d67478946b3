//! Motion: for each pixel of a frame the place in another frame that it shows, and pictures moved
//! along it.

use rayon::prelude::*;

use crate::planes::{PlaneSize, Planes};

/// A place in a picture, in px; or the way from one to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Vector {
    pub x: f32,
    pub y: f32,
}

impl Vector {
    /// The square of its length.
    #[must_use]
    pub fn square(self) -> f32 {
        self.x * self.x + self.y * self.y
    }
}

/// For each pixel of a frame the way to the place in another frame that shows the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Two planes: the ways along x and along y, in px.
    field: Planes,
}

impl Flow {
    /// A flow with these ways, where `way(x, y)` is that of one pixel.
    #[must_use]
    pub fn from_fn(size: PlaneSize, way: impl Fn(usize, usize) -> Vector) -> Self {
        let PlaneSize { height, width } = size;
        let field = Planes::from_fn(2, height, width, |channel, y, x| {
            let way = way(x, y);
            if channel == 0 { way.x } else { way.y }
        });

        Self { field }
    }

    pub(super) const fn from_planes(field: Planes) -> Self {
        Self { field }
    }

    pub(super) fn planes(&self) -> &Planes {
        &self.field
    }

    pub(super) fn planes_mut(&mut self) -> &mut Planes {
        &mut self.field
    }

    /// The size of the frame.
    #[must_use]
    pub fn size(&self) -> PlaneSize {
        self.field.size()
    }

    /// The way from a pixel.
    #[must_use]
    pub fn way(&self, x: usize, y: usize) -> Vector {
        let place = y * self.field.width() + x;
        Vector {
            x: self.field.plane(0)[place],
            y: self.field.plane(1)[place],
        }
    }

    /// The place in the other frame that a pixel shows.
    #[must_use]
    pub fn place(&self, x: usize, y: usize) -> Vector {
        let way = self.way(x, y);
        Vector {
            x: x as f32 + way.x,
            y: y as f32 + way.y,
        }
    }

    /// Whether the place that a pixel shows lies within the other frame.
    #[must_use]
    pub fn is_inside(&self, x: usize, y: usize) -> bool {
        let PlaneSize { height, width } = self.size();
        let Vector { x, y } = self.place(x, y);

        (0.0..=(width - 1) as f32).contains(&x) && (0.0..=(height - 1) as f32).contains(&y)
    }

    /// The other frame as this frame sees it: bilinear, with the edge pixels going on beyond the
    /// edges.
    #[must_use]
    pub fn warp(&self, other: &Planes) -> Planes {
        self.sample(other, linear)
    }

    /// The same by Lanczos's kernel over six pixels, which keeps nearly all that is sharp: for a
    /// picture that is moved many times.
    #[must_use]
    pub fn warp_sharply(&self, other: &Planes) -> Planes {
        let mut warped = self.sample(other, lanczos);
        for value in warped.data_mut() {
            // Beside edges it overshoots.
            *value = value.clamp(0.0, 255.0);
        }

        warped
    }

    /// The values of `other` at the places that the pixels show; `shares` weighs the pixels around
    /// a place by its distance from the first of them.
    fn sample<const N: usize>(&self, other: &Planes, shares: fn(f32) -> [f32; N]) -> Planes {
        let PlaneSize { height, width } = self.size();
        let taps: Vec<Taps<N>> = (0..height * width)
            .into_par_iter()
            .map(|place| {
                Taps::new(
                    self.place(place % width, place / width),
                    other.size(),
                    shares,
                )
            })
            .collect();

        let mut warped = Planes::zeros(other.channels(), height, width);
        for channel in 0..other.channels() {
            let plane = other.plane(channel);
            warped
                .plane_mut(channel)
                .par_iter_mut()
                .with_min_len(width)
                .zip(&taps)
                .for_each(|(value, taps)| *value = taps.mean(plane));
        }

        warped
    }

    /// This way, and from its end the way of `next`.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let mut field = self.warp(&next.field);
        for (way, own) in field.data_mut().iter_mut().zip(self.field.data()) {
            *way += own;
        }

        Self { field }
    }
}

/// The pixels around a place, N along each axis, and how much of each is there.
struct Taps<const N: usize> {
    columns: [u32; N],
    /// Where the rows begin.
    rows: [u32; N],
    across: [f32; N],
    down: [f32; N],
}

impl<const N: usize> Taps<N> {
    fn new(place: Vector, size: PlaneSize, shares: fn(f32) -> [f32; N]) -> Self {
        let x = place.x.clamp(0.0, (size.width - 1) as f32);
        let y = place.y.clamp(0.0, (size.height - 1) as f32);
        let at = |first: f32, number: usize, side: usize| {
            (first as usize + number)
                .saturating_sub(N / 2 - 1)
                .min(side - 1) as u32
        };

        Self {
            columns: std::array::from_fn(|number| at(x, number, size.width)),
            rows: std::array::from_fn(|number| at(y, number, size.height) * size.width as u32),
            across: shares(x.fract()),
            down: shares(y.fract()),
        }
    }

    fn mean(&self, plane: &[f32]) -> f32 {
        let mut mean = 0.0;
        for (row, down) in self.rows.iter().zip(self.down) {
            let mut sum = 0.0;
            for (column, across) in self.columns.iter().zip(self.across) {
                sum += plane[(row + column) as usize] * across;
            }
            mean += sum * down;
        }

        mean
    }
}

/// The shares of the two pixels around a place.
fn linear(way: f32) -> [f32; 2] {
    [1.0 - way, way]
}

/// The shares of the six pixels around a place between the third and the fourth.
fn lanczos(way: f32) -> [f32; 6] {
    let sinc = |x: f32| if x.abs() < 1e-4 { 1.0 } else { x.sin() / x };
    let share = |number: usize| {
        let from = std::f32::consts::PI * (number as f32 - 2.0 - way);
        sinc(from) * sinc(from / 3.0)
    };

    let shares: [f32; 6] = std::array::from_fn(share);
    let sum: f32 = shares.iter().sum();
    shares.map(|share| share / sum)
}
