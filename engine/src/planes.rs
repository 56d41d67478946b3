//! A stack of equally large planes of f32: a picture (3 planes, RGB, 0..=255) or feature maps.

/// `channels` planes of `height` rows of `width` values, in this order in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planes {
    channels: usize,
    height: usize,
    width: usize,
    data: Vec<f32>,
}

impl Planes {
    /// Planes of zeros.
    #[must_use]
    pub fn zeros(channels: usize, height: usize, width: usize) -> Self {
        Self::from_vec(channels, height, width, vec![0.0; channels * height * width])
    }

    /// Planes over `data`.
    ///
    /// # Panics
    /// If `data` does not hold `channels * height * width` values.
    #[must_use]
    pub fn from_vec(channels: usize, height: usize, width: usize, data: Vec<f32>) -> Self {
        assert_eq!(data.len(), channels * height * width, "planes of {channels} x {height} x {width}");
        Self { channels, height, width, data }
    }

    /// Planes with `value(channel, y, x)` at each place.
    #[must_use]
    pub fn from_fn(channels: usize, height: usize, width: usize, value: impl Fn(usize, usize, usize) -> f32) -> Self {
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

    /// Rows of a plane.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Values in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Values in a plane.
    #[must_use]
    pub fn area(&self) -> usize {
        self.height * self.width
    }

    /// All values.
    #[must_use]
    pub fn data(&self) -> &[f32] {
        &self.data
    }

    /// All values, to be changed.
    pub fn data_mut(&mut self) -> &mut [f32] {
        &mut self.data
    }

    /// The values of one plane.
    #[must_use]
    pub fn plane(&self, channel: usize) -> &[f32] {
        &self.data[channel * self.area()..][..self.area()]
    }

    /// The values of one plane, to be changed.
    pub fn plane_mut(&mut self, channel: usize) -> &mut [f32] {
        let area = self.area();
        &mut self.data[channel * area..][..area]
    }

    /// Takes a new shape; the values are unspecified afterwards. Allocates only to grow.
    pub fn reshape(&mut self, channels: usize, height: usize, width: usize) {
        self.data.resize(channels * height * width, 0.0);
        (self.channels, self.height, self.width) = (channels, height, width);
    }
}
