//! The kernels of the preconditioner.

use super::{ROUNDING, kernel_tests};
use crate::{
    backends::{
        cuda::preconditioned::CudaPreconditioner,
        reference_kernels::{
            StyleMatrices,
            losses::StyleDifference,
            preconditioned::{precondition_apply, precondition_correct, precondition_project},
        },
        test_data::assert_close,
    },
    loss::preconditioned::Preconditioner,
};

#[test]
fn the_preconditioner_agrees_with_its_reference() {
    for test in kernel_tests() {
        for channels in [64, 128, 256, 512] {
            check_preconditioner(&test, channels);
        }
    }
}

fn check_preconditioner(test: &super::KernelTest, channels: usize) {
    let name = test.name(channels);
    let StyleMatrices { target, difference } = StyleMatrices::new(channels);
    let mut expected = StyleDifference {
        matrix: difference,
        norms: vec![f64::NAN; 5 * channels],
    };

    let on_gpu = CudaPreconditioner::for_target(&test.executor, &target, channels).unwrap();
    let gpu_matrix = test.f32_buffer(&expected.matrix);
    let gpu_norms = test.f64_buffer(&expected.norms);
    on_gpu
        .enqueue(&test.executor, gpu_matrix.address(), gpu_norms.address())
        .unwrap();

    let preconditioner = Preconditioner::for_target(&target, channels);
    let projected = precondition_project(&expected.matrix, &preconditioner, channels);
    let actual = test.read(&on_gpu.projected, projected.len());
    assert_close(&actual, &projected, ROUNDING, &name);

    let correction = precondition_correct(&projected, &preconditioner, channels);
    let actual = test.read(&on_gpu.correction, correction.len());
    assert_close(&actual, &correction, ROUNDING, &name);

    precondition_apply(&mut expected, &correction, &preconditioner, channels);
    let actual = test.read(&gpu_matrix, expected.matrix.len());
    assert_close(&actual, &expected.matrix, ROUNDING, &name);

    let norms = test.read_f64(&gpu_norms, expected.norms.len());
    assert!(
        norms
            .iter()
            .enumerate()
            .all(|(place, norm)| norm.is_nan() == (place % 5 < 4)),
        "{name}"
    );
    assert_close(
        &last_norms(&norms),
        &last_norms(&expected.norms),
        ROUNDING,
        &name,
    );
}

/// The last of each row's five norms.
fn last_norms(norms: &[f64]) -> Vec<f32> {
    norms
        .iter()
        .skip(4)
        .step_by(5)
        .map(|norm| *norm as f32)
        .collect()
}
