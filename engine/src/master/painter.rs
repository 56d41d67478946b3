//! Those who make masters.

use std::ops::ControlFlow;

use super::{
    Finish, Master, MasterCheckpoint, MasterPainter, MasterProgress, MasterRequest, run::Run,
};
use crate::{
    canvas,
    device::Device,
    image::Picture,
    net::Net,
    stylize::EngineError,
    vgg::{Variant, Weights},
};

/// PaintingNet masters on one device. Keeps the network of the last request for the next.
pub struct IterativePainter {
    weights: Weights,
    device: Device,
    net: Option<(Variant, Box<dyn Net>)>,
}

impl IterativePainter {
    /// A painter with these weights.
    #[must_use]
    pub fn new(weights: Weights, device: Device) -> Self {
        Self {
            weights,
            device,
            net: None,
        }
    }

    fn net(&mut self, variant: Variant) -> Result<&mut dyn Net, EngineError> {
        let net = match self.net.take() {
            Some((known, net)) if known == variant => net,
            _ => self.device.print_net(&self.weights, variant)?,
        };
        Ok(self.net.insert((variant, net)).1.as_mut())
    }
}

impl MasterPainter for IterativePainter {
    fn enlarge(
        &mut self,
        request: &MasterRequest,
        resume: Option<MasterCheckpoint>,
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<Option<Master>, EngineError> {
        let mut run = Run::new(request, resume)?;
        let device = self.device.clone();
        let net = self.net(run.variant())?;
        if run.paint(net, &device, progress)?.is_break() {
            return Ok(None);
        }

        let levels = run.levels().to_vec();
        Ok(Some(Master {
            levels,
            ..finish(request, &run.into_picture())
        }))
    }
}

/// Makes masters by resampling alone: where there is no network, and in tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resampler;

impl MasterPainter for Resampler {
    fn enlarge(
        &mut self,
        request: &MasterRequest,
        resume: Option<MasterCheckpoint>,
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<Option<Master>, EngineError> {
        let run = Run::new(request, resume)?;
        if run.tell(progress).is_break() {
            return Ok(None);
        }
        Ok(Some(finish(request, &run.into_picture())))
    }
}

/// The sheet around a face that may be too small yet.
fn finish(request: &MasterRequest, painted: &Picture) -> Master {
    let canvas = request.canvas.turned(request.crop.orientation);
    let (width, height) = canvas.face();
    let from_width = painted.width();
    let from_height = painted.height();
    let is_painted = from_width >= width && from_height >= height;

    let finish = if is_painted {
        Finish::Painted
    } else {
        Finish::Resampled {
            width: from_width,
            height: from_height,
        }
    };

    let face = if (from_width, from_height) == (width, height) {
        painted.clone()
    } else if is_painted {
        painted.resized(width, height)
    } else {
        painted.enlarged(width, height)
    };

    Master {
        sheet: request.wrap.around(&face, canvas),
        face,
        finish,
        levels: Vec::new(),
    }
}

/// The part of a picture that will be the face.
pub(super) fn part(request: &MasterRequest, picture: &Picture) -> Picture {
    canvas::face(picture, request.canvas, request.crop)
}
