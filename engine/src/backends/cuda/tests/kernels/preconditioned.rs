//! The kernels of the preconditioner.

use super::{ROUNDING, benches};
use crate::{
    backends::{
        contract::assert_close,
        cuda::preconditioned::CudaPreconditioner,
        reference_kernels::{
            matrices,
            preconditioned::{precondition_apply, precondition_correct, precondition_project},
        },
    },
    loss::preconditioned::Preconditioner,
};

#[test]
fn the_preconditioners_kernels_are_their_twins() {
    for bench in benches() {
        for channels in [64, 128, 256, 512] {
            let name = bench.name((channels, channels));
            let [wanted, mut difference] = matrices(channels);
            let mut norms = vec![f64::NAN; 5 * channels];
            let on_gpu = CudaPreconditioner::for_target(&bench.machine, &wanted, channels).unwrap();
            let on_difference = bench.reals(&difference);

            let on_norms = bench.doubles(&norms);
            on_gpu
                .enqueue(&bench.machine, on_difference.at(), on_norms.at())
                .unwrap();

            let preconditioner = Preconditioner::for_target(&wanted, channels);
            let projected = precondition_project(&difference, &preconditioner, channels);
            assert_close(
                &bench.read(&on_gpu.projected, projected.len()),
                &projected,
                ROUNDING,
                &name,
            );

            let correction = precondition_correct(&projected, &preconditioner, channels);
            assert_close(
                &bench.read(&on_gpu.correction, correction.len()),
                &correction,
                ROUNDING,
                &name,
            );

            precondition_apply(
                (&mut difference, &mut norms),
                &correction,
                &preconditioner,
                channels,
            );
            assert_close(
                &bench.read(&on_difference, difference.len()),
                &difference,
                ROUNDING,
                &name,
            );

            let actual = bench.read_doubles(&on_norms, norms.len());
            assert!(
                actual
                    .iter()
                    .enumerate()
                    .all(|(place, norm)| norm.is_nan() == (place % 5 < 4)),
                "{name}"
            );

            let offsets = |norms: &[f64]| {
                norms
                    .iter()
                    .skip(4)
                    .step_by(5)
                    .map(|offset| *offset as f32)
                    .collect::<Vec<_>>()
            };
            assert_close(&offsets(&actual), &offsets(&norms), ROUNDING, &name);
        }
    }
}
