//! The atlas: what the channels of five layers dream of. Eight of each layer stand large on the
//! page, with names that people gave them; all of them are in one picture a layer.

use std::ops::Range;

use super::embedded::{EmbeddedPicture, embedded};
use crate::domain::language::Language;

/// A layer and its channels.
pub(super) struct AtlasLayer {
    /// Its name in files and in the style sheet.
    pub(super) name: &'static str,
    /// Counted in convolutions.
    number: u16,
    channel_count: u16,
    /// Those that stand large on the page.
    pub(super) tiles: [Tile; 8],
    /// All of them, sixteen in a row; the style sheet has its address.
    pub(super) sheet: EmbeddedPicture,
}

/// A channel with a name.
pub(super) struct Tile {
    pub(super) channel: u16,
    /// What people see in it; the end of the key of that.
    name: &'static str,
    pub(super) embedded: EmbeddedPicture,
}

macro_rules! layer {
    ($name:literal, $number:literal, $count:literal: $($channel:literal $tile:literal)*) => {
        AtlasLayer {
            name: $name,
            number: $number,
            channel_count: $count,
            tiles: [$(Tile {
                channel: $channel,
                name: $tile,
                embedded: embedded!("network", "tile_", $name, "_", $channel),
            }),*],
            sheet: embedded!("atlas", $name),
        }
    };
}

pub(super) static ATLAS: [AtlasLayer; 5] = [
    layer!("relu1_2", 2, 64:
        31 "orange" 38 "night" 23 "red-on-blue" 18 "green-on-pink" 0 "slanting" 35 "upright" 53 "level" 22 "maze"),
    layer!("relu2_2", 4, 128:
        53 "zebra" 60 "rainbow" 50 "dots" 52 "crossing" 118 "bricks" 106 "beads" 73 "drops" 112 "flames"),
    layer!("relu3_3", 7, 256:
        63 "net" 73 "lattice" 77 "pebbles" 34 "raspberries" 101 "pearls" 120 "fans" 151 "links" 116 "wicker"),
    layer!("relu4_2", 10, 512:
        15 "lights" 8 "lightning" 4 "shingles" 12 "plumage" 5 "ropes" 16 "strands" 3 "ribbons" 2 "stacks"),
    layer!("relu5_1", 13, 512:
        255 "dogs" 226 "birds" 141 "snakes" 208 "castles" 68 "fruit" 271 "flowers" 148 "jungle" 457 "faces"),
];

impl Tile {
    /// What people see in it.
    pub(super) fn text(&self, language: Language) -> String {
        language.text(&format!("network-tile-{}", self.name))
    }
}

impl AtlasLayer {
    pub(super) fn channels(&self) -> Range<u16> {
        0..self.channel_count
    }

    pub(super) fn title(&self, language: Language) -> String {
        self.fill("network-atlas-layer", language)
    }

    /// What opens the list of all its channels.
    pub(super) fn all(&self, language: Language) -> String {
        self.fill("network-atlas-all", language)
    }

    fn fill(&self, key: &str, language: Language) -> String {
        language.fill(
            key,
            &[
                ("layer", self.number.into()),
                ("channels", self.channel_count.into()),
            ],
        )
    }
}
