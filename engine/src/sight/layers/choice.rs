//! Which channels of a layer are shown, and where.

use super::{CHANNELS, receptive_field, usual::usual};
use crate::{
    planes::{PlaneSize, Planes},
    vgg::Relu,
};

/// How much the mean over all channels counts beside a channel's own usual maximum: a channel that
/// hardly ever reacts is not chosen for a faint reaction.
const PRIOR: f32 = 0.25;

/// The largest distance that is kept from the photo's border in px.
const MOST_MARGIN: f32 = 24.0;

/// The smallest distance between two places of a layer in px.
const LEAST_DISTANCE: f32 = 24.0;

/// A channel, and the place that excites it most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Excited {
    pub(super) channel: usize,
    /// Row and column in the feature map.
    pub(super) row: usize,
    pub(super) column: usize,
    /// The activation there.
    pub(super) value: f32,
}

impl Excited {
    /// The middle of what it sees, in px from the photo's top.
    pub(super) fn y(&self, layer: Relu) -> f32 {
        middle(self.row, layer)
    }

    /// The middle of what it sees, in px from the photo's left.
    pub(super) fn x(&self, layer: Relu) -> f32 {
        middle(self.column, layer)
    }
}

fn middle(place: usize, layer: Relu) -> f32 {
    (place as f32 + 0.5) * (1 << layer.poolings()) as f32
}

/// The strongest activation of each channel of a layer, away from the photo's border, where the
/// edge of the photo itself excites many. `[C]`.
#[must_use]
pub fn maxima(layer: Relu, activations: &Planes) -> Vec<f32> {
    strongest(layer, activations)
        .iter()
        .map(|excited| excited.value)
        .collect()
}

/// The channels that this photo excites more than others do, the most unusual first, at places
/// apart as far as there are such.
pub(super) fn choose(layer: Relu, activations: &Planes, photo: PlaneSize) -> Vec<Excited> {
    let usual = usual(layer);
    let mean = usual.iter().sum::<f32>() / usual.len() as f32;
    let score = |excited: &Excited| excited.value / (usual[excited.channel] + PRIOR * mean);

    let mut candidates = strongest(layer, activations);
    candidates.retain(|excited| excited.value > 0.0);
    candidates.sort_by(|a, b| score(b).total_cmp(&score(a)));

    let field = receptive_field(layer) as f32;
    let narrow = photo.height.min(photo.width) as f32;
    let apart = (0.35 * field).max(LEAST_DISTANCE).min(narrow / 2.0);

    let mut chosen: Vec<Excited> = Vec::with_capacity(CHANNELS);
    for least in [apart, apart / 2.0, 0.0] {
        for candidate in &candidates {
            let is_apart = chosen.iter().all(|other| {
                let distance = (candidate.y(layer) - other.y(layer))
                    .hypot(candidate.x(layer) - other.x(layer));
                distance >= least && candidate.channel != other.channel
            });
            if chosen.len() < CHANNELS && is_apart {
                chosen.push(*candidate);
            }
        }
    }

    chosen
}

/// The strongest place of each channel.
fn strongest(layer: Relu, activations: &Planes) -> Vec<Excited> {
    let field = receptive_field(layer) as f32;
    let margin = (0.3 * field).min(MOST_MARGIN) / (1 << layer.poolings()) as f32;
    // Half a map away there is nothing left.
    let border = |side: usize| (margin.round() as usize).min((side - 1) / 2);
    let height = activations.height();
    let width = activations.width();
    let rows = border(height)..height - border(height);
    let columns = border(width)..width - border(width);

    (0..activations.channels())
        .map(|channel| {
            let plane = activations.plane(channel);
            let mut best = Excited {
                channel,
                row: rows.start,
                column: columns.start,
                value: f32::NEG_INFINITY,
            };
            for row in rows.clone() {
                for column in columns.clone() {
                    let value = plane[row * width + column];
                    if value > best.value {
                        best = Excited {
                            row,
                            column,
                            value,
                            ..best
                        };
                    }
                }
            }

            best
        })
        .collect()
}
