//! A stand-in for the engine, for tests of everything around it: the same interface, progress and
//! checkpoints, with a painting within milliseconds. Each iteration blends in more of the style,
//! resized to the photo.

use std::{
    ops::ControlFlow,
    thread::{park, sleep},
    time::Duration,
};

use super::{
    Checkpoint, EditError, EngineError, Painting, Progress, Request, ScaleReport, Snapshot,
    Stylizer, checkpoint::Position, styles::Styles,
};
use crate::{
    image::{Picture, Size},
    memory::NotEnoughMemory,
    net::NetError,
    optimizer::State,
    schedule::Scale,
};

/// A fault to simulate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    #[default]
    None,
    /// A panic at the second iteration.
    Panic,
    /// There is not enough memory.
    Memory,
    /// The second iteration never ends, as on a device that hangs.
    Silence,
}

/// Paints without a network.
#[derive(Clone, Copy, Debug, Default)]
pub struct FakePainter {
    /// How long an iteration takes.
    pub pause: Duration,
    /// The simulated fault.
    pub trouble: Trouble,
}

impl Stylizer for FakePainter {
    fn stylize(
        &mut self,
        request: &Request,
        resume: Option<Checkpoint>,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Painting, EngineError> {
        let mut run = Run::new(request)?;
        let Scale { width, height, .. } = run.scales[0];
        if self.trouble == Trouble::Memory {
            return Err(NotEnoughMemory {
                width,
                height,
                needed: u64::MAX,
                free: 0,
            }
            .into());
        }

        if let Some(checkpoint) = resume {
            run.done = checkpoint
                .open(request)?
                .position
                .reports
                .last()
                .map_or(0, |report| report.iterations);
        }

        let mut flow = progress(&run.progress());
        while flow.is_continue() && run.done < request.settings.iterations {
            sleep(self.pause);
            run.done += 1;
            assert!(
                self.trouble != Trouble::Panic || run.done < 2,
                "the fault that was asked for"
            );

            if self.trouble == Trouble::Silence && run.done > 1 {
                loop {
                    park();
                }
            }

            flow = progress(&run.progress());
        }

        Ok(Painting {
            picture: run.picture(),
            scales: vec![run.report()],
            stopped: flow.is_break(),
        })
    }
}

struct Run<'r> {
    request: &'r Request,
    photo: Picture,
    style: Picture,
    scales: [Scale; 1],
    done: usize,
}

impl<'r> Run<'r> {
    fn new(request: &'r Request) -> Result<Self, EditError> {
        let photo = &request.photo;
        let settings = &request.settings;
        let Size { width, height } = request.size();
        let style = Styles::edit(request)?
            .first()
            .unwrap_or(photo)
            .resized(width, height);

        let scales = [Scale {
            width,
            height,
            iterations: settings.iterations,
        }];

        Ok(Self {
            request,
            photo: photo.resized(width, height),
            style,
            scales,
            done: 0,
        })
    }

    fn progress(&self) -> Progress<'_> {
        let total = self.request.settings.iterations;
        let fraction = self.done as f64 / total.max(1) as f64;
        let iteration = self.done;
        let done = self.done;

        Progress {
            scale: 0,
            scales: &self.scales,
            iteration,
            done,
            total,
            fraction,
            loss: None,
            snapshot: self,
        }
    }

    fn report(&self) -> ScaleReport {
        let Scale { width, height, .. } = self.scales[0];
        let loss = crate::loss::Loss::default();

        ScaleReport {
            width,
            height,
            iterations: self.done,
            evaluations: self.done,
            loss,
        }
    }
}

impl Run<'_> {
    fn picture(&self) -> Picture {
        let share = (256 * self.done / self.request.settings.iterations.max(1)).min(256) as u32;
        let mix = |photo: &u8, style: &u8| {
            ((u32::from(*photo) * (512 - share) + u32::from(*style) * share) / 512).min(255) as u8
        };
        let rgb = self
            .photo
            .as_rgb()
            .iter()
            .zip(self.style.as_rgb())
            .map(|(photo, style)| mix(photo, style))
            .collect();

        Picture::from_rgb(self.photo.width(), self.photo.height(), rgb)
            .expect("both have the photo's size")
    }
}

impl Snapshot for Run<'_> {
    fn preview(&self) -> Result<Picture, NetError> {
        Ok(self.picture())
    }

    fn checkpoint(&self) -> Result<Checkpoint, NetError> {
        let position = Position {
            reports: vec![self.report()],
            balance: Vec::new(),
        };
        Ok(Checkpoint::new(
            self.request,
            position,
            State {
                vectors: Vec::new(),
                numbers: Vec::new(),
            },
        ))
    }
}
