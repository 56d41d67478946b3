//! From a request to a coloured photo, on one device.

use std::ops::ControlFlow;

use super::{
    features::{CELL, VARIANT, features, working_picture},
    grid::Grid,
    guided::{Line, Window, lines},
    head::{Guesses, Head, Surroundings},
    lab::{Lab, Tint},
    paint::paint,
    reference,
    request::Request,
};
use crate::{
    descent::PaintingNet,
    device::Device,
    faces::{Face, FaceFinder},
    image::{Picture, fitted_size},
    luma::luma,
    memory::NotEnoughMemory,
    net::{Net, NetError},
    planes::Planes,
    vgg::Weights,
};

/// Longest side in px at which the colours are spread along the photo's lines.
const SPREAD_AT: u32 = 512;
/// The chroma of the means that the head guesses is lower than that of photos.
const GAIN: f32 = 1.25;
/// The share of the linear model in the mean of all; the networks have the rest.
const LINEAR_SHARE: f32 = 0.15;
/// Where guesses are so far apart, they count little: this much of their chroma remains.
const DOUBT: f32 = 14.0;
const LEAST_CHROMA: f32 = 0.45;
/// The guided filter of the automatic colours …
const AUTOMATIC: Window = Window {
    radius: 9,
    smallest_contrast: 15.0,
};
/// … and of those with a reference, whose cells are smaller.
const WITH_REFERENCE: Window = Window {
    radius: 13,
    smallest_contrast: 20.0,
};
/// Pixels of the pictures that the network sees, at most.
const NET_PIXELS: u64 = 320 * 320;

/// Colours photos on one device. Keeps the network for further requests.
pub struct Colourer {
    weights: Weights,
    device: Device,
    net: Option<Box<dyn PaintingNet>>,
    head: Option<Head>,
    finder: Option<FaceFinder>,
}

/// A coloured photo.
#[derive(Clone, Debug)]
pub struct Coloured {
    /// The photo. The [`luma`] of each pixel is that of the photo, if it has its size.
    pub picture: Picture,
    /// Whether it was stopped before it was finished.
    pub stopped: bool,
}

/// Why a photo was not coloured.
#[derive(Debug, thiserror::Error)]
pub enum ColourError {
    /// There is too little memory.
    #[error(transparent)]
    NotEnoughMemory(#[from] NotEnoughMemory),
    /// The network failed or ran out of memory.
    #[error(transparent)]
    Net(#[from] NetError),
}

/// The state between two steps.
pub struct Progress<'a> {
    /// Steps done.
    pub done: usize,
    /// All steps.
    pub total: usize,
    /// What is known so far.
    draft: Option<&'a Draft>,
}

impl Progress<'_> {
    /// A small copy in the colours so far; `None` before there are any.
    #[must_use]
    pub fn preview(&self) -> Option<Picture> {
        let draft = self.draft?;
        Some(paint(&draft.small, &draft.lines()))
    }
}

/// Called before the first and after every step; stops by breaking.
pub type OnProgress<'a> = dyn FnMut(&Progress) -> ControlFlow<()> + 'a;

/// The colours of a photo before they are painted.
struct Draft {
    /// The photo at the size at which colours are spread.
    small: Picture,
    tints: Grid<Tint>,
    weights: Grid<f32>,
    /// How much of the chroma remains.
    chroma: Grid<f32>,
    window: Window,
}

impl Draft {
    /// The colours along the photo's lines.
    fn lines(&self) -> Grid<Line> {
        let width = self.small.width() as usize;
        let height = self.small.height() as usize;
        let pixels = self.small.as_rgb().chunks_exact(3);
        let lightness = Grid {
            height,
            width,
            values: pixels.map(lightness).collect(),
        };

        let spread = lightness.with(|index, _| {
            let y = ((index / width) as f32 + 0.5) / height as f32;
            let x = ((index % width) as f32 + 0.5) / width as f32;
            let tint = self.tints.around(y, x);
            Spread {
                tint: Tint {
                    a: tint.mean(|tint| tint.a),
                    b: tint.mean(|tint| tint.b),
                },
                weight: self.weights.around(y, x).mean(|&weight| weight),
                chroma: self.chroma.around(y, x).mean(|&chroma| chroma),
            }
        });
        let tints = spread.with(|_, spread| Tint {
            a: spread.tint.a * spread.chroma,
            b: spread.tint.b * spread.chroma,
        });
        let weights = spread.with(|_, spread| spread.weight);
        lines(&lightness, &tints, &weights, self.window)
    }
}

/// What a pixel of the small copy gets from the cells around it.
#[derive(Clone, Copy)]
struct Spread {
    tint: Tint,
    weight: f32,
    chroma: f32,
}

/// The L* of a pixel's luma.
fn lightness(rgb: &[u8]) -> f32 {
    Lab::from_srgb([luma([rgb[0], rgb[1], rgb[2]]); 3]).lightness
}

impl Colourer {
    /// A colourer with the weights of VGG-19.
    #[must_use]
    pub const fn new(weights: Weights, device: Device) -> Self {
        Self {
            weights,
            device,
            net: None,
            head: None,
            finder: None,
        }
    }

    /// Colours a photo.
    ///
    /// # Errors
    /// If it does not fit into memory, or the device fails.
    pub fn colour(
        &mut self,
        request: &Request,
        on_progress: &mut OnProgress,
    ) -> Result<Coloured, ColourError> {
        self.check_memory(request)?;
        let finder = self.finder.take().unwrap_or_default();
        let faces = finder.faces(&request.photo);
        self.finder = Some(finder);

        let net = match self.net.take() {
            Some(net) => net,
            None => self.device.net(&self.weights, VARIANT)?,
        };
        let head = match self.head.take() {
            Some(head) => head,
            None => Head::load(self.device.candle())?,
        };

        let mut networks = Networks {
            net: self.net.insert(net).as_mut(),
            head: self.head.insert(head),
        };
        colour_on(&mut networks, request, &faces, on_progress)
    }

    fn check_memory(&self, request: &Request) -> Result<(), NotEnoughMemory> {
        let size = request.size();
        // The photo at its new size and the result; the cells of two pictures, pair by pair.
        let needed = self.device.memory_needed(NET_PIXELS) + size.pixels() * 6 + 300_000_000;

        match self.device.free_memory() {
            Some(free) if free < needed => Err(NotEnoughMemory {
                width: size.width,
                height: size.height,
                needed,
                free,
            }),
            _ => Ok(()),
        }
    }
}

/// What sees the photo, and what knows the colours of what is seen.
pub(super) struct Networks<'n> {
    pub(super) net: &'n mut dyn Net,
    pub(super) head: &'n Head,
}

/// [`Colourer::colour`] on any networks.
pub(super) fn colour_on(
    networks: &mut Networks,
    request: &Request,
    faces: &[Face],
    on_progress: &mut OnProgress,
) -> Result<Coloured, ColourError> {
    let photo = resized(&request.photo, request.size());
    let small = small_copy(&request.photo);
    let total = if request.reference.is_some() { 4 } else { 3 };
    let mut report = |done: usize, draft: Option<&Draft>| {
        on_progress(&Progress { done, total, draft }).is_break()
    };
    let stopped = |draft: Option<&Draft>| Coloured {
        picture: draft.map_or_else(|| grey(&photo), |draft| paint(&photo, &draft.lines())),
        stopped: true,
    };

    if report(0, None) {
        return Ok(stopped(None));
    }
    let chroma = GAIN * request.amount.chroma();
    let working = working_picture(&request.photo);
    let mut views = vec![view(networks, &working, faces)?];
    let draft = automatic(&small, &views, chroma);
    if report(1, Some(&draft)) {
        return Ok(stopped(Some(&draft)));
    }

    let mirrored_faces: Vec<Face> = faces.iter().map(mirrored_face).collect();
    views.push(view(networks, &mirrored(&working), &mirrored_faces)?.mirrored());
    let mut draft = automatic(&small, &views, chroma);
    if report(2, Some(&draft)) {
        return Ok(stopped(Some(&draft)));
    }

    if let Some(picture) = &request.reference {
        let taken = reference::take(networks.net, &request.photo, picture)?;
        draft = with_reference(&draft, &taken, request.amount.chroma());
        if report(3, Some(&draft)) {
            return Ok(stopped(Some(&draft)));
        }
    }

    let picture = paint(&photo, &draft.lines());
    let is_stopped = report(total, Some(&draft));
    Ok(Coloured {
        picture,
        stopped: is_stopped,
    })
}

fn resized(photo: &Picture, size: crate::image::Size) -> Picture {
    if photo.size() == size {
        photo.clone()
    } else {
        photo.resized(size.width, size.height)
    }
}

fn small_copy(photo: &Picture) -> Picture {
    let longest = photo.width().max(photo.height());
    let size = fitted_size(photo.width(), photo.height(), longest.min(SPREAD_AT));
    photo.resized(size.width, size.height)
}

/// The photo without its tone.
fn grey(photo: &Picture) -> Picture {
    let pixels = photo.as_rgb().chunks_exact(3);
    let rgb = pixels.flat_map(|rgb| [luma([rgb[0], rgb[1], rgb[2]]); 3]);
    Picture::from_rgb(photo.width(), photo.height(), rgb.collect())
        .expect("the picture has as many pixels as the photo")
}

fn mirrored(planes: &Planes) -> Planes {
    let width = planes.width();
    Planes::from_fn(
        planes.channels(),
        planes.height(),
        width,
        |channel, y, x| planes.plane(channel)[y * width + width - 1 - x],
    )
}

fn mirrored_face(face: &Face) -> Face {
    Face {
        left: 1.0 - face.left - face.width,
        ..*face
    }
}

/// What the models guess from one view of the photo.
struct View {
    linear: Grid<Tint>,
    networks: Vec<Grid<Tint>>,
}

impl View {
    fn mirrored(self) -> Self {
        Self {
            linear: self.linear.mirrored(),
            networks: self.networks.iter().map(Grid::mirrored).collect(),
        }
    }
}

fn view(networks: &mut Networks, working: &Planes, faces: &[Face]) -> Result<View, NetError> {
    let features = features(networks.net, working)?;
    let height = features.height;
    let width = features.width;
    let lightness = cell_lightness(working);

    let surroundings = Surroundings {
        lightness: &lightness,
        faces,
    };
    let Guesses { linear, networks } = networks.head.guess(&features, &surroundings)?;
    let grid = |values| Grid {
        height,
        width,
        values,
    };
    Ok(View {
        linear: grid(linear),
        networks: networks.into_iter().map(grid).collect(),
    })
}

/// The mean L* of each cell.
fn cell_lightness(working: &Planes) -> Vec<f32> {
    let plane = working.plane(0);
    let rows = working.height() / CELL;
    let columns = working.width() / CELL;
    let mut means = Vec::with_capacity(rows * columns);

    for y in 0..rows {
        for x in 0..columns {
            let pixels = (0..CELL * CELL).map(|pixel| {
                let row = y * CELL + pixel / CELL;
                plane[row * working.width() + x * CELL + pixel % CELL]
            });
            let sum: f32 = pixels
                .map(|value| Lab::from_srgb([value as u8; 3]).lightness)
                .sum();
            means.push(sum / (CELL * CELL) as f32);
        }
    }

    means
}

/// The mean of all guesses, duller where they disagree.
fn automatic(small: &Picture, views: &[View], chroma: f32) -> Draft {
    let first = &views[0].linear;
    let share_of_view = 1.0 / views.len() as f32;

    let guesses = |index: usize| {
        views.iter().flat_map(move |view| {
            let linear = Guess {
                tint: view.linear.values[index],
                share: LINEAR_SHARE * share_of_view,
            };
            let share = (1.0 - LINEAR_SHARE) * share_of_view / view.networks.len() as f32;
            let networks = view.networks.iter().map(move |network| Guess {
                tint: network.values[index],
                share,
            });
            std::iter::once(linear).chain(networks)
        })
    };
    let tints = first.with(|index, _| Tint {
        a: guesses(index).map(|guess| guess.share * guess.tint.a).sum(),
        b: guesses(index).map(|guess| guess.share * guess.tint.b).sum(),
    });
    let agreement = tints.with(|index, &mean| {
        let squares = guesses(index).map(|guess| guess.share * guess.tint.distance(mean).powi(2));
        (-squares.sum::<f32>() / (DOUBT * DOUBT)).exp()
    });

    Draft {
        small: small.clone(),
        chroma: agreement
            .with(|_, agreement| chroma * (LEAST_CHROMA + (1.0 - LEAST_CHROMA) * agreement)),
        weights: agreement.with(|_, agreement| agreement + 0.02),
        tints,
        window: AUTOMATIC,
    }
}

#[derive(Clone, Copy)]
struct Guess {
    tint: Tint,
    share: f32,
}

/// The reference's colours where it shows something alike, the automatic ones elsewhere.
fn with_reference(draft: &Draft, taken: &reference::Taken, chroma: f32) -> Draft {
    let Grid { height, width, .. } = taken.tints;
    let tints = taken.tints.with(|index, tint| {
        let y = ((index / width) as f32 + 0.5) / height as f32;
        let x = ((index % width) as f32 + 0.5) / width as f32;
        let share = taken.share.values[index];
        let automatic = draft.tints.around(y, x);
        let rest = (1.0 - share) * draft.chroma.around(y, x).mean(|&chroma| chroma) / chroma;

        Tint {
            a: share * tint.a + rest * automatic.mean(|tint| tint.a),
            b: share * tint.b + rest * automatic.mean(|tint| tint.b),
        }
    });

    Draft {
        small: draft.small.clone(),
        chroma: tints.with(|_, _| chroma),
        weights: taken
            .confidence
            .with(|_, confidence| confidence.max(0.3) + 0.02),
        tints,
        window: WITH_REFERENCE,
    }
}
