//! Stacks of planes of f32: a picture (3 planes, RGB, 0..=255) or feature maps. This is the data
//! type that all parts of the engine exchange.

use std::{borrow::Cow, ops::Range};

/// From this share on a place counts: none of what it was computed from was removed.
pub(crate) const WHOLLY_KEPT: f32 = 0.99;

/// `channels` planes of `height` rows of `width` values: `[channels][height][width]` in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planes {
    channels: usize,
    height: usize,
    width: usize,
    data: Vec<f32>,
}

/// A picture and how much it counts among others.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedPlanes {
    /// The picture.
    pub picture: Planes,
    /// Its weight, above 0; only the ratios count.
    pub weight: f64,
    /// One plane of the picture's size: 1 where the picture counts, 0 where it does not; `None` if
    /// all of it does.
    pub kept: Option<Planes>,
}

impl WeightedPlanes {
    /// `picture` with this weight.
    #[must_use]
    pub const fn new(picture: Planes, weight: f64) -> Self {
        Self {
            picture,
            weight,
            kept: None,
        }
    }

    /// The values of one channel at the places that count.
    #[must_use]
    pub fn kept_values(&self, channel: usize) -> Cow<'_, [f32]> {
        let plane = self.picture.plane(channel);
        let Some(kept) = &self.kept else {
            return Cow::Borrowed(plane);
        };

        let pairs = plane.iter().zip(kept.plane(0));
        let values: Vec<f32> = pairs
            .filter(|(_, kept)| **kept > WHOLLY_KEPT)
            .map(|(value, _)| *value)
            .collect();

        if values.is_empty() {
            Cow::Borrowed(plane)
        } else {
            Cow::Owned(values)
        }
    }
}

impl Planes {
    /// Planes of zeros.
    #[must_use]
    pub fn zeros(channels: usize, height: usize, width: usize) -> Self {
        Self::from_vec(
            channels,
            height,
            width,
            vec![0.0; channels * height * width],
        )
    }

    /// Planes over `data`.
    ///
    /// # Panics
    /// If `data` does not hold `channels * height * width` values.
    #[must_use]
    pub fn from_vec(channels: usize, height: usize, width: usize, data: Vec<f32>) -> Self {
        assert_eq!(
            data.len(),
            channels * height * width,
            "planes of {channels} x {height} x {width}"
        );

        Self {
            channels,
            height,
            width,
            data,
        }
    }

    /// Planes with the value `value(channel, y, x)` at each place.
    #[must_use]
    pub fn from_fn(
        channels: usize,
        height: usize,
        width: usize,
        value: impl Fn(usize, usize, usize) -> f32,
    ) -> Self {
        let mut data = Vec::with_capacity(channels * height * width);
        for c in 0..channels {
            for y in 0..height {
                data.extend((0..width).map(|x| value(c, y, x)));
            }
        }

        Self::from_vec(channels, height, width, data)
    }

    /// The number of planes.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// The number of rows of a plane.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The number of values in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of values in a plane.
    #[must_use]
    pub fn area(&self) -> usize {
        self.height * self.width
    }

    /// Height and width.
    #[must_use]
    pub fn size(&self) -> PlaneSize {
        PlaneSize {
            height: self.height,
            width: self.width,
        }
    }

    /// All values.
    #[must_use]
    pub fn data(&self) -> &[f32] {
        &self.data
    }

    /// All values, mutable.
    pub fn data_mut(&mut self) -> &mut [f32] {
        &mut self.data
    }

    /// The values of one plane.
    #[must_use]
    pub fn plane(&self, channel: usize) -> &[f32] {
        &self.data[channel * self.area()..][..self.area()]
    }

    /// The values of one plane, mutable.
    pub fn plane_mut(&mut self, channel: usize) -> &mut [f32] {
        let area = self.area();
        &mut self.data[channel * area..][..area]
    }

    /// Changes the shape; the values are unspecified afterwards. Allocates only to grow.
    pub fn reshape(&mut self, channels: usize, height: usize, width: usize) {
        self.data.resize(channels * height * width, 0.0);
        self.channels = channels;
        self.height = height;
        self.width = width;
    }

    /// A copy of the values within `region`.
    ///
    /// # Panics
    /// If it extends beyond the planes.
    #[must_use]
    pub fn part(&self, region: Region) -> Self {
        let mut data = Vec::with_capacity(self.channels * region.area());
        for channel in 0..self.channels {
            region
                .rows(self.width)
                .for_each(|row| data.extend_from_slice(&self.plane(channel)[row]));
        }

        Self::from_vec(self.channels, region.height, region.width, data)
    }

    /// Adds `part` to the values within `region`, which has the same size.
    ///
    /// # Panics
    /// If the region extends beyond the planes.
    pub fn add_part(&mut self, region: Region, part: &Self) {
        let width = self.width;
        for channel in 0..self.channels {
            let to = self.plane_mut(channel);
            for (row, from) in region
                .rows(width)
                .zip(part.plane(channel).chunks_exact(region.width.max(1)))
            {
                to[row]
                    .iter_mut()
                    .zip(from)
                    .for_each(|(to, from)| *to += from);
            }
        }
    }
}

/// Height and width of planes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PlaneSize {
    pub height: usize,
    pub width: usize,
}

/// A rectangle within planes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Region {
    pub top: usize,
    pub left: usize,
    pub height: usize,
    pub width: usize,
}

impl Region {
    /// The rectangle of these rows and columns.
    #[must_use]
    pub fn new(rows: Range<usize>, columns: Range<usize>) -> Self {
        Self {
            top: rows.start,
            left: columns.start,
            height: rows.len(),
            width: columns.len(),
        }
    }

    /// The number of places.
    #[must_use]
    pub fn area(self) -> usize {
        self.height * self.width
    }

    /// The region after `poolings` 2 x 2 poolings, each of which drops an odd last row or column.
    #[must_use]
    pub fn pooled(self, poolings: u32) -> Self {
        let pooled = |start: usize, length: usize| start >> poolings..(start + length) >> poolings;
        Self::new(pooled(self.top, self.height), pooled(self.left, self.width))
    }

    /// This region relative to `other`, which contains it.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self {
            top: self.top - other.top,
            left: self.left - other.left,
            ..self
        }
    }

    /// The index range of each of its rows in a plane of this `width`.
    pub fn rows(self, width: usize) -> impl Iterator<Item = Range<usize>> {
        (self.top..self.top + self.height).map(move |row| {
            let start = row * width + self.left;
            start..start + self.width
        })
    }
}
