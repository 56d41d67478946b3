//! Between red, green and blue and the luma and chroma of films (ITU-R BT.601 and BT.709).

use rusty_h264::YuvFrame;

use super::{
    coding::{ColourCoding, Matrix},
    parameters::StreamParameters,
};
use crate::image::{Picture, Size};

/// Fractions are counted in parts of this.
const BITS: u32 = 14;
const HALF: i32 = 1 << (BITS - 1);

fn fixed(value: f64) -> i32 {
    (value * f64::from(1 << BITS)).round() as i32
}

/// The numbers of one conversion to red, green and blue.
struct Decoding {
    black: i32,
    luma: i32,
    red: i32,
    green: [i32; 2],
    blue: i32,
}

impl Decoding {
    fn new(matrix: Matrix, is_full_range: bool) -> Self {
        let [red, blue] = matrix.shares();
        let green = 1.0 - red - blue;
        let luma = if is_full_range { 1.0 } else { 255.0 / 219.0 };
        let chroma = if is_full_range { 1.0 } else { 255.0 / 224.0 };
        let to_red = 2.0 * (1.0 - red) * chroma;
        let to_blue = 2.0 * (1.0 - blue) * chroma;

        Self {
            black: if is_full_range { 0 } else { 16 },
            luma: fixed(luma),
            red: fixed(to_red),
            green: [fixed(to_blue * blue / green), fixed(to_red * red / green)],
            blue: fixed(to_blue),
        }
    }

    fn pixel(&self, luma: u8, blue: u8, red: u8) -> [u8; 3] {
        let luma = (i32::from(luma) - self.black) * self.luma + HALF;
        let blue = i32::from(blue) - 128;
        let red = i32::from(red) - 128;
        let level = |value: i32| (value >> BITS).clamp(0, 255) as u8;

        [
            level(luma + red * self.red),
            level(luma - blue * self.green[0] - red * self.green[1]),
            level(luma + blue * self.blue),
        ]
    }
}

/// The part of a decoded frame that is shown; `None` if the frame is smaller than it.
pub(super) fn to_picture(
    frame: &YuvFrame,
    parameters: &StreamParameters,
    colours: Option<ColourCoding>,
) -> Option<Picture> {
    let Size { width, height } = parameters.size;
    let colours = colours.or(parameters.colours);
    let matrix = colours
        .and_then(|colours| colours.matrix)
        .unwrap_or_else(|| Matrix::for_size(parameters.size));
    let decoding = Decoding::new(matrix, colours.is_some_and(|colours| colours.is_full_range));

    let left = parameters.left as usize;
    let top = parameters.top as usize;
    let mut rgb = Vec::with_capacity(parameters.size.pixels() as usize * 3);
    for y in top..top + height as usize {
        let luma = frame.y.get(y * frame.width..)?;
        let chroma = y / 2 * (frame.width / 2);
        let blue = frame.u.get(chroma..)?;
        let red = frame.v.get(chroma..)?;
        for x in left..left + width as usize {
            rgb.extend(decoding.pixel(*luma.get(x)?, *blue.get(x / 2)?, *red.get(x / 2)?));
        }
    }

    Picture::from_rgb(width, height, rgb)
}

/// A frame for the encoder, without the last row or column of odd sides. Its luma goes from 16 to
/// 235.
pub(super) fn from_picture(picture: &Picture, matrix: Matrix) -> YuvFrame {
    let width = picture.width() as usize & !1;
    let height = picture.height() as usize & !1;
    let stride = picture.width() as usize * 3;
    let rgb = picture.as_rgb();

    let [red, blue] = matrix.shares();
    let green = 1.0 - red - blue;
    let luma = [red, green, blue].map(|share| fixed(share * 219.0 / 255.0));
    let to_blue = [-red, -green, 1.0 - blue].map(|part| part * 112.0 / 255.0 / (1.0 - blue));
    let to_red = [1.0 - red, -green, -blue].map(|part| part * 112.0 / 255.0 / (1.0 - red));
    let to_blue = to_blue.map(fixed);
    let to_red = to_red.map(fixed);

    let pixel = |x: usize, y: usize| {
        let at = y * stride + 3 * x;
        [rgb[at], rgb[at + 1], rgb[at + 2]].map(i32::from)
    };
    let sum = |weights: [i32; 3], pixel: [i32; 3]| {
        weights[0] * pixel[0] + weights[1] * pixel[1] + weights[2] * pixel[2]
    };

    let mut frame = YuvFrame::black(width, height);
    for (place, value) in frame.y.iter_mut().enumerate() {
        let pixel = pixel(place % width, place / width);
        *value = (16 + ((sum(luma, pixel) + HALF) >> BITS)) as u8;
    }

    for place in 0..frame.u.len() {
        let x = 2 * (place % (width / 2));
        let y = 2 * (place / (width / 2));
        let four = [
            pixel(x, y),
            pixel(x + 1, y),
            pixel(x, y + 1),
            pixel(x + 1, y + 1),
        ];
        let mean = [0, 1, 2].map(|part| four.iter().map(|pixel| pixel[part]).sum());
        let level = |weights| {
            let value = (sum(weights, mean) + 4 * HALF) >> (BITS + 2);
            (128 + value).clamp(0, 255) as u8
        };

        frame.u[place] = level(to_blue);
        frame.v[place] = level(to_red);
    }

    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_back_in_both_codings() {
        let colours = [
            [0, 0, 0],
            [255, 255, 255],
            [255, 0, 0],
            [0, 255, 0],
            [0, 0, 255],
            [120, 90, 200],
        ];
        for matrix in [Matrix::Standard, Matrix::High] {
            for colour in colours {
                let picture = Picture::from_rgb(2, 2, colour.repeat(4)).unwrap();
                let frame = from_picture(&picture, matrix);
                let decoding = Decoding::new(matrix, false);
                let found = decoding.pixel(frame.y[0], frame.u[0], frame.v[0]);

                for (found, expected) in found.iter().zip(colour) {
                    assert!(found.abs_diff(expected) <= 3, "{colour:?} {found}");
                }
            }
        }
    }

    #[test]
    fn white_is_235_and_black_16() {
        let white = Picture::from_rgb(2, 2, vec![255; 12]).unwrap();
        let black = Picture::from_rgb(2, 2, vec![0; 12]).unwrap();

        assert_eq!(from_picture(&white, Matrix::High).y[0], 235);
        assert_eq!(from_picture(&black, Matrix::High).y[0], 16);
        assert_eq!(from_picture(&white, Matrix::High).u[0], 128);
    }
}
