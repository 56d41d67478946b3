//! What the network sees at each cell of a grey photo: the input of the head that colours it.

use crate::{
    image::Picture,
    luma::luma,
    net::{Net, NetError},
    planes::Planes,
    vgg::{Border, Pooling, Relu, Variant},
};

/// The network as paintings use it.
pub const VARIANT: Variant = Variant {
    pooling: Pooling::Max,
    border: Border::Replicate,
    normalised: true,
};
/// The layers that are looked at.
pub const LAYERS: [Relu; 5] = [Relu::R1_2, Relu::R2_2, Relu::R3_4, Relu::R4_4, Relu::R5_1];
/// Side of a cell in px of the picture that the network sees.
pub const CELL: usize = 8;
/// Its longer side in px.
pub const LONGEST: f64 = 256.0;
/// The sides of that picture are multiples of this, so that each layer divides into cells.
pub const SIDE_STEP: usize = 16;

/// The number of values for each cell.
#[must_use]
pub fn channels() -> usize {
    LAYERS.iter().map(|layer| layer.channels()).sum()
}

/// The features of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    /// Rows of cells.
    pub height: usize,
    /// Cells in a row.
    pub width: usize,
    /// `[cells][channels]`: the square roots of the layers' mean activations within each cell.
    pub cells: Vec<f32>,
    /// The square roots of the mean activations of relu5_1 over the photo.
    pub mean: Vec<f32>,
}

/// A photo's luminance as the network sees it: three equal planes of 0..=255, with the longer side
/// nearest to [`LONGEST`] and both multiples of [`SIDE_STEP`].
#[must_use]
pub fn working_picture(photo: &Picture) -> Planes {
    let longest = f64::from(photo.width().max(photo.height()));
    let side = |side: u32| {
        let steps = f64::from(side) * LONGEST / longest / SIDE_STEP as f64;
        (steps.round() as u32).max(1) * SIDE_STEP as u32
    };
    let small = photo.resized(side(photo.width()), side(photo.height()));
    let luminance: Vec<f32> = small
        .as_rgb()
        .chunks_exact(3)
        .map(|rgb| f32::from(luma([rgb[0], rgb[1], rgb[2]])))
        .collect();

    let width = small.width() as usize;
    Planes::from_fn(3, small.height() as usize, width, |_, y, x| {
        luminance[y * width + x]
    })
}

/// The features of a picture of three equal planes, whose sides are multiples of [`SIDE_STEP`]. The
/// network is of [`VARIANT`].
///
/// # Errors
/// If the device fails or has not enough memory.
///
/// # Panics
/// If a side is no such multiple.
pub fn features(net: &mut dyn Net, grey: &Planes) -> Result<Features, NetError> {
    let is_whole = |side: usize| side > 0 && side.is_multiple_of(SIDE_STEP);
    assert!(
        is_whole(grey.height()) && is_whole(grey.width()),
        "a picture of whole cells"
    );

    net.forward(grey, &LAYERS)?;
    let height = grey.height() / CELL;
    let width = grey.width() / CELL;
    let channels = channels();
    let mut cells = vec![0.0; height * width * channels];
    let mut mean = Vec::new();
    let mut first = 0;

    for layer in LAYERS {
        let activations = net.activations(layer)?;
        for channel in 0..activations.channels() {
            let plane = activations.plane(channel);
            if layer == Relu::R5_1 {
                mean.push((plane.iter().sum::<f32>() / plane.len() as f32).sqrt());
            }

            for y in 0..height {
                for x in 0..width {
                    let value = in_cell(plane, activations.width(), height, y, x);
                    cells[(y * width + x) * channels + first + channel] = value.max(0.0).sqrt();
                }
            }
        }
        first += activations.channels();
    }

    Ok(Features {
        height,
        width,
        cells,
        mean,
    })
}

/// The mean of a plane within a cell; where the plane is coarser than the cells, its value at the
/// middle of the cell, between those of its nearest four.
fn in_cell(plane: &[f32], plane_width: usize, cell_rows: usize, y: usize, x: usize) -> f32 {
    let plane_height = plane.len() / plane_width;
    let side = plane_height / cell_rows;
    if side > 0 {
        let rows = (y * side..(y + 1) * side).map(|row| {
            let start = row * plane_width + x * side;
            plane[start..start + side].iter().sum::<f32>()
        });
        return rows.sum::<f32>() / (side * side) as f32;
    }

    let vertical = Between::new(y, plane_height);
    let horizontal = Between::new(x, plane_width);
    let row = |row: usize| {
        let row = &plane[row * plane_width..][..plane_width];
        horizontal.mix(row[horizontal.first], row[horizontal.second])
    };
    vertical.mix(row(vertical.first), row(vertical.second))
}

/// The two values that are nearest to the middle of a cell of half their distance.
struct Between {
    first: usize,
    second: usize,
    share_of_second: f32,
}

impl Between {
    fn new(cell: usize, count: usize) -> Self {
        let place = (cell as f32 / 2.0 - 0.25).max(0.0);
        let first = (place as usize).min(count - 1);
        Self {
            first,
            second: (first + 1).min(count - 1),
            share_of_second: place - first as f32,
        }
    }

    fn mix(&self, first: f32, second: f32) -> f32 {
        first + self.share_of_second * (second - first)
    }
}
