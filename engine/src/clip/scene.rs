//! A scene of a clip: what its frames have in common, and how one follows from another.

use super::{
    ClipError,
    carried::{Carried, Moved},
    request::Request,
};
use crate::{
    descent::{Descent, DescentTask},
    image::Picture,
    loss::{Losses, StyleTarget, TemporalTerm},
    optimizer::{Adam, AdamSettings, Optimizer},
    planes::Planes,
    stylize::{ClearerFaces, EngineError, Painter, PaletteCurves, Settings, Styles},
    vgg::Relu,
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

/// How much the content of each pixel counts in the first frame of a scene.
pub(super) fn first_content(request: &Request, number: usize, first: &Planes) -> Planes {
    let faces = ClearerFaces::find(&request.frames[number], &request.painting_settings());
    match faces.weights(request.size(), Relu::R1_1) {
        Some(weights) => Planes::from_vec(1, first.height(), first.width(), weights),
        None => Planes::from_fn(1, first.height(), first.width(), |_, _, _| 1.0),
    }
}

/// The weights of a layer's places from those of the pixels; `None` if all count alike.
fn layer_weights(pixels: &Planes, layer: Relu) -> Option<Vec<f32>> {
    /// A weight that makes no difference.
    const USUAL: f32 = 1.01;

    if pixels.data().iter().all(|weight| *weight < USUAL) {
        return None;
    }

    let side = 1 << layer.poolings();
    let width = pixels.width() / side;
    let height = pixels.height() / side;
    let weight = |place: usize| {
        let x = place % width * side + side / 2;
        let y = place / width * side + side / 2;
        pixels.plane(0)[y * pixels.width() + x]
    };

    Some((0..width * height).map(weight).collect())
}

/// What a frame is painted from.
struct FrameTask<'t> {
    photo: &'t Planes,
    content: &'t Planes,
    start: Planes,
    temporal: Option<&'t TemporalTerm>,
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
        let mut losses = settings.losses();
        losses.smoothness *= request.recipe.smoothness;
        let net = painter
            .net(settings.preset.recipe().variant)
            .map_err(EngineError::from)?;
        let style = StyleTarget::measure(net, &losses.style_layers(), &styles)
            .map_err(EngineError::from)?;

        let palette = settings.palette(&styles);
        Ok(Self {
            start: palette.as_ref().map(|palette| palette.curves_for(&photo)),
            end: palette
                .as_ref()
                .map(|palette| palette.curves_for(first).gentle()),
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
        moved: &Moved,
    ) -> Result<Box<dyn Descent + 'n>, ClipError> {
        let mut elsewhere = moved.photo.clone();
        if let Some(curves) = &self.start {
            curves.apply(&mut elsewhere);
        }

        let temporal = TemporalTerm {
            target: moved.target.picture.clone(),
            mask: moved.target.hold().to_planes(),
            weight: request.recipe.temporal,
        };
        self.descend(
            request,
            painter,
            FrameTask {
                photo: &moved.photo,
                content: &moved.content,
                start: moved.target.over(&elsewhere, 1.0),
                temporal: Some(&temporal),
            },
        )
    }

    /// Starts to smooth the first painting of the scene, as the loss of the further frames wants it.
    pub(super) fn start_first<'n>(
        &self,
        request: &Request,
        painter: &'n mut Painter,
        first: &Carried,
    ) -> Result<Box<dyn Descent + 'n>, ClipError> {
        self.descend(
            request,
            painter,
            FrameTask {
                photo: &first.photo,
                content: &first.content,
                start: first.picture.clone(),
                temporal: None,
            },
        )
    }

    fn descend<'n>(
        &self,
        request: &Request,
        painter: &'n mut Painter,
        task: FrameTask,
    ) -> Result<Box<dyn Descent + 'n>, ClipError> {
        let recipe = self.settings.preset.recipe();
        let adam = AdamSettings {
            rate: request.recipe.rate,
            ..AdamSettings::default()
        };
        let content_weights = layer_weights(task.content, self.losses.content.layer);
        let net = painter.net(recipe.variant).map_err(EngineError::from)?;
        let task = DescentTask {
            losses: &self.losses,
            photo: task.photo,
            content_weights: content_weights.as_deref(),
            temporal: task.temporal,
            style: &self.style,
            optimizer: Optimizer::Adam(Adam::new(task.start, adam)),
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
