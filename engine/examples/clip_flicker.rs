//! Measures how much a painted clip with known motion flickers, for docs/clips.md.
//!
//!     cargo run --release --example clip_flicker -- FOLDER WIDTH FRAMES BACKGROUND FOREGROUND STYLE [NAME=VALUE …] [-- …]
//!
//! Each group of NAME=VALUE is a run: iterations, rate, temporal, blend, first (iterations of the first
//! frame), grain, quick=1, circle=1, calm, keep.

use std::{cell::RefCell, ops::ControlFlow, path::Path as File, rc::Rc, time::Instant};

use anyhow::Context;
use vernissage_engine::{
    clip::{
        ClipPainter, ClipSketcher, PaintedClip, Recipe, Request,
        known_motion::{KnownMotion, Path},
        measure::{difference, flicker, found_motion, motion_error, sharpness},
    },
    device::DeviceChoice,
    image::{Limits, Picture, Size},
    moving::{self, FrameRate, OutputFormat},
    planes::Planes,
    sketch::Sketcher,
    stylize::{Painter, Settings, StyleScale, WeightedPicture},
    vgg::Weights,
};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [
        folder,
        width,
        frames,
        background,
        foreground,
        style,
        options @ ..,
    ] = arguments.as_slice()
    else {
        anyhow::bail!("usage: clip_flicker FOLDER WIDTH FRAMES BACKGROUND FOREGROUND STYLE …");
    };

    let weights = Weights::load("models/vgg19-q8.safetensors".as_ref())?;
    let painter = Painter::new(weights, DeviceChoice::Auto.open()?);
    let mut painter = ClipPainter::new(Rc::new(RefCell::new(painter)));
    let width: u32 = width.parse()?;

    for (number, group) in options.split(|option| option == "--").enumerate() {
        let options = Options(group);
        let clip = KnownMotion {
            background: read(background)?,
            foreground: read(foreground)?,
            size: Size::new(width, width * 21 / 32 / 8 * 8),
            frames: frames.parse()?,
            grain: options.number("grain", 2.0) as f32,
            path: if options.has("circle") {
                Path::Circle
            } else {
                Path::Onward
            },
        };
        let request = Request {
            frames: clip.frames(),
            repeats: options.has("circle"),
            styles: vec![WeightedPicture::new(read(style)?, 1.0)],
            settings: options.settings(width)?,
            recipe: options.recipe(),
        };

        let start = Instant::now();
        let go_on = &mut |_: &vernissage_engine::clip::Progress| ControlFlow::Continue(());
        let painted = if options.has("quick") {
            ClipSketcher::new(Sketcher::load()?).sketch(&request, go_on)?
        } else {
            painter.paint(&request, None, go_on)?
        };

        println!("{}", group.join(" "));
        report(&clip, &request, &painted, start.elapsed().as_secs_f64());
        let name = format!("{folder}/{number}");
        save(&name, &request.frames, &painted.frames)?;
    }

    Ok(())
}

/// What was asked for, as words like `rate=2`.
struct Options<'a>(&'a [String]);

impl Options<'_> {
    fn number(&self, name: &str, usual: f64) -> f64 {
        self.0
            .iter()
            .filter_map(|option| option.split_once('='))
            .find(|(key, _)| *key == name)
            .map_or(usual, |(_, value)| value.parse().unwrap_or(usual))
    }

    fn has(&self, name: &str) -> bool {
        self.number(name, 0.0) > 0.0
    }

    fn settings(&self, size: u32) -> anyhow::Result<Settings> {
        Ok(Settings {
            size,
            iterations: self.number("first", 100.0) as usize,
            style_scale: StyleScale::new(self.number("scale", 1.0))?,
            ..Settings::default()
        })
    }

    fn recipe(&self) -> Recipe {
        let usual = Recipe::default();
        Recipe {
            iterations: self.number("iterations", usual.iterations as f64) as usize,
            rate: self.number("rate", f64::from(usual.rate)) as f32,
            temporal: self.number("temporal", usual.temporal),
            smoothness: self.number("smoothness", usual.smoothness),
            keep: self.number("keep", usual.keep.into()) as f32,
            keep_of_sketch: self.number("blend", usual.keep_of_sketch.into()) as f32,
            calm: self.number("calm", usual.calm.into()) as f32,
        }
    }
}

fn report(clip: &KnownMotion, request: &Request, painted: &PaintedClip, seconds: f64) {
    let motion = clip.motion();
    let own = flicker(&request.frames, &motion);
    let flickering = flicker(&painted.frames, &motion);
    let last = painted.frames.len() - 1;
    let sharp = sharpness(&painted.frames[last]) / sharpness(&painted.frames[0]);
    let own_sharp = sharpness(&request.frames[last]) / sharpness(&request.frames[0]);
    let end = clip.between(last, 0);
    let jump = |frames: &[Picture]| difference(&frames[0], &frames[last], &end);

    let errors: Vec<String> = request
        .frames
        .windows(2)
        .zip(&motion)
        .map(|(pair, motion)| {
            let found = found_motion(&pair[0], &pair[1]);
            let seen = found.visible.data().iter().sum::<f32>() / found.visible.data().len() as f32;
            format!("{:.2} ({seen:.2})", motion_error(&found.flow, motion))
        })
        .collect();
    println!("  motion off by {} px", errors.join(" "));
    println!(
        "  flicker {flickering:.2} of the source's {own:.2}: {:.2} times; sharpness {:.0} of {:.0}, at the end {sharp:.2} (source {own_sharp:.2}); scenes {:?}; jump {:.2} (source {:.2}); {seconds:.1} s",
        flickering / own,
        sharpness(&painted.frames[0]),
        sharpness(&request.frames[0]),
        painted.scene_starts,
        jump(&painted.frames),
        jump(&request.frames),
    );
    let each: Vec<String> = painted
        .frames
        .windows(2)
        .zip(&motion)
        .map(|(pair, motion)| format!("{:.1}", difference(&pair[0], &pair[1], motion)))
        .collect();
    println!("  {}", each.join(" "));
}

/// A strip of five frames, source above, and the clip.
fn save(name: &str, source: &[Picture], painted: &[Picture]) -> anyhow::Result<()> {
    let last = source.len() - 1;
    let chosen = [0, 1, last / 3, 2 * last / 3, last];
    let width = source[0].width() as usize;
    let height = source[0].height() as usize;
    let rows = [source, painted].map(|frames| chosen.map(|frame| frames[frame].to_planes()));
    let strip = Planes::from_fn(3, 2 * height, chosen.len() * width, |channel, y, x| {
        let frame = &rows[y / height][x / width];
        frame.plane(channel)[y % height * width + x % width]
    });

    Picture::from_planes(&strip).save(File::new(&format!("{name}.png")))?;
    std::fs::write(
        format!("{name}.gif"),
        moving::write(painted, FrameRate::default(), OutputFormat::Gif, u64::MAX)?,
    )?;
    Ok(())
}

fn read(path: &str) -> anyhow::Result<Picture> {
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    Picture::decode(&bytes, &Limits::default()).with_context(|| path.to_owned())
}
