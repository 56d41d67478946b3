//! What makes each kind of work in tests: a stand-in for the painter, and the real engine, at small
//! sizes, for the others.

use std::{ops::ControlFlow, path::Path, thread::sleep, time::Duration};

use vernissage::{
    domain::work::{dream, sight},
    engine::{
        device::DeviceChoice,
        dream::Dreamer,
        image::{Picture, fitted_size},
        sight::SheetMaker,
        stylize::fake::FakePainter,
        vgg::Weights,
        work::{Finding, MakeError, Maker, Namer, OnStep, Order, Piece, Step},
    },
    workers::jobs::Makers,
    works,
};

/// This painter, and a stand-in for the dreamer at the same pace, where processes are killed too
/// often for a network to be loaded.
pub(crate) fn quick_makers(painter: FakePainter) -> Makers {
    let mirror = Mirror {
        steps: 10,
        pause: painter.pause,
    };
    Makers::painting(Box::new(painter)).with(dream::NAME, Box::new(mirror))
}

/// This painter, the real dreamer and the real seer.
pub(crate) fn makers(painter: FakePainter) -> Makers {
    Makers::painting(Box::new(painter))
        .with(dream::NAME, Box::new(Late::new(|| Box::new(dreamer()))))
        .with(sight::NAME, Box::new(Late::new(|| Box::new(sheet_maker()))))
}

fn weights() -> Weights {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/vgg19-q8.safetensors");
    Weights::load(&path).unwrap()
}

fn dreamer() -> Dreamer {
    Dreamer::new(weights(), DeviceChoice::Cpu.open().unwrap())
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

struct MirrorStep<'a> {
    done: usize,
    total: usize,
    picture: &'a Picture,
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
            found: Vec::new(),
            stopped,
        })
    }
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
