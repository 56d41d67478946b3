//! The kernels of a guide.

use super::{ROUNDING, benches};
use crate::{
    loss::guide::Guide,
    net::{
        contract::assert_close,
        cuda::guide::CudaGuide,
        reference_kernels::{
            guide::{guide_along, guide_lead, guide_turn},
            matrices,
        },
    },
};

#[test]
fn a_guides_kernels_are_their_twins() {
    for bench in benches() {
        for channels in [64, 128, 256, 512] {
            let name = bench.name((channels, channels));
            let [wanted, mut difference] = matrices(channels);
            let mut norms = vec![f64::NAN; 5 * channels];
            let on_gpu = CudaGuide::to(&bench.machine, &wanted, channels).unwrap();
            let on_difference = bench.reals(&difference);

            let on_norms = bench.doubles(&norms);
            on_gpu
                .enqueue(&bench.machine, on_difference.at(), on_norms.at())
                .unwrap();

            let guide = Guide::to(&wanted, channels);
            let along = guide_along(&difference, &guide, channels);
            assert_close(
                &bench.read(&on_gpu.along, along.len()),
                &along,
                ROUNDING,
                &name,
            );

            let lead = guide_lead(&along, &guide, channels);
            assert_close(
                &bench.read(&on_gpu.lead, lead.len()),
                &lead,
                ROUNDING,
                &name,
            );

            guide_turn((&mut difference, &mut norms), &lead, &guide, channels);
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

            let leads = |norms: &[f64]| {
                norms
                    .iter()
                    .skip(4)
                    .step_by(5)
                    .map(|lead| *lead as f32)
                    .collect::<Vec<_>>()
            };
            assert_close(&leads(&actual), &leads(&norms), ROUNDING, &name);
        }
    }
}
