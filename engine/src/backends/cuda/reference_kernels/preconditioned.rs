//! The preconditioner of a style layer; `loss/preconditioned.rs` has the formulas.

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
    let directions = || preconditioner.directions.chunks_exact(channels);
    let rows = projected
        .chunks_exact(channels)
        .zip(
            preconditioner
                .pairs
                .chunks_exact(preconditioner.singles.len()),
        )
        .zip(&preconditioner.singles);

    let row = |((projected, pairs), single): ((&[f32], &[f32]), &f32)| {
        let by = directions()
            .zip(pairs)
            .map(|(direction, pair)| pair * dot(projected, direction) as f32);
        let by: Vec<f32> = by.collect();
        let ahead = |c: usize| {
            directions()
                .zip(&by)
                .map(|(direction, by)| by * direction[c])
                .sum::<f32>()
        };

        projected
            .iter()
            .enumerate()
            .map(|(c, projected)| ahead(c) - single * projected)
            .collect::<Vec<_>>()
    };

    rows.flat_map(row).collect()
}

/// Turns D into M; each row's last norm becomes its share of ⟨D, M⟩ - ⟨D, D⟩.
pub(crate) fn precondition_apply(
    (difference, norms): (&mut [f32], &mut [f64]),
    correction: &[f32],
    preconditioner: &Preconditioner,
    channels: usize,
) {
    let rows = difference
        .chunks_exact_mut(channels)
        .zip(norms.as_chunks_mut::<5>().0);

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
