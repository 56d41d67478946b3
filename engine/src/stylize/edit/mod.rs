//! A style picture changed before it is measured: fewer colours, a part of it, or without something
//! that a person painted over. It is easier to say a wish with a picture than with weights.

mod colours;
mod filters;
mod mask;
mod part;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, ops::RangeInclusive};

pub use part::{Part, PartRectangle};

use self::{colours::FewColours, part::PixelPart};
use crate::{
    image::{MINIMUM_SIDE, Picture, Size, fitted_size, resize_planes_by_means},
    planes::{Planes, Region},
};

/// How many colours a style can be reduced to.
pub const COLOURS: RangeInclusive<u8> = 2..=16;

/// The longest side in px of a style picture in fewer colours. They are flat, so that more pixels
/// would show nothing more.
const FLAT_SIDE: u32 = 1600;
/// The longest side of a preview in px.
const PREVIEW_SIDE: u32 = 800;
/// What removed places fade to, and how far.
const FADED: f32 = 238.0;
const FADING: f32 = 0.86;

/// Changes to a style picture. First what was painted over is found in the whole picture, then the
/// part is cut out, then the colours are reduced: a part keeps its own colours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyleEdit {
    /// How many colours are left, within [`COLOURS`]; `None` for all.
    pub colours: Option<u8>,
    /// The part that counts.
    pub part: Part,
    /// A copy of the whole picture in which things are painted over, of any size, in the same
    /// shape; what is painted over does not count.
    pub without: Option<Picture>,
}

/// Why a style cannot be edited so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The painted-over copy is of another picture, or was cropped or turned.
    #[error(
        "the painted-over copy has another shape ({} x {} px) than the style picture ({} x {} px)",
        copy.width,
        copy.height,
        style.width,
        style.height
    )]
    OtherShape {
        /// The size of the style picture.
        style: Size,
        /// The size of the copy.
        copy: Size,
    },
    /// The copy looks like the style picture.
    #[error("nothing is painted over in the copy of the style picture")]
    NothingRemoved,
    /// Nearly nothing is left.
    #[error("everything is painted over in the copy of the style picture")]
    EverythingRemoved,
    /// The part is too small to be a style.
    #[error(
        "the part of the style picture has {width} x {height} px; at least {least} px each way are needed"
    )]
    PartTooSmall {
        /// Its width in px.
        width: u32,
        /// Its height in px.
        height: u32,
        /// The least of each.
        least: u32,
    },
    /// So many colours cannot be chosen.
    #[error("a style can have 2 to 16 colours, not {0}")]
    Colours(u8),
}

/// A style picture as it is measured.
pub(crate) struct EditedStyle<'s> {
    pub(crate) picture: Cow<'s, Picture>,
    /// The places that count, as one plane of 0..=1 in the picture's shape, of another size; `None`
    /// for all.
    pub(crate) kept: Option<Planes>,
}

impl StyleEdit {
    /// No change.
    pub const NOTHING: Self = Self {
        colours: None,
        part: Part::Whole,
        without: None,
    };

    /// Whether it changes anything.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::NOTHING
    }

    /// Whether a picture can be edited so.
    ///
    /// # Errors
    /// If it cannot.
    pub fn check(&self, style: &Picture) -> Result<(), EditError> {
        self.check_colours()?;
        self.cut(style).map(|_| ())
    }

    /// The edited style picture at a small size, to look at. What was removed is faded out.
    ///
    /// # Errors
    /// If the picture cannot be edited so.
    pub fn preview(&self, style: &Picture) -> Result<Picture, EditError> {
        let EditedStyle { picture, kept } = self.apply_at(style, Some(PREVIEW_SIDE))?;

        Ok(match kept {
            Some(kept) => faded(&picture, &kept),
            None => picture.into_owned(),
        })
    }

    /// The edited style as it is measured.
    ///
    /// # Errors
    /// If the picture cannot be edited so.
    pub(crate) fn apply<'s>(&self, style: &'s Picture) -> Result<EditedStyle<'s>, EditError> {
        self.apply_at(style, self.colours.map(|_| FLAT_SIDE))
    }

    /// The edited style; its longest side is at most `side` px, if given.
    fn apply_at<'s>(
        &self,
        style: &'s Picture,
        side: Option<u32>,
    ) -> Result<EditedStyle<'s>, EditError> {
        self.check_colours()?;

        let mut edited = self.cut(style)?;
        if let Some(side) = side {
            edited.shrink(side);
        }

        if let Some(colours) = self.colours {
            let colours = FewColours::find(&edited.picture, edited.kept.as_ref(), colours);
            edited.picture = Cow::Owned(colours.apply(&edited.picture));
        }

        Ok(edited)
    }

    fn check_colours(&self) -> Result<(), EditError> {
        match self.colours {
            Some(colours) if !COLOURS.contains(&colours) => Err(EditError::Colours(colours)),
            Some(_) | None => Ok(()),
        }
    }

    /// The part that counts, and the places of it that do.
    fn cut<'s>(&self, style: &'s Picture) -> Result<EditedStyle<'s>, EditError> {
        let mut edited = EditedStyle {
            picture: Cow::Borrowed(style),
            kept: None,
        };
        if let Some(copy) = &self.without {
            edited.kept = Some(mask::kept_places(style, copy)?);
        }

        if self.part != Part::Whole {
            edited.cut(self.part)?;
        }

        Ok(edited)
    }
}

impl EditedStyle<'_> {
    fn cut(&mut self, part: Part) -> Result<(), EditError> {
        let PixelPart { left, top, size } = part.within(self.picture.size());
        if size.width < MINIMUM_SIDE || size.height < MINIMUM_SIDE {
            return Err(EditError::PartTooSmall {
                width: size.width,
                height: size.height,
                least: MINIMUM_SIDE,
            });
        }

        self.picture = Cow::Owned(self.picture.part(left, top, size.width, size.height));
        if let Some(kept) = &self.kept {
            let whole = Size::new(kept.width() as u32, kept.height() as u32);
            let PixelPart { left, top, size } = part.within(whole);
            let cut = kept.part(Region {
                top: top as usize,
                left: left as usize,
                height: size.height.max(1) as usize,
                width: size.width.max(1) as usize,
            });

            mask::check_kept(&cut)?;
            self.kept = Some(cut);
        }

        Ok(())
    }

    fn shrink(&mut self, side: u32) {
        let Size { width, height } = self.picture.size();
        let longest = width.max(height);
        if longest > side {
            let size = fitted_size(width, height, side);
            self.picture = Cow::Owned(self.picture.resized(size.width, size.height));
        }
    }
}

/// The picture with everything that is not kept faded out.
fn faded(picture: &Picture, kept: &Planes) -> Picture {
    let mut planes = picture.to_planes();
    let kept = resize_planes_by_means(kept, planes.width(), planes.height());

    for channel in 0..planes.channels() {
        for (value, kept) in planes.plane_mut(channel).iter_mut().zip(kept.data()) {
            *value += (FADED - *value) * FADING * (1.0 - kept);
        }
    }

    Picture::from_planes(&planes)
}
