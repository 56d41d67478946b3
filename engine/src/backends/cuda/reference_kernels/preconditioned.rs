//! The preconditioner of a style layer; `loss/preconditioned.rs` has the formulas.

use super::losses::StyleDifference;
use crate::{
    loss::preconditioned::{Preconditioner, WEIGHT},
    vector::dot,
};

/// V D.
pub(crate) fn precondition_project(
    difference: &[f32],
    preconditioner: &Preconditioner,
    channels: usize,
) -> Vec<f32> {
    let directions = preconditioner.directions.chunks_exact(channels);
    let projected = |direction| {
        difference
            .chunks_exact(channels)
            .map(move |row| dot(row, direction) as f32)
    };

    directions.flat_map(projected).collect()
}

/// X.
pub(crate) fn precondition_correct(
    projected: &[f32],
    preconditioner: &Preconditioner,
    channels: usize,
) -> Vec<f32> {
    let Preconditioner {
        directions,
        singles,
        pairs,
        ..
    } = preconditioner;
    let directions = || directions.chunks_exact(channels);
    let mut correction = Vec::with_capacity(projected.len());

    for ((projected, pairs), single) in projected
        .chunks_exact(channels)
        .zip(pairs.chunks_exact(singles.len()))
        .zip(singles)
    {
        let weights: Vec<f32> = directions()
            .zip(pairs)
            .map(|(direction, pair)| pair * dot(projected, direction) as f32)
            .collect();

        for (c, projected) in projected.iter().enumerate() {
            let combined: f32 = directions()
                .zip(&weights)
                .map(|(direction, weight)| weight * direction[c])
                .sum();
            correction.push(combined - single * projected);
        }
    }

    correction
}

/// Turns D into M; each row's last norm becomes its share of ⟨D, M⟩ - ⟨D, D⟩.
pub(crate) fn precondition_apply(
    difference: &mut StyleDifference,
    correction: &[f32],
    preconditioner: &Preconditioner,
    channels: usize,
) {
    let rows = difference
        .matrix
        .chunks_exact_mut(channels)
        .zip(difference.norms.as_chunks_mut::<5>().0);

    for (row, (differences, norms)) in rows.enumerate() {
        norms[4] = 0.0;
        for (c, difference) in differences.iter_mut().enumerate() {
            let pairs = preconditioner
                .directions
                .chunks_exact(channels)
                .zip(correction.chunks_exact(channels));
            let corrected: f32 = pairs.map(|(v, x)| v[row] * x[c] + x[row] * v[c]).sum();
            let plain = std::mem::replace(difference, WEIGHT as f32 * *difference + corrected);
            norms[4] += f64::from(plain) * (f64::from(*difference) - f64::from(plain));
        }
    }
}
