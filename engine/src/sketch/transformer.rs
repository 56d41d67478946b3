//! The network that draws: three convolutions to a quarter of the size, five residual blocks, and
//! three convolutions back. What follows the first three is normalised, channel by channel over the
//! whole picture, to a mean and deviation that depend on the style; nothing else does.

use candle_core::Result;
use candle_nn::{Linear, Module, VarBuilder, linear};

use super::{
    convolution::{Convolution, ConvolutionShape},
    predictor::{NUMBERS, StyleNumbers},
    rows::{Input, Levels, Rows},
};
use crate::planes::Planes;

/// Pictures have sides that are multiples of this.
const MULTIPLE: usize = 4;

/// Residual blocks.
const RESIDUALS: usize = 5;

/// Channels at a quarter of the size.
const CHANNELS: usize = 32;

/// What is added to the variance.
const EPSILON: f32 = 1e-5;

const UNCHANGED: Levels = Levels {
    scale: 1.0,
    shift: 0.0,
};

const fn shape(inputs: usize, outputs: usize, side: usize, stride: usize) -> ConvolutionShape {
    ConvolutionShape {
        inputs,
        outputs,
        side,
        stride,
    }
}

const CONTRACTING: [ConvolutionShape; 3] = [
    shape(3, 8, 9, 1),
    shape(8, 16, 3, 2),
    shape(16, CHANNELS, 3, 2),
];

const EXPANDING: [ConvolutionShape; 3] = [
    shape(CHANNELS, 16, 3, 1),
    shape(16, 8, 3, 1),
    shape(8, 3, 9, 1),
];

/// By how much the sides grow before each of the expanding convolutions.
const GROWTH: [usize; 3] = [2, 2, 1];

/// The network.
pub(super) struct Transformer {
    contracting: Vec<Contracting>,
    residuals: Vec<Residual>,
    expanding: Vec<Styled>,
}

/// A convolution with a bias.
struct Contracting {
    convolution: Convolution,
    levels: Vec<Levels>,
}

/// A convolution and the normalisation behind it.
struct Styled {
    convolution: Convolution,
    scale: Linear,
    shift: Linear,
}

struct Residual {
    first: Styled,
    second: Styled,
}

impl Transformer {
    /// Loads `transform`.
    pub(super) fn load(vb: &VarBuilder) -> Result<Self> {
        let numbered = |name: &str, number: usize| vb.pp(format!("{name}.{number}"));
        let residual = shape(CHANNELS, CHANNELS, 3, 1);

        Ok(Self {
            contracting: (CONTRACTING.iter().enumerate())
                .map(|(number, shape)| Contracting::load(&numbered("contract", number), *shape))
                .collect::<Result<_>>()?,
            residuals: (0..RESIDUALS)
                .map(|number| {
                    let vb = numbered("residual", number);
                    Ok(Residual {
                        first: Styled::load(&vb.pp("first"), residual)?,
                        second: Styled::load(&vb.pp("second"), residual)?,
                    })
                })
                .collect::<Result<_>>()?,
            expanding: (EXPANDING.iter().enumerate())
                .map(|(number, shape)| Styled::load(&numbered("expand", number), *shape))
                .collect::<Result<_>>()?,
        })
    }

    /// The photo, three planes of 0..=255, drawn in a style. Sides are at least 32.
    pub(super) fn draw(&self, photo: &Planes, style: &StyleNumbers) -> Result<Planes> {
        let mut rows = self.contracted(photo);
        for residual in &self.residuals {
            let first = residual.first.forward(&plain(&rows), style)?;
            let second = residual.second.forward(&first.input(1), style)?;
            rows.add(&second.rows, &second.levels);
        }

        let mut output = self.expanding[0].forward(
            &Input {
                repeats: GROWTH[0],
                ..plain(&rows)
            },
            style,
        )?;
        drop(rows);
        for (styled, growth) in self.expanding[1..].iter().zip(&GROWTH[1..]) {
            output = styled.forward(&output.input(*growth), style)?;
        }

        let Normalised { rows, levels } = output;
        let sigmoid = |channel: usize, value: f32| {
            let Levels { scale, shift } = levels[channel];
            255.0 / (1.0 + (-(scale * value + shift)).exp())
        };

        Ok(rows.to_planes(3, photo.height(), photo.width(), sigmoid))
    }

    /// The photo's feature maps at a quarter of its size.
    fn contracted(&self, photo: &Planes) -> Rows {
        let unit = Levels {
            scale: 1.0 / 255.0,
            shift: 0.0,
        };
        let mut levels: &[Levels] = &[unit; 3];
        let mut rows = Rows::from_planes(photo, MULTIPLE);
        let mut columns_apart = 1;
        let mut is_rectified = false;

        for layer in &self.contracting {
            let input = Input {
                rows: &rows,
                levels,
                is_rectified,
                columns_apart,
                repeats: 1,
            };
            rows = layer.convolution.forward(&input);
            levels = &layer.levels;
            columns_apart = layer.convolution.columns_apart();
            is_rectified = true;
        }

        let mut contracted = Rows::zeros(rows.channels, rows.height, rows.width / columns_apart);
        let input = Input {
            rows: &rows,
            levels,
            is_rectified,
            columns_apart,
            repeats: 1,
        };
        for y in 0..contracted.height {
            for channel in 0..contracted.channels {
                input.padded_row(y, channel, 0, contracted.row_mut(y, channel));
            }
        }

        contracted
    }
}

/// Feature maps as they are.
fn plain(rows: &Rows) -> Input<'_> {
    Input {
        rows,
        levels: &[UNCHANGED; CHANNELS],
        is_rectified: false,
        columns_apart: 1,
        repeats: 1,
    }
}

/// Feature maps and the levels that normalise them.
struct Normalised {
    rows: Rows,
    levels: Vec<Levels>,
}

impl Normalised {
    /// What the next convolution sees, `repeats` times as large.
    fn input(&self, repeats: usize) -> Input<'_> {
        Input {
            rows: &self.rows,
            levels: &self.levels,
            is_rectified: true,
            columns_apart: 1,
            repeats,
        }
    }
}

impl Contracting {
    fn load(vb: &VarBuilder, shape: ConvolutionShape) -> Result<Self> {
        let bias: Vec<f32> = vb.get(shape.outputs, "bias")?.to_vec1()?;
        Ok(Self {
            convolution: Convolution::load(vb, shape)?,
            levels: bias
                .into_iter()
                .map(|shift| Levels { scale: 1.0, shift })
                .collect(),
        })
    }
}

impl Styled {
    fn load(vb: &VarBuilder, shape: ConvolutionShape) -> Result<Self> {
        Ok(Self {
            convolution: Convolution::load(vb, shape)?,
            scale: linear(NUMBERS, shape.outputs, vb.pp("scale"))?,
            shift: linear(NUMBERS, shape.outputs, vb.pp("shift"))?,
        })
    }

    fn forward(&self, input: &Input, style: &StyleNumbers) -> Result<Normalised> {
        let numbers = candle_core::Tensor::new(&[style.0], &candle_core::Device::Cpu)?;
        let of_style =
            |layer: &Linear| -> Result<Vec<f32>> { layer.forward(&numbers)?.squeeze(0)?.to_vec1() };
        let scales = of_style(&self.scale)?;
        let shifts = of_style(&self.shift)?;

        let rows = self.convolution.forward(input);
        let levels = scales
            .iter()
            .zip(&shifts)
            .zip(rows.moments())
            .map(|((scale, shift), moments)| {
                let scale = scale / (moments.variance + EPSILON).sqrt();
                Levels {
                    scale,
                    shift: shift - scale * moments.mean,
                }
            })
            .collect();

        Ok(Normalised { rows, levels })
    }
}
