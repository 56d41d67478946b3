//! The way to a style; `loss/guide.rs` has the formulas.

use crate::{
    loss::guide::{Guide, WEIGHT},
    vector::dot,
};

/// V D.
pub(crate) fn guide_along(difference: &[f32], guide: &Guide, channels: usize) -> Vec<f32> {
    let directions = guide.directions.chunks_exact(channels);
    let along = |direction| {
        difference
            .chunks_exact(channels)
            .map(move |row| dot(row, direction) as f32)
    };

    directions.flat_map(along).collect()
}

/// X.
pub(crate) fn guide_lead(along: &[f32], guide: &Guide, channels: usize) -> Vec<f32> {
    let directions = || guide.directions.chunks_exact(channels);
    let rows = along
        .chunks_exact(channels)
        .zip(guide.pairs.chunks_exact(guide.singles.len()))
        .zip(&guide.singles);

    let row = |((along, pairs), single): ((&[f32], &[f32]), &f32)| {
        let by = directions()
            .zip(pairs)
            .map(|(direction, pair)| pair * dot(along, direction) as f32);
        let by: Vec<f32> = by.collect();
        let ahead = |c: usize| {
            directions()
                .zip(&by)
                .map(|(direction, by)| by * direction[c])
                .sum::<f32>()
        };

        along
            .iter()
            .enumerate()
            .map(|(c, along)| ahead(c) - single * along)
            .collect::<Vec<_>>()
    };

    rows.flat_map(row).collect()
}

/// Turns D into M; each row's last norm becomes its share of ⟨D, M⟩ - ⟨D, D⟩.
pub(crate) fn guide_turn(
    (difference, norms): (&mut [f32], &mut [f64]),
    lead: &[f32],
    guide: &Guide,
    channels: usize,
) {
    let rows = difference
        .chunks_exact_mut(channels)
        .zip(norms.as_chunks_mut::<5>().0);

    for (row, (differences, norms)) in rows.enumerate() {
        norms[4] = 0.0;
        for (c, difference) in differences.iter_mut().enumerate() {
            let pairs = guide
                .directions
                .chunks_exact(channels)
                .zip(lead.chunks_exact(channels));
            let led: f32 = pairs.map(|(v, x)| v[row] * x[c] + x[row] * v[c]).sum();
            let plain = std::mem::replace(difference, WEIGHT as f32 * *difference + led);
            norms[4] += f64::from(plain) * (f64::from(*difference) - f64::from(plain));
        }
    }
}
