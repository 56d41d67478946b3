//! Paints pairs in f32 and in bf16 on this CPU, and compares the losses at the end: those that the
//! two report, and those of the two paintings, measured in f32.
//!
//!     cargo run --release -p vernissage-engine --example precision -- PHOTOS STYLES PAINTINGS [LONGEST [ITERATIONS]]
//!
//! PHOTOS and STYLES are folders of JPEGs. The paintings are saved in the folder PAINTINGS, as
//! PHOTO__STYLE.f32.png and PHOTO__STYLE.bf16.png.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context;
use vernissage_engine::{
    backends::winograd::Precision,
    device::DeviceChoice,
    image::{Limits, Picture},
    processor::{PrecisionChoice, ProcessorChoice},
    recipe::Preset,
    score::Scorer,
    stylize::{Painter, Request, Settings, Stylizer, WeightedPicture},
    vgg::Weights,
};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [photos, styles, paintings, rest @ ..] = arguments.as_slice() else {
        anyhow::bail!("usage: precision PHOTOS STYLES PAINTINGS [LONGEST [ITERATIONS]]");
    };
    let number =
        |place: usize, default: usize| rest.get(place).map_or(Ok(default), |text| text.parse());
    let settings = Settings {
        size: number(0, 300)? as u32,
        iterations: number(1, Settings::default().iterations)?,
        ..Settings::default()
    };

    let weights = Weights::load("models/vgg19-q8.safetensors".as_ref())?;
    let precisions = [Precision::F32, Precision::Bf16];
    let mut painters = Vec::new();
    for precision in precisions {
        let device = DeviceChoice::Cpu.open_with(ProcessorChoice {
            precision: PrecisionChoice::Only(precision),
            ..ProcessorChoice::default()
        })?;
        painters.push(Painter::new(weights.clone(), device));
    }

    let device = DeviceChoice::Cpu.open()?;
    let mut scorer = Scorer::by_preset(&weights, &device, Preset::Default)?;
    let styles = pictures(styles)?;
    println!(
        "| pair | reported loss, bf16 / f32 | loss of the painting, bf16 / f32 | seconds, f32 | bf16 |"
    );
    println!("|---|---|---|---|---|");

    for (photo_name, photo) in pictures(photos)? {
        for (style_name, style) in &styles {
            let request = Request {
                photo: photo.clone(),
                styles: vec![WeightedPicture::new(style.clone(), 1.0)],
                settings,
            };

            let mut reported = Vec::new();
            let mut scored = Vec::new();
            let mut seconds = Vec::new();
            for (painter, precision) in painters.iter_mut().zip(precisions) {
                let start = Instant::now();
                let painting =
                    painter.stylize(&request, None, &mut |_| ControlFlow::Continue(()))?;
                seconds.push(start.elapsed().as_secs_f64());

                let name = format!("{photo_name}__{style_name}.{}.png", precision.name());
                painting.picture.save(&Path::new(paintings).join(name))?;

                let last = painting.scales.last().context("no size")?;
                reported.push(last.loss.total());
                let score = scorer.score(&photo, style, &painting.picture, settings.size)?;
                scored.push(score.loss);
            }

            println!(
                "| {photo_name}, {style_name} | {:.4} | {:.4} | {:.1} | {:.1} |",
                reported[1] / reported[0],
                scored[1] / scored[0],
                seconds[0],
                seconds[1]
            );
        }
    }

    Ok(())
}

/// The pictures of a folder by name.
fn pictures(folder: &str) -> anyhow::Result<Vec<(String, Picture)>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "jpg"));
    paths.sort();

    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path)?;
        let picture = Picture::decode(&bytes, &Limits::default())
            .with_context(|| path.display().to_string())?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Ok((name.into_owned(), picture))
    };

    paths.iter().map(read).collect()
}
