//! The quick version of a clip: sketches, blended along the flow.

use std::ops::ControlFlow;

use super::{
    ClipError, OnProgress, PaintedClip, Progress,
    ahead::{LinkedPhoto, with_linked_photos},
    carried::{Carried, Moved},
    closing::Closing,
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

        let mut run = Run::new(request);
        with_linked_photos(request, 0, |photos| {
            for photo in photos {
                self.add_frame(&mut run, &photo)?;
                if run.report(on_progress).is_break() {
                    break;
                }
            }

            Ok(run.clip)
        })
    }

    /// Sketches the next frame, and lays over it, where it shows the same, the frame before.
    fn add_frame(&mut self, run: &mut Run, next: &LinkedPhoto) -> Result<(), ClipError> {
        let request = run.request;
        let photo = &next.photo.planes;
        let Some(mut moved) = run.moved(next) else {
            let sketch = self.sketch_photo(request, photo)?;
            run.begin_scene(sketch, photo);
            return Ok(());
        };

        let sketch = self.sketch_photo(request, &moved.photo)?;
        run.close(&mut moved);
        let mixed = moved.target.over(&sketch, request.recipe.keep_of_sketch);
        run.add(moved.painted(mixed));
        Ok(())
    }

    fn sketch_photo(&mut self, request: &Request, photo: &Planes) -> Result<Planes, ClipError> {
        let settings = request.settings;
        let Size { width, height } = request.size();
        let sketch = self.sketcher.sketch(&SketchRequest {
            photo: Picture::from_planes(photo),
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
    last: Carried,
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
            last: Carried::default(),
            first: Planes::default(),
        }
    }

    /// The next frame as far as it is known; `None` if a scene begins.
    fn moved(&self, next: &LinkedPhoto) -> Option<Moved> {
        let link = next.link.as_ref()?;
        Some(
            self.last
                .moved(link, &next.photo.planes, self.request.recipe.calm),
        )
    }

    /// Leads the last frames of a clip that repeats to its first one.
    fn close(&self, moved: &mut Moved) {
        if let (Some(closing), [0]) = (&self.closing, self.clip.scene_starts.as_slice()) {
            let number = self.clip.frames.len();
            closing.mix(number, &mut moved.target, &self.first);
        }
    }

    fn begin_scene(&mut self, sketch: Planes, photo: &Planes) {
        let number = self.clip.frames.len();
        if number == 0 {
            self.first = sketch.clone();
        }

        self.clip.scene_starts.push(number);
        self.add(Carried::first(sketch, photo.clone()));
    }

    fn add(&mut self, frame: Carried) {
        self.clip.frames.push(Picture::from_planes(&frame.picture));
        self.last = frame;
    }

    fn report(&mut self, on_progress: &mut OnProgress) -> ControlFlow<()> {
        let frames = &self.clip.frames;
        let total = self.request.frames.len();
        let flow = on_progress(&Progress {
            done: frames.len(),
            total,
            fraction: frames.len() as f64 / total as f64,
            preview: &|| frames.last().cloned(),
            checkpoint: &|| None,
        });
        self.clip.stopped = flow.is_break() && frames.len() < total;

        flow
    }
}
