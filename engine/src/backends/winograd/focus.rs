//! Regions of a layer's maps: what is in focus, while the rest does not count.

use super::{cell::Cell, memory::Buffer, shape::Shape};
use crate::{
    net::NetError,
    planes::{Planes, Region},
};

/// A region of maps that have a certain shape.
#[derive(Clone, Copy)]
pub(super) struct MapsRegion {
    pub(super) region: Region,
    pub(super) shape: Shape,
}

impl MapsRegion {
    /// Copies the region of all `maps` to `to`.
    pub(super) fn copy_out<'b, C: Cell>(
        self,
        maps: &[C],
        to: &'b mut Buffer<C>,
    ) -> Result<&'b [C], NetError> {
        let blocks = maps.len() / self.shape.pixels();
        let to = to.claim(blocks * self.region.area())?;
        let to_rows = to.chunks_exact_mut(self.region.width.max(1));
        let from_rows = (0..blocks).flat_map(|block| self.rows(block));

        for (to, from) in to_rows.zip(from_rows) {
            to.copy_from_slice(&maps[from]);
        }

        Ok(to)
    }

    /// Copies `planes`, which are as large as the region, to the region of `maps`.
    pub(super) fn copy_in<C: Cell>(self, planes: &Planes, maps: &mut [C]) {
        for channel in 0..planes.channels() {
            let from_rows = planes.plane(channel).chunks_exact(self.region.width.max(1));
            for (row, from) in self.rows(channel / C::CHANNELS).zip(from_rows) {
                for (to, from) in maps[row].iter_mut().zip(from) {
                    to.set(channel % C::CHANNELS, *from);
                }
            }
        }
    }

    /// The region's part of one value for each place; empty if there are none.
    pub(super) fn values(self, values: &[f32]) -> Vec<f32> {
        if values.is_empty() {
            return Vec::new();
        }

        let rows = self.region.rows(self.shape.width);
        rows.flat_map(|row| &values[row]).copied().collect()
    }

    /// Sets everything outside the region to zero.
    pub(super) fn clear_outside<C: Cell>(self, maps: &mut [C]) {
        let mut start = 0;
        for block in 0..maps.len() / self.shape.pixels() {
            for row in self.rows(block) {
                maps[start..row.start].fill(C::ZERO);
                start = row.end;
            }
        }

        maps[start..].fill(C::ZERO);
    }

    /// The region's rows in the maps of a block of channels, as ranges of all maps.
    fn rows(self, block: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
        let start = block * self.shape.pixels();
        self.region
            .rows(self.shape.width)
            .map(move |row| start + row.start..start + row.end)
    }
}
