//! The channels that stand large on the page, cut out of the sheets of the atlas.

use vernissage_engine::image::Picture;

use crate::{FigureMaker, drawing::Square, read};

/// Tiles in a row of a sheet.
const COLUMNS: usize = 16;
/// Side of a tile on the page in px.
const SIDE: u32 = 128;

struct Sheet {
    layer: &'static str,
    channels: [usize; 8],
}

/// As in `src/web/site/network/atlas.rs`, which names them.
const SHEETS: [Sheet; 5] = [
    Sheet {
        layer: "relu1_2",
        channels: [31, 38, 23, 18, 0, 35, 53, 22],
    },
    Sheet {
        layer: "relu2_2",
        channels: [53, 60, 50, 52, 118, 106, 73, 112],
    },
    Sheet {
        layer: "relu3_3",
        channels: [63, 73, 77, 34, 101, 120, 151, 116],
    },
    Sheet {
        layer: "relu4_2",
        channels: [15, 8, 4, 12, 5, 16, 3, 2],
    },
    Sheet {
        layer: "relu5_1",
        channels: [255, 226, 141, 208, 68, 271, 148, 457],
    },
];

/// A picture of each.
pub(crate) fn tiles(maker: &FigureMaker) -> anyhow::Result<()> {
    for Sheet { layer, channels } in &SHEETS {
        let sheet: Picture = read(&format!("assets/atlas/{layer}.webp"))?;
        let sheet = sheet.to_planes();
        let side = sheet.width() / COLUMNS;

        for channel in channels {
            let tile = Square {
                top: channel / COLUMNS * side,
                left: channel % COLUMNS * side,
                side,
            };
            maker.save(&format!("tile_{layer}_{channel}"), &tile.cut(&sheet, SIDE))?;
        }
    }

    Ok(())
}
