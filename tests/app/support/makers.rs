//! What makes each kind of work in tests: a stand-in for the painter, and the real engine, at small
//! sizes, for the others.

use std::{ops::ControlFlow, path::Path, sync::Arc, thread::sleep, time::Duration};

use vernissage::{
    domain::{
        styles::GalleryStyle,
        work::{clip, colouring, dream, growth, quick_clip, sight, styles, wallpaper, zoom},
    },
    engine::{
        device::DeviceChoice,
        dream::{Dreamer, ZoomMaker},
        growth::GrowthMaker,
        image::{Picture, fitted_size},
        moving::FrameRate,
        sight::SheetMaker,
        sketch::StylesMaker,
        stylize::{TextureMaker, fake::FakePainter},
        vgg::Weights,
        work::{FilmFrames, Finding, MakeError, Maker, Namer, OnStep, Order, Piece, Step},
    },
    workers::jobs::Makers,
    works,
};

/// This painter, and stand-ins for the other makers at the same pace, where processes are killed too
/// often for a network to be loaded.
pub(crate) fn quick_makers(painter: FakePainter) -> Makers {
    let mirror = Mirror {
        steps: 10,
        pause: painter.pause,
    };
    let tinter = Tinter {
        pause: painter.pause,
    };
    let one_step = Mirror { steps: 1, ..mirror };
    Makers::painting(Box::new(painter))
        .with(wallpaper::NAME, Box::new(TextureMaker(Box::new(painter))))
        .with(dream::NAME, Box::new(mirror))
        .with(colouring::NAME, Box::new(tinter))
        .with(styles::NAME, Box::new(one_step))
        .with(clip::NAME, Box::new(FilmTinter::new(painter)))
        .with(quick_clip::NAME, Box::new(FilmTinter::new(painter)))
        .with(growth::NAME, Box::new(GrowthMaker))
        .with(
            zoom::NAME,
            Box::new(Blinker {
                pause: painter.pause,
            }),
        )
}

/// This painter, a stand-in for what colours photos, and the real makers of everything else.
pub(crate) fn makers(painter: FakePainter) -> Makers {
    let tinter = Tinter {
        pause: painter.pause,
    };
    Makers::painting(Box::new(painter))
        .with(wallpaper::NAME, Box::new(TextureMaker(Box::new(painter))))
        .with(colouring::NAME, Box::new(tinter))
        .with(styles::NAME, Box::new(styles_maker()))
        .with(growth::NAME, Box::new(GrowthMaker))
        .with(dream::NAME, Box::new(Late::new(|| Box::new(dreamer()))))
        .with(
            zoom::NAME,
            Box::new(Late::new(|| Box::new(ZoomMaker(dreamer())))),
        )
        .with(sight::NAME, Box::new(Late::new(|| Box::new(sheet_maker()))))
        .with(clip::NAME, Box::new(FilmTinter::new(painter)))
        .with(quick_clip::NAME, Box::new(FilmTinter::new(painter)))
}

fn weights() -> Weights {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/vgg19-q8.safetensors");
    Weights::load(&path).unwrap()
}

fn dreamer() -> Dreamer {
    Dreamer::new(weights(), DeviceChoice::Cpu.open().unwrap())
}

fn styles_maker() -> StylesMaker {
    StylesMaker::new(
        GalleryStyle::all().map(GalleryStyle::jpeg).collect(),
        DeviceChoice::Cpu.open().unwrap(),
    )
}

fn sheet_maker() -> SheetMaker {
    SheetMaker::new(
        weights(),
        DeviceChoice::Cpu.open().unwrap(),
        Box::new(works::spoken),
    )
}

/// A maker that is made when it is first needed, because most tests need none.
struct Late {
    begin: fn() -> Box<dyn Maker>,
    maker: Option<Box<dyn Maker>>,
}

impl Late {
    fn new(begin: fn() -> Box<dyn Maker>) -> Self {
        Self { begin, maker: None }
    }
}

impl Maker for Late {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let maker = self.maker.get_or_insert_with(self.begin);
        maker.make(order, resume, on_step)
    }
}

/// Makers that see an Egyptian cat in every photo.
pub(crate) fn cat_makers(painter: FakePainter) -> Makers {
    makers(painter).with_namer(Box::new(CatNamer))
}

struct CatNamer;

impl Namer for CatNamer {
    fn names(&mut self, _photo: &Picture) -> Result<Vec<Finding>, MakeError> {
        Ok(vec![Finding {
            class: 285,
            probability: 0.9,
        }])
    }
}

/// Mirrors the photo, in steps.
pub(crate) struct Mirror {
    pub(crate) steps: usize,
    /// How long a step takes.
    pub(crate) pause: Duration,
}

pub(crate) struct MirrorStep<'a> {
    pub(crate) done: usize,
    pub(crate) total: usize,
    pub(crate) picture: &'a Picture,
}

impl Step for MirrorStep<'_> {
    fn done(&self) -> usize {
        self.done
    }

    fn total(&self) -> usize {
        self.total
    }

    fn fraction(&self) -> f64 {
        self.done as f64 / self.total as f64
    }

    fn preview(&self) -> Option<Picture> {
        Some(self.picture.clone())
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        Some(vec![self.done as u8])
    }

    fn is_stage(&self, _stages: usize) -> bool {
        false
    }
}

impl Maker for Mirror {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let photo = &order.photo;
        let size = fitted_size(photo.width(), photo.height(), order.size);
        let picture = mirrored(&photo.resized(size.width, size.height));
        let first = resume.and_then(|bytes| bytes.first()).copied().unwrap_or(0);
        let mut stopped = false;

        for done in usize::from(first)..=self.steps {
            let step = MirrorStep {
                done,
                total: self.steps,
                picture: &picture,
            };
            if on_step(&step) == ControlFlow::Break(()) {
                stopped = true;
                break;
            }
            sleep(self.pause);
        }

        Ok(Piece {
            picture,
            iterations: self.steps,
            film: None,
            found: Vec::new(),
            stopped,
        })
    }
}

/// Stands in for what colours photos: red where it is lit, or the mean colour of the picture beside
/// the photo. The photo keeps its size.
struct Tinter {
    /// How long a step takes.
    pause: Duration,
}

impl Tinter {
    const STEPS: usize = 10;
}

impl Maker for Tinter {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let tint = match order.beside.first() {
            Some(reference) => mean_colour(&reference.picture),
            None => [255.0, 120.0, 120.0],
        };
        let picture = tinted(&order.photo, tint);

        let mut stopped = false;
        for done in 0..=Self::STEPS {
            let step = MirrorStep {
                done,
                total: Self::STEPS,
                picture: &picture,
            };
            if on_step(&step) == ControlFlow::Break(()) {
                stopped = true;
                break;
            }
            sleep(self.pause);
        }

        Ok(Piece {
            picture,
            iterations: Self::STEPS,
            film: None,
            found: Vec::new(),
            stopped,
        })
    }
}

/// Stands in for what paints films, frame by frame: red, but blue where an earlier attempt got.
struct FilmTinter {
    /// How long a frame takes.
    pause: Duration,
}

impl FilmTinter {
    fn new(painter: FakePainter) -> Self {
        Self {
            pause: painter.pause,
        }
    }
}

impl Maker for FilmTinter {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let Some(film) = &order.film else {
            return Err(MakeError::BadPicture("it is no film".to_owned()));
        };
        let earlier = resume.and_then(|bytes| bytes.first()).copied().unwrap_or(0);
        let earlier = usize::from(earlier);

        let tint = |place| {
            if place < earlier {
                [60.0, 60.0, 255.0]
            } else {
                [255.0, 60.0, 60.0]
            }
        };
        let frames = film.frames.iter().enumerate();
        let painted: Vec<Picture> = frames
            .map(|(place, frame)| tinted(frame, tint(place)))
            .collect();

        let total = painted.len();
        let mut stopped = false;
        for done in earlier..=total {
            let step = MirrorStep {
                done,
                total,
                picture: &painted[done.saturating_sub(1)],
            };
            if on_step(&step) == ControlFlow::Break(()) {
                stopped = true;
                break;
            }
            sleep(self.pause);
        }

        Ok(Piece {
            picture: painted[0].clone(),
            film: Some(FilmFrames {
                frames: Arc::new(painted),
                rate: film.rate,
            }),
            iterations: total,
            found: Vec::new(),
            stopped,
        })
    }
}

/// Stands in for what zooms into a dream: a film of the photo and its mirror image by turns.
struct Blinker {
    /// How long a frame takes.
    pause: Duration,
}

impl Blinker {
    const FRAMES: usize = 10;
}

impl Maker for Blinker {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let mut mirror = Mirror {
            steps: Self::FRAMES,
            pause: self.pause,
        };
        let piece = mirror.make(order, resume, on_step)?;
        let pair = [mirrored(&piece.picture), piece.picture.clone()];
        let frames = pair.into_iter().cycle().take(Self::FRAMES).collect();

        Ok(Piece {
            film: Some(FilmFrames {
                frames: Arc::new(frames),
                rate: FrameRate::default(),
            }),
            ..piece
        })
    }
}

fn mean_colour(picture: &Picture) -> [f64; 3] {
    let pixels = picture.as_rgb().as_chunks::<3>().0;
    [0, 1, 2].map(|channel| {
        let sum: f64 = pixels.iter().map(|pixel| f64::from(pixel[channel])).sum();
        sum / pixels.len() as f64
    })
}

fn tinted(photo: &Picture, tint: [f64; 3]) -> Picture {
    let pixels = photo.as_rgb().as_chunks::<3>().0;
    let light = |pixel: &[u8; 3]| pixel.iter().map(|level| f64::from(*level)).sum::<f64>() / 765.0;
    let rgb = pixels
        .iter()
        .flat_map(|pixel| tint.map(|level| (level * light(pixel)) as u8))
        .collect();
    Picture::from_rgb(photo.width(), photo.height(), rgb).unwrap()
}

fn mirrored(picture: &Picture) -> Picture {
    let row = picture.width() as usize * 3;
    let rows = picture.as_rgb().chunks_exact(row);
    let mirrored = rows
        .flat_map(|row| row.as_chunks::<3>().0.iter().rev())
        .flatten()
        .copied()
        .collect();
    Picture::from_rgb(picture.width(), picture.height(), mirrored).unwrap()
}
