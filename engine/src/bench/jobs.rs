//! How long whole jobs take, one after another or several at once on one device.

use std::{
    ops::ControlFlow,
    sync::Barrier,
    thread::{self, ScopedJoinHandle},
    time::{Duration, Instant},
};

use serde::Serialize;

use super::median;
use crate::{
    device::Device,
    image::OutputFormat,
    stylize::{EngineError, Painter, Request, Stylizer},
    vgg::Weights,
};

/// Whole jobs, from decoded pictures to the encoded result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Jobs {
    /// Jobs done.
    pub done: usize,
    /// Jobs at a time.
    pub at_once: usize,
    /// Median of a job, in seconds.
    pub seconds: f64,
    /// Jobs in an hour, by the time that all took.
    pub per_hour: f64,
}

/// Does `request` so often, `at_once` at a time, each with a network of its own, which one more job
/// warms up.
///
/// # Errors
/// If the device fails.
///
/// # Panics
/// If a thread panics.
pub fn jobs(
    weights: &Weights,
    device: &Device,
    request: &Request,
    format: OutputFormat,
    (count, at_once): (usize, usize),
) -> Result<Jobs, EngineError> {
    let each = count.div_ceil(at_once);
    let warm = Barrier::new(at_once + 1);
    let work = || {
        let mut painter = Painter::new(weights.clone(), device.clone());
        let first = paint(&mut painter, request, format);
        warm.wait();
        first?;

        (0..each)
            .map(|_| paint(&mut painter, request, format))
            .collect::<Result<Vec<_>, _>>()
    };

    let (times, whole) = thread::scope(|scope| {
        let threads: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        warm.wait();

        let start = Instant::now();
        let join = |thread: ScopedJoinHandle<'_, _>| thread.join().expect("a job does not panic");
        let times: Result<Vec<Vec<Duration>>, EngineError> =
            threads.into_iter().map(join).collect();

        times.map(|times| (times, start.elapsed().as_secs_f64()))
    })?;

    let times: Vec<f64> = times
        .into_iter()
        .flatten()
        .map(|time| time.as_secs_f64())
        .collect();
    let done = times.len();

    Ok(Jobs {
        done,
        at_once,
        seconds: median(times),
        per_hour: done as f64 / whole * 3600.0,
    })
}

fn paint(
    painter: &mut Painter,
    request: &Request,
    format: OutputFormat,
) -> Result<Duration, EngineError> {
    let start = Instant::now();
    let painting = painter.stylize(request, None, &mut |_| ControlFlow::Continue(()))?;
    let _file = painting.picture.encode(format);
    Ok(start.elapsed())
}
