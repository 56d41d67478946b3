//! Values at the places of a grid that lies over a photo.

/// `height` rows of `width` values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid<T> {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) values: Vec<T>,
}

impl<T> Grid<T> {
    /// A grid of the same size with these values, from the index and the value here.
    pub(super) fn with<U>(&self, value: impl Fn(usize, &T) -> U) -> Grid<U> {
        let values = self.values.iter().enumerate();
        Grid {
            height: self.height,
            width: self.width,
            values: values.map(|(index, here)| value(index, here)).collect(),
        }
    }
}

impl<T: Copy> Grid<T> {
    /// Rows as columns.
    pub(super) fn transposed(&self) -> Self {
        let places =
            (0..self.width).flat_map(|x| (0..self.height).map(move |y| y * self.width + x));
        Self {
            height: self.width,
            width: self.height,
            values: places.map(|index| self.values[index]).collect(),
        }
    }

    /// Left and right exchanged.
    pub(super) fn mirrored(&self) -> Self {
        let rows = self.values.chunks_exact(self.width);
        Self {
            height: self.height,
            width: self.width,
            values: rows.flat_map(|row| row.iter().rev().copied()).collect(),
        }
    }

    /// The four values around a place, given in shares of the grid's height and width, and how they
    /// mix.
    pub(super) fn around(&self, y: f32, x: f32) -> Around<T> {
        let vertical = Neighbours::new(y, self.height);
        let horizontal = Neighbours::new(x, self.width);
        let at = |row: usize, column: usize| self.values[row * self.width + column];

        Around {
            values: [
                at(vertical.first, horizontal.first),
                at(vertical.first, horizontal.second),
                at(vertical.second, horizontal.first),
                at(vertical.second, horizontal.second),
            ],
            shares: [
                (1.0 - vertical.share) * (1.0 - horizontal.share),
                (1.0 - vertical.share) * horizontal.share,
                vertical.share * (1.0 - horizontal.share),
                vertical.share * horizontal.share,
            ],
        }
    }
}

/// The values around a place.
pub(super) struct Around<T> {
    values: [T; 4],
    shares: [f32; 4],
}

impl<T> Around<T> {
    /// Their mean, for one number of each.
    pub(super) fn mean(&self, number: impl Fn(&T) -> f32) -> f32 {
        let values = self.values.iter().zip(self.shares);
        values.map(|(value, share)| share * number(value)).sum()
    }
}

/// The two values beside a place on a line.
struct Neighbours {
    first: usize,
    second: usize,
    /// The share of the second.
    share: f32,
}

impl Neighbours {
    /// Of `count` values, each in the middle of its part of the line, beyond which they go on.
    fn new(place: f32, count: usize) -> Self {
        let last = count - 1;
        let place = (place * count as f32 - 0.5).clamp(0.0, last as f32);
        let first = place as usize;
        Self {
            first,
            second: (first + 1).min(last),
            share: place - first as f32,
        }
    }
}
