//! One picture seen through another.

use super::Picture;

impl Picture {
    /// Both pictures, of which the other one counts by this share, from 0 to 1.
    ///
    /// # Panics
    /// If they differ in size.
    #[must_use]
    pub fn mixed(&self, other: &Self, share: f64) -> Self {
        const ONE: u32 = 256;

        assert_eq!(self.size(), other.size(), "only pictures of one size mix");
        let front = (share.clamp(0.0, 1.0) * f64::from(ONE)).round() as u32;
        let pairs = self.as_rgb().iter().zip(other.as_rgb());
        let levels = pairs.map(|(back, other)| {
            let sum = u32::from(*back) * (ONE - front) + u32::from(*other) * front;
            ((sum + ONE / 2) / ONE) as u8
        });

        Self::from_rgb(self.width(), self.height(), levels.collect())
            .expect("both pictures have one size")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixture_lies_between_the_two() {
        let grey = |level: u8| Picture::from_rgb(1, 1, vec![level; 3]).unwrap();
        let level = |share| grey(10).mixed(&grey(210), share).as_rgb()[0];

        assert_eq!(
            [0.0, 0.25, 0.5, 1.0, 7.0].map(level),
            [10, 60, 110, 210, 210]
        );
    }
}
