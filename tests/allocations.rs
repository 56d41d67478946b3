//! Once they have seen a size, the fast network and L-BFGS allocate no more memory.

#![expect(clippy::unwrap_used, reason = "a test may end where it stands")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use vernissage::engine::{
    backends::winograd::WinogradNet,
    loss::{Loss, Objective},
    net::{Gradient, Moments, Net, NetError},
    optimizer::{Lbfgs, Optimizer},
    planes::Planes,
    vgg::{Border, Pooling, Relu, Variant, Weights},
};

struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is left to the system.
#[expect(unsafe_code, reason = "an allocator is unsafe by nature")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const TAPS: [Relu; 6] = [
    Relu::R1_1,
    Relu::R2_1,
    Relu::R3_1,
    Relu::R4_1,
    Relu::R4_2,
    Relu::R5_1,
];

fn iterate(
    net: &mut WinogradNet,
    picture: &Planes,
    moments: &mut [Moments; 6],
    gradient: &mut Planes,
) -> Result<(), NetError> {
    net.forward(picture, &TAPS)?;

    for (tap, moments) in TAPS.into_iter().zip(&mut *moments) {
        net.moments(tap, moments)?;
    }

    net.distance(Relu::R4_2)?;

    let affine = |i: usize| {
        let moments: &Moments = &moments[i];
        Gradient::Affine {
            tap: TAPS[i],
            matrix: &moments.second,
            offset: &moments.mean,
        }
    };

    let target = Gradient::Target {
        tap: Relu::R4_2,
        scale: 0.1,
    };
    let gradients = [
        affine(0),
        affine(1),
        affine(2),
        affine(3),
        affine(4),
        affine(5),
        target,
    ];

    net.backward(&gradients, gradient)
}

fn an_iteration_allocates_nothing() {
    let weights =
        Weights::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("models/vgg19-q8.safetensors"))
            .unwrap();

    for pooling in [Pooling::Max, Pooling::Average] {
        let variant = Variant {
            pooling,
            border: Border::Replicate,
            normalised: true,
        };
        let mut net = WinogradNet::new(&weights, variant).unwrap();
        let picture = Planes::from_fn(3, 70, 90, |c, y, x| {
            ((c * 31 + y * 7 + x * 13) % 256) as f32
        });

        let mut moments = <[Moments; 6]>::default();
        let mut gradient = Planes::default();
        net.forward(&picture, &TAPS).unwrap();
        net.keep_target(Relu::R4_2).unwrap();

        for _ in 0..2 {
            iterate(&mut net, &picture, &mut moments, &mut gradient).unwrap();
        }

        let before = COUNT.load(Ordering::Relaxed);

        for _ in 0..10 {
            iterate(&mut net, &picture, &mut moments, &mut gradient).unwrap();
        }

        assert_eq!(COUNT.load(Ordering::Relaxed) - before, 0, "{pooling:?}");
    }
}

/// Uneven slopes towards grey.
struct Valley;

impl Objective for Valley {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        gradient.reshape(picture.channels(), picture.height(), picture.width());

        let mut content = 0.0;
        for (place, (slope, value)) in gradient
            .data_mut()
            .iter_mut()
            .zip(picture.data())
            .enumerate()
        {
            let steepness = 1.0 + (place % 97) as f32;
            let distance = value - 128.0;
            *slope = steepness * distance;
            content += f64::from(0.5 * steepness * distance * distance);
        }

        Ok(Loss {
            content,
            ..Loss::default()
        })
    }

    fn rebalance(&mut self) {}
}

fn a_step_of_lbfgs_with_a_full_memory_allocates_nothing() {
    let start = Planes::from_fn(3, 40, 53, |c, y, x| {
        ((c * 31 + y * 7 + x * 13) % 256) as f32
    });
    let mut optimizer = Optimizer::Lbfgs(Lbfgs::new(start, 4));
    let mut steps = |count: usize| {
        for _ in 0..count {
            assert!(!optimizer.step(&mut Valley).unwrap().stuck);
        }
    };

    steps(6);

    let before = COUNT.load(Ordering::Relaxed);
    steps(10);
    assert_eq!(COUNT.load(Ordering::Relaxed) - before, 0);
}

/// The only test of this program: the harness allocates whenever a test ends, and every thread is
/// counted.
#[test]
fn nothing_is_allocated_after_the_first_iterations() {
    an_iteration_allocates_nothing();
    a_step_of_lbfgs_with_a_full_memory_allocates_nothing();
}
