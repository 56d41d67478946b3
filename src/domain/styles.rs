//! The starter gallery: paintings in the public domain that come with the program (`assets/styles`,
//! with their note).

use std::fmt;

use super::picture_size::PictureSize;

/// One painting of the starter gallery.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct GalleryStyle(usize);

struct Entry {
    slug: &'static str,
    title: &'static str,
    jpeg: &'static [u8],
    small: &'static [u8],
    size: PictureSize,
}

macro_rules! entry {
    ($slug:literal, $title:literal, $file:literal, ($width:literal, $height:literal)) => {
        Entry {
            slug: $slug,
            title: $title,
            jpeg: include_bytes!(concat!("../../assets/styles/", $file, ".jpg")),
            small: include_bytes!(concat!("../../assets/styles/small/", $file, ".webp")),
            size: PictureSize::new($width, $height),
        }
    };
}

/// Slugs are used in buttons and saved conversations: never rename one, and never reuse one for
/// another painting.
static GALLERY: [Entry; 8] = [
    entry!("wave", "style-wave", "hokusai_great_wave", (657, 442)),
    entry!("auvers", "style-auvers", "van_gogh_auvers", (592, 461)),
    entry!(
        "kandinsky",
        "style-kandinsky",
        "kandinsky_composition_viii",
        (659, 452)
    ),
    entry!(
        "inokashira",
        "style-inokashira",
        "hiroshige_inokashira",
        (691, 442)
    ),
    entry!(
        "harvesters",
        "style-harvesters",
        "bruegel_harvesters",
        (678, 492)
    ),
    entry!(
        "gioconda",
        "style-gioconda",
        "leonardo_mona_lisa",
        (314, 492)
    ),
    entry!("ejiri", "style-ejiri", "hokusai_ejiri", (654, 442)),
    entry!(
        "librarian",
        "style-librarian",
        "arcimboldo_librarian",
        (296, 413)
    ),
];

impl GalleryStyle {
    /// The width of the small copies, unless the painting is narrower.
    pub const SMALL: u32 = 400;

    /// All paintings in display order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..GALLERY.len()).map(Self)
    }

    /// The short name used in buttons.
    #[must_use]
    pub fn slug(self) -> &'static str {
        GALLERY[self.0].slug
    }

    /// Finds a painting by its short name.
    #[must_use]
    pub fn parse(slug: &str) -> Option<Self> {
        GALLERY
            .iter()
            .position(|entry| entry.slug == slug)
            .map(Self)
    }

    /// The text key of its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        GALLERY[self.0].title
    }

    /// The picture itself, a JPEG file.
    #[must_use]
    pub fn jpeg(self) -> &'static [u8] {
        GALLERY[self.0].jpeg
    }

    /// A small copy, a WebP file.
    #[must_use]
    pub fn small(self) -> &'static [u8] {
        GALLERY[self.0].small
    }

    /// Width and height of the picture itself.
    #[must_use]
    pub fn size(self) -> PictureSize {
        GALLERY[self.0].size
    }
}

impl fmt::Debug for GalleryStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_painting_is_found_by_its_slug_and_is_a_jpeg() {
        for style in GalleryStyle::all() {
            assert_eq!(GalleryStyle::parse(style.slug()), Some(style));
            assert_eq!(style.jpeg()[..2], [0xff, 0xd8]);
            assert_eq!(style.small()[8..12], *b"WEBP");
        }
    }
}
