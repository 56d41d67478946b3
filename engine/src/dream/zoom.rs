//! The zooming dream: each frame is the middle of the last one, enlarged and dreamt on, so that the
//! dream never ends.

use std::ops::ControlFlow;

use super::{
    DreamError, Dreamer, OnProgress, Progress, Request, Subject, Theme,
    climb::Climber,
    dreamer::{Run, objective},
    octaves::OctavePlan,
};
use crate::{
    image::{Picture, Size, resize_planes},
    planes::{PlaneSize, Planes, Region},
    random::SplitMix64,
};

/// Each frame shows the last one this much larger.
const ZOOM: f64 = 1.05;
/// Two small octaves a frame are enough, because the next frame goes on from there.
const FRAME_PLAN: OctavePlan = OctavePlan {
    octaves: 2,
    steps: 2,
    step: 3.0,
    least_side: 60,
};
/// How much of the enlarged frame is mixed back, so that colours and contrast do not creep up.
const MIXED_BACK: f32 = 0.15;

/// A zooming dream to make.
#[derive(Clone, Debug)]
pub struct ZoomRequest {
    /// The dream of the first frame.
    pub first: Request,
    /// The themes on the way, each for as many frames as the others; empty to stay with the first
    /// one's subject.
    pub themes: Vec<Theme>,
    /// Frames after the first one.
    pub frames: usize,
}

/// A finished zooming dream, or the frames until it was stopped.
#[derive(Clone, Debug)]
pub struct Zoom {
    /// The frames, all of one size.
    pub frames: Vec<Picture>,
    /// Whether the work was stopped.
    pub stopped: bool,
}

impl Dreamer {
    /// Dreams the first frame and then zooms into it.
    ///
    /// # Errors
    /// As [`Dreamer::dream`].
    pub fn zoom(
        &mut self,
        request: &ZoomRequest,
        on_progress: &mut OnProgress,
    ) -> Result<Zoom, DreamError> {
        let all = request.frames + 1;
        let mut first_progress = |progress: &Progress| {
            on_progress(&Progress {
                done: 0,
                total: all,
                fraction: progress.fraction / all as f64,
                preview: &|| progress.preview(),
                checkpoint: &|| None,
            })
        };

        let first = self.dream(&request.first, &mut first_progress)?;
        if first.stopped {
            return Ok(Zoom {
                frames: vec![first.picture],
                stopped: true,
            });
        }

        self.zoom_into(first.picture, request, on_progress)
    }

    /// Zooms into a picture, as if it were the request's first frame.
    ///
    /// # Errors
    /// As [`Dreamer::dream`].
    pub fn zoom_into(
        &mut self,
        first: Picture,
        request: &ZoomRequest,
        on_progress: &mut OnProgress,
    ) -> Result<Zoom, DreamError> {
        self.check_memory(first.size())?;

        let all = request.frames + 1;
        let mut frames = vec![first];
        let mut random = SplitMix64::new(request.first.settings.seed);
        for number in 1..all {
            let last = &frames[number - 1];
            let frame = self.next_frame(request, number, last, &mut random)?;
            let is_stopped = on_progress(&Progress {
                done: number + 1,
                total: all,
                fraction: (number + 1) as f64 / all as f64,
                preview: &|| frame.clone(),
                checkpoint: &|| None,
            })
            .is_break();

            frames.push(frame);
            if is_stopped {
                return Ok(Zoom {
                    frames,
                    stopped: number + 1 < all,
                });
            }
        }

        Ok(Zoom {
            frames,
            stopped: false,
        })
    }

    fn next_frame(
        &mut self,
        request: &ZoomRequest,
        number: usize,
        last: &Picture,
        random: &mut SplitMix64,
    ) -> Result<Picture, DreamError> {
        let net = self.net()?;
        let mut objective = match request.theme_of_frame(number) {
            Some(theme) => objective(net, &Subject::Theme(theme))?,
            None => objective(net, &request.first.subject)?,
        };

        let enlarged = enlarged_middle(&last.to_planes());
        let size = Size::new(last.width(), last.height());
        let climber = Climber::new(net, &mut objective, random);
        let mut run = Run::new(FRAME_PLAN, FRAME_PLAN.sizes(size), climber, String::new());
        let dreamt = run.climb_octaves(&enlarged, None, &mut |_| ControlFlow::Continue(()))?;

        let mut frame = dreamt.picture;
        for (value, calm) in frame.data_mut().iter_mut().zip(enlarged.data()) {
            *value += MIXED_BACK * (calm.clamp(0.0, 255.0) - *value);
        }

        Ok(Picture::from_planes(&frame))
    }
}

impl ZoomRequest {
    fn theme_of_frame(&self, number: usize) -> Option<Theme> {
        let place = (number - 1) * self.themes.len() / self.frames.max(1);
        self.themes.get(place).copied()
    }
}

/// The middle of a picture, enlarged by [`ZOOM`] to the same size.
fn enlarged_middle(picture: &Planes) -> Planes {
    let PlaneSize { height, width } = PlaneSize {
        height: picture.height(),
        width: picture.width(),
    };
    let inner = |side: usize| ((side as f64 / ZOOM).round() as usize).clamp(1, side);
    let middle = Region {
        top: (height - inner(height)) / 2,
        left: (width - inner(width)) / 2,
        height: inner(height),
        width: inner(width),
    };

    resize_planes(&picture.part(middle), width, height)
}
