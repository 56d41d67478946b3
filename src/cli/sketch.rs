//! `vernissage sketch`: shows in a fraction of a second what a painting would be about.

use std::{path::PathBuf, time::Instant};

use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::{
    Failure,
    destination::{Files, most_bytes},
    output::{Output, note},
    read_picture,
    styles::WeightedFile,
    stylize::write,
    with_causes,
};
use crate::{
    config::Settings,
    domain::styles::GalleryStyle,
    engine::{
        image::{Limits, OutputFormat, Picture, Size, fitted_size},
        memory,
        sketch::{SketchRequest, SketchSettings, Sketcher, contact_sheet},
        stylize::{Strength, StyleScale, WeightedPicture},
    },
};

/// Sketches in a row of the contact sheet.
const COLUMNS: u32 = 4;

/// Sketch a photo in the style of another picture, without painting it
#[derive(Debug, Args)]
pub(super) struct Sketch {
    /// The photo
    #[arg(long, value_name = "FILE")]
    content: PathBuf,
    /// The style picture; give several to mix them, each with its weight
    #[arg(
        long = "style",
        value_name = "FILE[:WEIGHT]",
        required_unless_present = "all_styles",
        conflicts_with = "all_styles"
    )]
    styles: Vec<WeightedFile>,
    /// Sketch the photo in each style of the gallery, on one contact sheet
    #[arg(long)]
    all_styles: bool,
    /// The file to write: .jpg or .png
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Longest side of a sketch, in pixels
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(32..=1080))]
    size: u32,
    /// How strong the style is
    #[arg(long, default_value_t = 1.0)]
    strength: f64,
    /// How large the strokes are
    #[arg(long, default_value_t = 1.0)]
    style_scale: f64,
    /// Keep the photo's colours
    #[arg(long)]
    keep_colors: bool,
    /// Print one JSON object on the last line of standard output
    #[arg(long)]
    json: bool,
}

impl Sketch {
    /// Sketches.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let format = OutputFormat::from_path(&self.out)
            .map_err(|error| Failure::Settings(with_causes(&error)))?;
        let limits = settings.picture_limits();
        let choices = self.choices()?;
        let photo = read_picture(&self.content, &limits)?;
        let styles = self.styles(&limits)?;
        self.check_files(&photo, styles.len())?;

        let mut sketcher = Sketcher::load()?;
        let start = Instant::now();
        let picture = if self.all_styles {
            contact_sheet(&sketcher.sketch_each(&photo, &styles, choices)?, COLUMNS)
        } else {
            sketcher.sketch(&SketchRequest {
                photo,
                styles,
                settings: choices,
            })?
        };
        let seconds = start.elapsed().as_secs_f64();

        let bytes = picture
            .encode(format)
            .context("the sketch cannot be encoded")?;
        write(&self.out, &bytes)?;
        note(format!("sketched {} in {seconds:.2} s", self.out.display()));

        if self.json {
            output.line(json!({
                // JSON is UTF-8, and a name need not be.
                "out": self.out.to_string_lossy(),
                "width": picture.width(),
                "height": picture.height(),
                "seconds": seconds,
                "peak_memory": memory::peak(),
            }));
        }

        Ok(())
    }

    fn choices(&self) -> Result<SketchSettings, Failure> {
        Ok(SketchSettings {
            size: self.size,
            strength: Strength::new(self.strength)?,
            style_scale: StyleScale::new(self.style_scale)?,
            keep_colors: self.keep_colors,
        })
    }

    fn styles(&self, limits: &Limits) -> Result<Vec<WeightedPicture>, Failure> {
        if !self.all_styles {
            return self.styles.iter().map(|style| style.read(limits)).collect();
        }

        GalleryStyle::all()
            .map(|style| {
                let picture = Picture::decode(style.jpeg(), limits)
                    .with_context(|| format!("the style {}", style.slug()))?;
                Ok(WeightedPicture::new(picture, 1.0))
            })
            .collect()
    }

    /// What will be written can be, and replaces none of the other files.
    fn check_files(&self, photo: &Picture, sketches: usize) -> Result<(), Failure> {
        let mut files = Files::default();
        files.reads("--content", &self.content);
        for style in &self.styles {
            files.reads("--style", style.path());
        }

        let sketch = fitted_size(photo.width(), photo.height(), self.size);
        let size = if self.all_styles {
            // More than the contact sheet has with its gaps.
            Size::new(2 * sketch.width, 2 * sketch.height * sketches as u32)
        } else {
            sketch
        };
        files.will_write("--out", &self.out, most_bytes(size))
    }
}
