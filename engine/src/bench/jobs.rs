//! The speed of whole jobs, one after another or several at once on one device.

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
    /// The number of jobs.
    pub done: usize,
    /// The number of jobs at a time.
    pub at_once: usize,
    /// Median time of a job, in seconds.
    pub seconds: f64,
    /// Jobs per hour, from the time that all took together.
    pub per_hour: f64,
}

/// How many jobs to run.
#[derive(Clone, Copy, Debug)]
pub struct JobCounts {
    /// In total.
    pub count: usize,
    /// At a time.
    pub at_once: usize,
}

/// Paints `request` repeatedly on as many threads as there are jobs at a time. Each thread has its
/// own network, which one additional job warms up.
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
    counts: JobCounts,
) -> Result<Jobs, EngineError> {
    let JobCounts { count, at_once } = counts;
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

    let timed = thread::scope(|scope| {
        let threads: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        warm.wait();

        let start = Instant::now();
        let join = |thread: ScopedJoinHandle<'_, _>| thread.join().expect("a job does not panic");
        let times: Result<Vec<Vec<Duration>>, EngineError> =
            threads.into_iter().map(join).collect();

        times.map(|times| Timed {
            times,
            total: start.elapsed(),
        })
    })?;

    let times: Vec<f64> = timed
        .times
        .into_iter()
        .flatten()
        .map(|time| time.as_secs_f64())
        .collect();
    let done = times.len();

    Ok(Jobs {
        done,
        at_once,
        seconds: median(times),
        per_hour: done as f64 / timed.total.as_secs_f64() * 3600.0,
    })
}

/// The time of each job of each thread, and of all together.
struct Timed {
    times: Vec<Vec<Duration>>,
    total: Duration,
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
