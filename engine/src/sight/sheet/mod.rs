//! The sheet: everything that was seen in a photo, as one picture for a phone's screen, in the words
//! that it is given.
//!
//! Owns the design: sizes, colours and the order of the parts. `paper` draws, `text` sets letters.

mod colour;
mod paper;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use text::draw_number;

use self::{
    colour::Colour,
    paper::{Baseline, Frame, Paper},
    text::{Face, Style},
};
use super::{Reaction, Sight};
use crate::image::Picture;

/// The words on a sheet, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetWords {
    /// What it is a sheet of: a few words in the top line.
    pub title: String,
    /// What the photo shows, a sentence.
    pub said: String,
    /// What else it may show; may be empty.
    pub more: String,
    /// Below the photo.
    pub photo: String,
    /// Below the photo as it is lit.
    pub lit: String,
    /// Below the lines.
    pub lines: String,
    /// The heading of the layers.
    pub layers: String,
    /// How to read their pictures.
    pub legend: String,
    /// Each of [`LAYERS`](super::layers::LAYERS).
    pub layer: [LayerWords; 5],
    /// The last line: which networks these are.
    pub networks: String,
}

/// The words on one layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayerWords {
    /// Its name.
    pub name: String,
    /// What it sees.
    pub about: String,
}

// All lengths are in px.

const WIDTH: usize = 1080;
const MARGIN: usize = 56;
const CONTENT: usize = WIDTH - 2 * MARGIN;

/// Between two pictures.
const GAP: usize = 16;
/// From a picture's lower edge to the baseline of its caption.
const CAPTION: usize = 30;
/// Between a picture and what stands below its caption.
const BELOW_CAPTION: usize = 52;

/// A tile of a layer.
const TILE: usize = 98;
/// Between the three tiles of a channel.
const TILE_GAP: usize = 4;
const TILES: usize = 3 * TILE + 2 * TILE_GAP;

const ROUND: f32 = 10.0;
const TILE_ROUND: f32 = 6.0;

const INK: Colour = Colour(0xf0, 0xe7, 0xd8);
const SOFT: Colour = Colour(0xb3, 0xa5, 0x94);
const ACCENT: Colour = Colour(0xe5, 0x8a, 0x63);
const LINE: Colour = Colour(0x3b, 0x32, 0x29);
const GROUND: Colour = Colour(0x19, 0x15, 0x12);
/// Where a picture is still to come.
const EMPTY: Colour = Colour(0x26, 0x20, 0x19);

const TITLE: Style = Style::new(Face::Semibold, 30.0, ACCENT);
const SAID: Style = Style::new(Face::Semibold, 56.0, INK);
const MORE: Style = Style::new(Face::Regular, 32.0, SOFT);
const CAPTION_STYLE: Style = Style::new(Face::Regular, 24.0, SOFT);
const HEADING: Style = Style::new(Face::Semibold, 40.0, INK);
const LEGEND: Style = Style::new(Face::Regular, 26.0, SOFT);
const LAYER: Style = Style::new(Face::Semibold, 27.0, INK);
const ABOUT: Style = Style::new(Face::Regular, 25.0, SOFT);
const NETWORKS: Style = Style::new(Face::Regular, 21.0, SOFT);

/// Composes the sheet, 1080 px wide. Parts that are still to come leave their place empty.
#[must_use]
pub fn sheet(sight: &Sight, words: &SheetWords) -> Picture {
    let mut paper = Paper::new(WIDTH, GROUND);

    let top = head(&mut paper, words);
    let top = pictures(&mut paper, sight, words, top);
    let top = layers(&mut paper, sight, words, top);

    paper.line(at(MARGIN, top + 38, CONTENT), NETWORKS, &words.networks);
    paper.finish(top + 38 + MARGIN)
}

/// A baseline.
const fn at(left: usize, y: usize, width: usize) -> Baseline {
    Baseline { left, y, width }
}

/// The title and what the photo shows. Returns where the next part begins.
fn head(paper: &mut Paper, words: &SheetWords) -> usize {
    paper.line(at(MARGIN, MARGIN + 26, CONTENT), TITLE, &words.title);

    let below = paper.lines(at(MARGIN, MARGIN + 92, CONTENT), SAID, &words.said);
    if words.more.is_empty() {
        below + 34
    } else {
        paper.lines(at(MARGIN, below + 48, CONTENT), MORE, &words.more) + 38
    }
}

/// A picture of the head of the sheet with its caption.
struct Captioned<'p> {
    picture: Option<&'p Picture>,
    caption: &'p str,
}

impl Captioned<'_> {
    fn draw(&self, paper: &mut Paper, frame: Frame) {
        match self.picture {
            Some(picture) => paper.picture(picture, frame, ROUND),
            None => paper.fill(frame, EMPTY),
        }

        let baseline = frame.top + frame.height + CAPTION;
        paper.line(
            at(frame.left, baseline, frame.width),
            CAPTION_STYLE,
            self.caption,
        );
    }
}

/// The photo, the photo as it is lit, and the lines. They all have the photo's shape.
fn pictures(paper: &mut Paper, sight: &Sight, words: &SheetWords, top: usize) -> usize {
    let photo = Captioned {
        picture: Some(&sight.photo),
        caption: &words.photo,
    };
    let lit = Captioned {
        picture: sight.lit.as_ref(),
        caption: &words.lit,
    };
    let lines = Captioned {
        picture: sight.lines.as_ref(),
        caption: &words.lines,
    };

    let aspect = f64::from(sight.photo.width()) / f64::from(sight.photo.height());
    let frames = frames(aspect, top);
    let bottom = frames
        .iter()
        .map(|frame| frame.top + frame.height + BELOW_CAPTION)
        .max();
    for (captioned, frame) in [photo, lit, lines].iter().zip(frames) {
        captioned.draw(paper, frame);
    }

    bottom.unwrap_or(top)
}

/// The frames of the photo, the lit photo and the lines, by the photo's width / height.
fn frames(aspect: f64, top: usize) -> [Frame; 3] {
    /// Narrower photos stand side by side.
    const UPRIGHT: f64 = 0.9;
    /// Wider photos lie one below the other.
    const WIDE: f64 = 2.2;
    /// The most height of photos side by side.
    const TALLEST: f64 = 660.0;

    let content = CONTENT as f64;
    let gap = GAP as f64;
    let under = |frame: Frame, width: f64| Frame {
        top: frame.top + frame.height + BELOW_CAPTION,
        ..Frame::shaped(frame.left, top, width, aspect)
    };

    if aspect < UPRIGHT {
        let width = ((content - 2.0 * gap) / 3.0).min(TALLEST * aspect);
        let step = (content - width) / 2.0;
        [0.0, 1.0, 2.0]
            .map(|place| Frame::shaped(MARGIN + (place * step) as usize, top, width, aspect))
    } else if aspect > WIDE {
        let first = Frame::shaped(MARGIN, top, content, aspect);
        let second = under(first, content);
        [first, second, under(second, content)]
    } else {
        // The photo at the left, as tall as the other two with the caption between them.
        let between = BELOW_CAPTION as f64;
        let height = ((content - gap) / aspect + between / 2.0) / 1.5;
        let large = Frame::shaped(MARGIN, top, height * aspect, aspect);
        let left = large.left + large.width + GAP;
        let small = Frame {
            height: (large.height - BELOW_CAPTION) / 2,
            width: WIDTH - MARGIN - left,
            top,
            left,
        };
        let last = Frame {
            top: top + large.height - small.height,
            ..small
        };
        [large, small, last]
    }
}

/// The rows of the layers.
fn layers(paper: &mut Paper, sight: &Sight, words: &SheetWords, top: usize) -> usize {
    let rule = Frame {
        left: MARGIN,
        top: top + 8,
        width: CONTENT,
        height: 2,
    };
    paper.fill(rule, LINE);

    let below = paper.lines(at(MARGIN, top + 76, CONTENT), HEADING, &words.layers);
    let mut top = paper.lines(at(MARGIN, below + 42, CONTENT), LEGEND, &words.legend) + 34;

    for (index, layer) in words.layer.iter().enumerate() {
        let end = paper.line(at(MARGIN, top + 28, CONTENT), LAYER, &layer.name) + 14;
        paper.line(at(end, top + 28, WIDTH - MARGIN - end), ABOUT, &layer.about);
        top += 46;

        let seen = sight.layers.get(index);
        for place in 0..3 {
            let left = MARGIN + place * (CONTENT - TILES) / 2;
            match seen {
                Some(seen) => {
                    if let Some(reaction) = seen.reactions.get(place) {
                        tiles(paper, Some(reaction), left, top);
                    }
                }
                None => tiles(paper, None, left, top),
            }
        }

        top += TILE + 30;
    }

    top
}

/// The three tiles of a channel.
fn tiles(paper: &mut Paper, reaction: Option<&Reaction>, left: usize, top: usize) {
    let pictures = [
        reaction.map(|reaction| &reaction.piece),
        reaction.map(|reaction| &reaction.reacts_to),
        reaction.and_then(|reaction| reaction.dreams_of.as_ref()),
    ];

    for (place, picture) in pictures.into_iter().enumerate() {
        let frame = Frame {
            left: left + place * (TILE + TILE_GAP),
            top,
            width: TILE,
            height: TILE,
        };
        match picture {
            Some(picture) => paper.picture(picture, frame, TILE_ROUND),
            None => paper.fill(frame, EMPTY),
        }
    }
}
