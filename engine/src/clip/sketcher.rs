//! The quick version of a clip: sketches, blended along the flow.

use super::{
    ClipError, OnProgress, PaintedClip, Progress,
    closing::Closing,
    frames::{Link, Photo, Target},
    request::Request,
};
use crate::{
    image::{Picture, Size},
    planes::Planes,
    sketch::{SketchRequest, SketchSettings, Sketcher},
};

/// Sketches clips.
pub struct ClipSketcher {
    sketcher: Sketcher,
}

impl ClipSketcher {
    /// A sketcher of clips.
    #[must_use]
    pub const fn new(sketcher: Sketcher) -> Self {
        Self { sketcher }
    }

    /// Sketches a clip: each frame by itself, and over it, where it shows the same, the frame
    /// before. It takes a fraction of the time of painting, and has no checkpoints.
    ///
    /// # Errors
    /// If there is no frame, a style cannot be edited as asked, or memory is short.
    pub fn sketch(
        &mut self,
        request: &Request,
        on_progress: &mut OnProgress,
    ) -> Result<PaintedClip, ClipError> {
        if request.frames.is_empty() || request.styles.is_empty() {
            return Err(ClipError::Empty);
        }

        let total = request.frames.len();
        let mut run = Run::new(request);
        for number in 0..total {
            let sketch = self.sketch_frame(request, number)?;
            run.add(sketch);

            let frames = &run.clip.frames;
            let flow = on_progress(&Progress {
                done: frames.len(),
                total,
                fraction: frames.len() as f64 / total as f64,
                preview: &|| frames.last().cloned(),
                checkpoint: &|| None,
            });
            if flow.is_break() {
                run.clip.stopped = frames.len() < total;
                break;
            }
        }

        Ok(run.clip)
    }

    fn sketch_frame(&mut self, request: &Request, number: usize) -> Result<Planes, ClipError> {
        let settings = request.settings;
        let Size { width, height } = request.size();
        let sketch = self.sketcher.sketch(&SketchRequest {
            photo: request.frames[number].clone(),
            styles: request.styles.clone(),
            settings: SketchSettings {
                size: settings.size,
                strength: settings.strength,
                style_scale: settings.style_scale,
                keep_colors: settings.keep_colors,
            },
        })?;

        Ok(if sketch.size() == request.size() {
            sketch.to_planes()
        } else {
            sketch.resized(width, height).to_planes()
        })
    }
}

/// A clip being sketched.
struct Run<'r> {
    request: &'r Request,
    closing: Option<Closing>,
    clip: PaintedClip,
    /// The photo of the last frame.
    before: Option<Photo>,
    last: Planes,
    /// The first frame of the clip.
    first: Planes,
}

impl<'r> Run<'r> {
    fn new(request: &'r Request) -> Self {
        Self {
            request,
            closing: Closing::new(request),
            clip: PaintedClip {
                frames: Vec::new(),
                scene_starts: Vec::new(),
                stopped: false,
            },
            before: None,
            last: Planes::default(),
            first: Planes::default(),
        }
    }

    /// Adds a frame: its sketch, and over it the frame before.
    fn add(&mut self, sketch: Planes) {
        let number = self.clip.frames.len();
        let photo = Photo::new(self.request, number);

        self.last = match self.target(&photo) {
            Some(target) => target.over(&sketch, self.request.recipe.sketch_blend),
            None => {
                self.clip.scene_starts.push(number);
                sketch
            }
        };

        if number == 0 {
            self.first = self.last.clone();
        }
        self.clip.frames.push(Picture::from_planes(&self.last));
        self.before = Some(photo);
    }

    /// What the next frame is to look like; `None` if a scene begins.
    fn target(&self, photo: &Photo) -> Option<Target> {
        let before = self.before.as_ref()?;
        let link = Link::back(before, photo);
        if link.is_cut(before, photo) {
            return None;
        }

        let target = Target::new(&link, &self.last);
        Some(match (&self.closing, self.clip.scene_starts.as_slice()) {
            (Some(closing), [0]) => closing.mix(self.clip.frames.len(), target, &self.first),
            _ => target,
        })
    }
}
