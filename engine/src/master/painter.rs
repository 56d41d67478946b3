//! The implementations of [`MasterPainter`]: with a network, and by resampling alone.

use std::ops::ControlFlow;

use super::{
    Finish, Master, MasterCheckpoint, MasterPainter, MasterProgress, MasterRequest, run::Run,
};
use crate::{
    device::Device,
    image::{Picture, Size},
    net::Net,
    stylize::EngineError,
    vgg::{Variant, Weights},
};

/// Paints masters with a network on one device. Keeps the last network, for further requests of the
/// same variant.
pub struct NeuralMasterPainter {
    weights: Weights,
    device: Device,
    net: Option<(Variant, Box<dyn Net>)>,
}

impl NeuralMasterPainter {
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
            Some((current, net)) if current == variant => net,
            _ => self.device.print_net(&self.weights, variant)?,
        };
        Ok(self.net.insert((variant, net)).1.as_mut())
    }
}

impl MasterPainter for NeuralMasterPainter {
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

/// Makes masters by resampling alone, for tests.
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
        if run.report(progress).is_break() {
            return Ok(None);
        }
        Ok(Some(finish(request, &run.into_picture())))
    }
}

/// Brings the painted face to its final size and adds the edges.
fn finish(request: &MasterRequest, painted: &Picture) -> Master {
    let canvas = request.canvas.turned(request.crop.orientation);
    let Size { width, height } = canvas.face();
    let is_painted = painted.width() >= width && painted.height() >= height;

    let finish = if is_painted {
        Finish::Painted
    } else {
        Finish::Resampled {
            width: painted.width(),
            height: painted.height(),
        }
    };

    let face = if painted.size() == canvas.face() {
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
