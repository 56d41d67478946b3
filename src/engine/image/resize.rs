//! Other sizes, through `fast_image_resize`.

use bytemuck::{cast_slice, cast_slice_mut};
use fast_image_resize::{
    FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::{F32, U8x3},
};

use crate::engine::planes::Planes;

/// Pictures are shrunk by the values of sRGB, not by light: the network was trained on photos shrunk so, every
/// messenger and browser does it, and by light it would take twice the memory. Lanczos keeps the most detail.
const PICTURE: FilterType = FilterType::Lanczos3;

/// The painting of a coarser scale is enlarged: a cubic, which overshoots less than Lanczos next to hard edges.
const PAINTING: FilterType = FilterType::CatmullRom;

/// RGB of the size `from` (width and height) as RGB of the size `to`.
pub(super) fn resize_rgb(rgb: &[u8], from: (u32, u32), to: (u32, u32)) -> Vec<u8> {
    let mut resized = vec![0; to.0 as usize * to.1 as usize * 3];
    resample(&view(rgb, from, PixelType::U8x3), &mut view_mut(&mut resized, to, PixelType::U8x3), PICTURE);
    resized
}

/// `planes` scaled to `width` x `height`: a cubic, averaging over all that a value covers when shrinking. Values are
/// neither clamped nor rounded.
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
        let source = view(cast_slice(planes.plane(channel)), from, PixelType::F32);
        let mut target = view_mut(cast_slice_mut(resized.plane_mut(channel)), to, PixelType::F32);
        resample(&source, &mut target, PAINTING);
    }
    resized
}

fn view(values: &[u8], size: (u32, u32), pixel: PixelType) -> ImageRef<'_> {
    ImageRef::new(size.0, size.1, values, pixel).expect("there is a value for each place")
}

fn view_mut(values: &mut [u8], size: (u32, u32), pixel: PixelType) -> Image<'_> {
    Image::from_slice_u8(size.0, size.1, values, pixel).expect("there is a value for each place")
}

/// For one kind of pixel: the library's own choice among all kinds at run time takes a minute to compile.
fn resample<P: PixelTrait>(source: &[u8], from: (u32, u32), target: &mut [u8], to: (u32, u32), filter: FilterType) {
    let source = TypedImageRef::<P>::from_buffer(from.0, from.1, source).expect("source holds width * height pixels");
    let mut target = TypedImage::<P>::from_buffer(to.0, to.1, target).expect("target holds width * height pixels");
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).use_alpha(false);
    Resizer::new().resize_typed(&source, &mut target, &options).expect("both sizes were checked");
}
