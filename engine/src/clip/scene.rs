//! A scene of a clip: what its frames have in common, and how one follows from another.

use super::{ClipError, carried::Moved, request::Request};
use crate::{
    descent::{Descent, DescentTask},
    image::Picture,
    loss::{Losses, StyleTarget, TemporalTerm},
    optimizer::{Adam, AdamSettings, Optimizer},
    planes::Planes,
    stylize::{ClearerFaces, EngineError, Painter, PaletteCurves, Settings, Styles},
};

/// What the frames of a scene have in common.
pub(super) struct Scene {
    settings: Settings,
    losses: Losses,
    style: StyleTarget,
    /// From photo to start; `None` if the photo's colours are kept. Fixed by the first frame, like
    /// the curves at the end, so that equal photos stay equal.
    start: Option<PaletteCurves>,
    /// From the optimiser's picture to the finished frame.
    end: Option<PaletteCurves>,
}

impl Scene {
    /// Measures the style for a scene that begins with this frame and painting.
    pub(super) fn measure(
        request: &Request,
        painter: &mut Painter,
        number: usize,
        first: &Planes,
    ) -> Result<Self, ClipError> {
        let painting = request.painting(number);
        let size = request.size();
        let photo = painting.photo.resized(size.width, size.height).to_planes();
        let styles = Styles::edit(&painting).map_err(EngineError::from)?.of_area(
            photo.area() as f64,
            f64::INFINITY,
            &photo,
        );

        let settings = painting.settings;
        let losses = settings.losses();
        let net = painter
            .net(settings.preset.recipe().variant)
            .map_err(EngineError::from)?;
        let style = StyleTarget::measure(net, &losses.style_layers(), &styles)
            .map_err(EngineError::from)?;

        let palette = settings.palette(&styles);
        Ok(Self {
            start: palette.as_ref().map(|palette| palette.curves_for(&photo)),
            end: palette.as_ref().map(|palette| {
                let curves = palette.curves_for(first);
                if std::env::var_os("STEEP").is_some() {
                    curves
                } else {
                    curves.gentle()
                }
            }),
            settings,
            losses,
            style,
        })
    }

    /// Starts to paint a frame: from the moved paint, and from the photo where there is none.
    pub(super) fn start<'n>(
        &self,
        request: &Request,
        painter: &'n mut Painter,
        number: usize,
        moved: &Moved,
    ) -> Result<Box<dyn Descent + 'n>, ClipError> {
        let mut elsewhere = moved.photo.clone();
        if let Some(curves) = &self.start {
            curves.apply(&mut elsewhere);
        }

        let recipe = self.settings.preset.recipe();
        let adam = AdamSettings {
            rate: request.recipe.rate,
            ..recipe.adam
        };
        let start = moved.target.over(&elsewhere, 1.0);
        let faces = ClearerFaces::find(&request.frames[number], &self.settings);
        let content_weights = faces.weights(request.size(), self.losses.content.layer);
        let temporal = TemporalTerm {
            target: moved.target.picture.clone(),
            mask: moved.target.hold().to_planes(),
            weight: request.recipe.temporal,
        };

        let net = painter.net(recipe.variant).map_err(EngineError::from)?;
        let task = DescentTask {
            losses: &self.losses,
            photo: &moved.photo,
            content_weights: content_weights.as_deref(),
            temporal: Some(&temporal),
            style: &self.style,
            optimizer: Optimizer::Adam(Adam::new(start, adam)),
            balance: Vec::new(),
        };

        Ok(net.start_descent(task).map_err(EngineError::from)?)
    }

    /// A frame as people see it.
    pub(super) fn finished(&self, picture: &Planes) -> Picture {
        let mut finished = picture.clone();
        if let Some(curves) = &self.end {
            curves.apply(&mut finished);
        }

        Picture::from_planes(&finished)
    }
}
