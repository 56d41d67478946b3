//! Parts of pictures, frames, and numbers as shades.

use vernissage_engine::{image::Picture, planes::Planes};

/// Paper and ink of drawings, RGB.
const PAPER: [f32; 3] = [250.0, 246.0, 238.0];
const INK: [f32; 3] = [134.0, 38.0, 20.0];

/// A square part of a picture.
#[derive(Clone, Copy)]
pub(crate) struct Square {
    pub(crate) top: usize,
    pub(crate) left: usize,
    pub(crate) side: usize,
}

impl Square {
    /// A square around a place, moved so that it lies within the picture.
    pub(crate) fn around(y: usize, x: usize, side: usize, picture: &Planes) -> Self {
        let start = |place: usize, most: usize| {
            place
                .saturating_sub(side / 2)
                .min(most.saturating_sub(side))
        };

        Self {
            top: start(y, picture.height()),
            left: start(x, picture.width()),
            side: side.min(picture.height()).min(picture.width()),
        }
    }

    /// This part of the picture, enlarged to `side` px.
    pub(crate) fn cut(self, picture: &Planes, side: u32) -> Picture {
        let part = Planes::from_fn(3, self.side, self.side, |channel, y, x| {
            picture.plane(channel)[(self.top + y) * picture.width() + self.left + x]
        });

        Picture::from_planes(&part).resized(side, side)
    }

    /// Draws its outline: white with a dark rim, so that it can be seen on any photo.
    pub(crate) fn outline(self, picture: &mut Planes) {
        self.frame(picture, 0, 20.0);
        self.frame(picture, 1, 255.0);
    }

    fn frame(self, picture: &mut Planes, outside: usize, shade: f32) {
        let top = self.top.saturating_sub(outside);
        let left = self.left.saturating_sub(outside);
        let bottom = (self.top + self.side + outside).min(picture.height()) - 1;
        let right = (self.left + self.side + outside).min(picture.width()) - 1;

        let across = (left..=right).flat_map(|x| [(top, x), (bottom, x)]);
        let down = (top..=bottom).flat_map(|y| [(y, left), (y, right)]);
        let places: Vec<(usize, usize)> = across.chain(down).collect();
        let width = picture.width();
        for channel in 0..3 {
            for (y, x) in &places {
                picture.plane_mut(channel)[y * width + x] = shade;
            }
        }
    }
}

/// `rows` x `columns` cells of `side` px; `share(row, column)` from 0, paper, to 1, ink.
pub(crate) fn matrix(
    rows: usize,
    columns: usize,
    side: usize,
    share: impl Fn(usize, usize) -> f32,
) -> Picture {
    let picture = Planes::from_fn(3, rows * side, columns * side, |channel, y, x| {
        let share = share(y / side, x / side).clamp(0.0, 1.0);
        PAPER[channel] + share * (INK[channel] - PAPER[channel])
    });

    Picture::from_planes(&picture)
}

/// A grid of feature maps, each from black to white, `columns` in a row with a gap between them.
pub(crate) fn grid(maps: &[Planes], columns: usize) -> Picture {
    const GAP: usize = 4;

    let rows = maps.len().div_ceil(columns);
    let cell_height = maps[0].height() + GAP;
    let cell_width = maps[0].width() + GAP;
    let picture = Planes::from_fn(
        3,
        rows * cell_height - GAP,
        columns * cell_width - GAP,
        |channel, y, x| {
            let map = maps.get(y / cell_height * columns + x / cell_width);
            let row = y % cell_height;
            let column = x % cell_width;

            match map {
                Some(map) if row < map.height() && column < map.width() => {
                    map.plane(0)[row * map.width() + column]
                }
                _ => PAPER[channel],
            }
        },
    );

    Picture::from_planes(&picture)
}

/// A gradient as a picture: grey where it is zero, scaled so that all but one value in a hundred
/// fit.
pub(crate) fn gradient(gradient: &Planes) -> Planes {
    let mut sizes: Vec<f32> = gradient
        .data()
        .iter()
        .map(|value| value.abs())
        .filter(|size| *size > 0.0)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get(sizes.len() * 99 / 100).copied().unwrap_or(1.0);

    let mut picture = gradient.clone();
    for value in picture.data_mut() {
        *value = (128.0 + 127.0 * *value / most).clamp(0.0, 255.0);
    }
    picture
}
