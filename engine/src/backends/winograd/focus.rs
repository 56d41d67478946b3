//! A part of the maps that alone counts.

use super::{
    memory::{Buffer, LANES, Lanes},
    shape::Shape,
};
use crate::{
    net::NetError,
    planes::{Planes, Region},
};

/// A rectangle of maps of a shape.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) region: Region,
    pub(super) shape: Shape,
}

impl Part {
    /// A copy of the part of all `maps`.
    pub(super) fn gather<'b>(
        self,
        maps: &[Lanes],
        to: &'b mut Buffer<Lanes>,
    ) -> Result<&'b [Lanes], NetError> {
        let blocks = maps.len() / self.shape.pixels();
        let to = to.claim(blocks * self.region.area())?;
        let rows = to.chunks_exact_mut(self.region.width.max(1));
        let places = (0..blocks).flat_map(|block| self.rows(block));
        rows.zip(places)
            .for_each(|(to, from)| to.copy_from_slice(&maps[from]));

        Ok(to)
    }

    /// Puts `planes`, which are as large as the part, in its place in `maps`.
    pub(super) fn scatter(self, planes: &Planes, maps: &mut [Lanes]) {
        for channel in 0..planes.channels() {
            let rows = planes.plane(channel).chunks_exact(self.region.width.max(1));
            for (place, from) in self.rows(channel / LANES).zip(rows) {
                maps[place]
                    .iter_mut()
                    .zip(from)
                    .for_each(|(to, from)| to.0[channel % LANES] = *from);
            }
        }
    }

    /// Zeros around the part.
    pub(super) fn isolate(self, maps: &mut [Lanes]) {
        let mut start = 0;
        for block in 0..maps.len() / self.shape.pixels() {
            for row in self.rows(block) {
                maps[start..row.start].fill(Lanes::ZERO);
                start = row.end;
            }
        }

        maps[start..].fill(Lanes::ZERO);
    }

    /// Where the part's rows are in 16 channels' maps.
    fn rows(self, block: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
        let start = block * self.shape.pixels();
        self.region
            .rows(self.shape.width)
            .map(move |row| start + row.start..start + row.end)
    }
}
