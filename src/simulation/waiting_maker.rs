//! A painter that only waits.

use std::{
    ops::ControlFlow,
    thread::sleep,
    time::{Duration, Instant},
};

use fastrand::Rng;

use super::device::Device;
use crate::engine::{
    image::Picture,
    work::{MakeError, Maker, OnStep, Order, Piece, Step},
};

/// The time between two looks whether to go on.
const STEP: Duration = Duration::from_millis(50);
/// The side of its pictures in pixels.
const SIDE: u32 = 8;

/// Waits as long as a device would paint.
pub(crate) struct WaitingMaker {
    /// The device; `None` does not wait at all.
    pub(crate) device: Option<Device>,
    /// So many times as fast as the device.
    pub(crate) faster: f64,
}

impl WaitingMaker {
    fn time_for(&self, order: &Order) -> Duration {
        let iterations = u32::try_from(order.iterations).unwrap_or(u32::MAX);
        let takes = |device: Device| device.time_for_size(order.size, iterations);
        let takes = self.device.map(takes).unwrap_or_default();

        takes.div_f64(self.faster)
    }
}

impl Maker for WaitingMaker {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let begun = Instant::now();
        let takes = self.time_for(order);
        let picture = picture();
        let mut flow = ControlFlow::Continue(());

        loop {
            let waited = begun.elapsed();
            flow = match flow {
                ControlFlow::Continue(()) => on_step(&Waited {
                    part: waited.as_secs_f64() / takes.as_secs_f64().max(1e-9),
                    picture: &picture,
                }),
                ControlFlow::Break(()) => break,
            };
            if waited >= takes {
                break;
            }

            sleep(STEP.min(takes.saturating_sub(begun.elapsed())));
        }

        Ok(Piece {
            picture,
            iterations: order.iterations,
            film: None,
            found: Vec::new(),
            stopped: flow.is_break(),
        })
    }
}

/// Every painting is another one.
fn picture() -> Picture {
    let mut rgb = vec![0; (SIDE * SIDE * 3) as usize];
    Rng::new().fill(&mut rgb);

    Picture::from_rgb(SIDE, SIDE, rgb).expect("so many bytes are a picture")
}

struct Waited<'a> {
    part: f64,
    picture: &'a Picture,
}

impl Step for Waited<'_> {
    fn done(&self) -> usize {
        (self.fraction() * 100.0) as usize
    }

    fn total(&self) -> usize {
        100
    }

    fn fraction(&self) -> f64 {
        self.part.min(1.0)
    }

    fn preview(&self) -> Option<Picture> {
        Some(self.picture.clone())
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        Some(self.part.to_le_bytes().to_vec())
    }

    fn is_stage(&self, _stages: usize) -> bool {
        false
    }
}
