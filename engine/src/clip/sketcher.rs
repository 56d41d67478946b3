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

        let closing = Closing::new(request);
        let total = request.frames.len();
        let mut clip = PaintedClip {
            frames: Vec::new(),
            scene_starts: Vec::new(),
            stopped: false,
        };
        let mut before: Option<Photo> = None;
        let mut last = Planes::default();
        let mut first = Planes::default();

        for number in 0..total {
            let photo = Photo::new(request, number);
            let sketch = self.sketch_frame(request, number)?;
            let link = before
                .as_ref()
                .map(|earlier| Link::back(earlier, &photo))
                .filter(|link| !before.as_ref().is_some_and(|b| link.is_cut(b, &photo)));

            last = match link {
                Some(link) => {
                    let mut target = Target::new(&link, &last);
                    if let (Some(closing), [0]) = (&closing, clip.scene_starts.as_slice()) {
                        target = closing.mix(number, target, &first);
                    }
                    target.over(&sketch, request.recipe.sketch_blend)
                }
                None => {
                    clip.scene_starts.push(number);
                    sketch
                }
            };

            if number == 0 {
                first = last.clone();
            }
            clip.frames.push(Picture::from_planes(&last));
            before = Some(photo);

            let done = number + 1;
            let flow = on_progress(&Progress {
                done,
                total,
                fraction: done as f64 / total as f64,
                preview: &|| clip.frames.last().cloned(),
                checkpoint: &|| None,
            });
            if flow.is_break() {
                clip.stopped = done < total;
                break;
            }
        }

        Ok(clip)
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
