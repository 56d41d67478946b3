//! From a request to a dream, on one device.

use std::ops::ControlFlow;

use super::{
    Checkpoint, Dream, DreamError, OnProgress, Progress, Request, Start, Subject,
    checkpoint::Position,
    climb::Climber,
    guide::Guide,
    noise::pink_noise,
    objective::{Energy, Objective},
    octaves::OctavePlan,
};
use crate::{
    descent::PaintingNet,
    device::Device,
    image::{Picture, Size, fitted_size, resize_planes},
    luma::with_colours_of,
    memory::NotEnoughMemory,
    net::Net,
    planes::{PlaneSize, Planes},
    random::SplitMix64,
    vgg::{Border, Pooling, Variant, Weights},
};

/// The network as it was trained: its maxima make the sharpest motifs.
const VARIANT: Variant = Variant {
    pooling: Pooling::Max,
    border: Border::Zero,
    normalised: false,
};

/// Dreams on one device. Keeps the network for further requests.
pub struct Dreamer {
    weights: Weights,
    device: Device,
    net: Option<Box<dyn PaintingNet>>,
}

impl Dreamer {
    /// A dreamer with these weights.
    #[must_use]
    pub const fn new(weights: Weights, device: Device) -> Self {
        Self {
            weights,
            device,
            net: None,
        }
    }

    /// Dreams what `request` asks for.
    ///
    /// # Errors
    /// If the dream does not fit into memory, or the device fails.
    pub fn dream(
        &mut self,
        request: &Request,
        on_progress: &mut OnProgress,
    ) -> Result<Dream, DreamError> {
        self.dream_on_from(request, None, on_progress)
    }

    /// [`Dreamer::dream`], continued from a checkpoint. One of another request is ignored.
    ///
    /// # Errors
    /// As [`Dreamer::dream`].
    pub fn dream_on_from(
        &mut self,
        request: &Request,
        resume: Option<Checkpoint>,
        on_progress: &mut OnProgress,
    ) -> Result<Dream, DreamError> {
        self.check_memory(request.size())?;
        let net = self.net()?;
        dream_from(net, request, resume, on_progress)
    }
    pub(super) fn net(&mut self) -> Result<&mut dyn Net, DreamError> {
        let net = match self.net.take() {
            Some(net) => net,
            None => self.device.net(&self.weights, VARIANT)?,
        };

        Ok(self.net.insert(net).as_mut())
    }

    pub(super) fn check_memory(&self, size: Size) -> Result<(), NotEnoughMemory> {
        let pixels = size.pixels();
        // The photo at this size, the dream, its gradient and a moved copy of each.
        let needed = self.device.memory_needed(pixels) + pixels * 12 * 5;

        match self.device.free_memory() {
            Some(free) if free < needed => Err(NotEnoughMemory {
                width: size.width,
                height: size.height,
                needed,
                free,
            }),
            _ => Ok(()),
        }
    }
}

impl Request {
    /// The size of the dream.
    #[must_use]
    pub fn size(&self) -> Size {
        match &self.start {
            Start::Photo(photo) => fitted_size(photo.width(), photo.height(), self.settings.size),
            Start::Noise => Size::new(self.settings.size, self.settings.size),
        }
    }
}

/// Makes the objective of a subject ready.
pub(super) fn objective(net: &mut dyn Net, subject: &Subject) -> Result<Objective, DreamError> {
    Ok(match subject {
        Subject::Theme(theme) => Objective::Energy(Energy::of_theme(*theme)),
        Subject::Guide(guide) => Objective::Guide(Guide::new(net, guide)?),
    })
}

/// [`Dreamer::dream`] on any network.
#[cfg(test)]
pub(super) fn dream_on(
    net: &mut dyn Net,
    request: &Request,
    on_progress: &mut OnProgress,
) -> Result<Dream, DreamError> {
    dream_from(net, request, None, on_progress)
}

/// [`Dreamer::dream_on_from`] on any network.
pub(super) fn dream_from(
    net: &mut dyn Net,
    request: &Request,
    resume: Option<Checkpoint>,
    on_progress: &mut OnProgress,
) -> Result<Dream, DreamError> {
    let resume = resume.filter(|checkpoint| checkpoint.suits(request));
    let mut random = SplitMix64::new(request.settings.seed);
    let size = request.size();
    let photo = match &request.start {
        Start::Photo(photo) => photo.resized(size.width, size.height).to_planes(),
        Start::Noise => pink_noise(size.width as usize, &mut random),
    };

    let mut objective = objective(net, &request.subject)?;
    if let Some(checkpoint) = &resume {
        random = SplitMix64::new(checkpoint.position.random);
    }
    let climber = Climber::new(net, &mut objective, &mut random);
    let plan = request.plan();
    let mut run = Run::new(plan, plan.sizes(size), climber, request.fingerprint());
    let dreamt = run.climb_octaves(&photo, resume, on_progress)?;

    let picture = if request.settings.keep_colors {
        with_colours_of(
            &dreamt.picture,
            resized(&photo, dreamt.picture.height(), dreamt.picture.width()),
        )
    } else {
        dreamt.picture
    };

    Ok(Dream {
        picture: Picture::from_planes(&picture),
        steps: run.done,
        stopped: dreamt.stopped,
    })
}

/// The octaves of one dream.
pub(super) struct Run<'c> {
    plan: OctavePlan,
    sizes: Vec<PlaneSize>,
    climber: Climber<'c>,
    /// What the checkpoints belong to.
    request: String,
    /// Steps done.
    done: usize,
    /// Their cost in px.
    cost: usize,
}

/// A place in a dream.
#[derive(Clone, Copy)]
struct Place {
    octave: usize,
    /// Steps done in this octave.
    steps_done: usize,
}

const fn area(size: &PlaneSize) -> usize {
    size.height * size.width
}

/// A dream as planes.
pub(super) struct Dreamt {
    pub(super) picture: Planes,
    pub(super) stopped: bool,
}

impl<'c> Run<'c> {
    pub(super) const fn new(
        plan: OctavePlan,
        sizes: Vec<PlaneSize>,
        climber: Climber<'c>,
        request: String,
    ) -> Self {
        Self {
            plan,
            sizes,
            climber,
            request,
            done: 0,
            cost: 0,
        }
    }

    /// Climbs from the smallest size to the full one. What was dreamt at one size is enlarged and
    /// laid over the photo at the next, so that the photo's own details stay sharp.
    ///
    /// # Errors
    /// If the network fails.
    pub(super) fn climb_octaves(
        &mut self,
        photo: &Planes,
        resume: Option<Checkpoint>,
        on_progress: &mut OnProgress,
    ) -> Result<Dreamt, DreamError> {
        let mut dreamt: Option<Planes> = None;
        let mut resume = resume.filter(|checkpoint| self.has(checkpoint));
        let first = resume.as_ref().map_or(0, |from| from.position.octave);
        self.done = first * self.plan.steps;
        self.cost = self.sizes[..first].iter().map(area).sum::<usize>() * self.plan.steps;

        for octave in first..self.sizes.len() {
            let PlaneSize { height, width } = self.sizes[octave];
            let base = resized(photo, height, width);
            let mut steps_done = 0;
            let mut picture = match (resume.take(), dreamt.take()) {
                (Some(from), _) => {
                    steps_done = from.position.step;
                    from.picture
                }
                (None, Some(detail)) => {
                    let mut picture = resized(&detail, height, width);
                    add(&mut picture, &base, 1.0);
                    clamp(&mut picture);
                    picture
                }
                (None, None) => base.clone(),
            };

            let place = Place { octave, steps_done };
            let stopped = self.climb(&mut picture, place, on_progress)?.is_break();
            if stopped || octave + 1 == self.sizes.len() {
                return Ok(Dreamt { picture, stopped });
            }

            add(&mut picture, &base, -1.0);
            dreamt = Some(picture);
        }

        Ok(Dreamt {
            picture: photo.clone(),
            stopped: false,
        })
    }

    /// Whether a checkpoint lies within this dream.
    fn has(&self, checkpoint: &Checkpoint) -> bool {
        let size = self.sizes.get(checkpoint.position.octave);
        let picture = checkpoint.picture.size();
        size.is_some_and(|size| (size.height, size.width) == (picture.height, picture.width))
            && checkpoint.position.step <= self.plan.steps
    }

    /// The steps at one size, from the given place on.
    fn climb(
        &mut self,
        picture: &mut Planes,
        mut place: Place,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<()>, DreamError> {
        let is_first = self.done == 0 || place.steps_done > 0;
        self.done += place.steps_done;
        self.cost += place.steps_done * picture.area();
        if is_first && self.report(picture, place, on_progress).is_break() {
            return Ok(ControlFlow::Break(()));
        }

        for _ in place.steps_done..self.plan.steps {
            self.climber.step(picture, self.plan.step)?;
            place.steps_done += 1;
            self.done += 1;
            self.cost += picture.area();
            if self.report(picture, place, on_progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn report(
        &self,
        picture: &Planes,
        place: Place,
        on_progress: &mut OnProgress,
    ) -> ControlFlow<()> {
        let areas: usize = self.sizes.iter().map(area).sum();
        let random = self.climber.random.state();
        let position = || Position::new(&self.request, place.octave, place.steps_done, random);
        let total_cost = areas * self.plan.steps;

        on_progress(&Progress {
            done: self.done,
            total: self.sizes.len() * self.plan.steps,
            fraction: self.cost as f64 / total_cost.max(1) as f64,
            preview: &|| Picture::from_planes(picture),
            checkpoint: &|| {
                Some(Checkpoint {
                    position: position(),
                    picture: picture.clone(),
                })
            },
        })
    }
}

pub(super) fn resized(planes: &Planes, height: usize, width: usize) -> Planes {
    if (planes.height(), planes.width()) == (height, width) {
        planes.clone()
    } else {
        resize_planes(planes, width, height)
    }
}

/// Adds `factor` times `other`.
fn add(planes: &mut Planes, other: &Planes, factor: f32) {
    for (value, other) in planes.data_mut().iter_mut().zip(other.data()) {
        *value += factor * other;
    }
}

fn clamp(planes: &mut Planes) {
    for value in planes.data_mut() {
        *value = value.clamp(0.0, 255.0);
    }
}
