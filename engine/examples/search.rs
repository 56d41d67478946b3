//! Tries settings of the default recipe on the sixteen pairs of `docs/quality.md` and prints for each
//! what it costs, in iterations at the full size; the geometric mean of the paintings' losses; and in
//! how many of them it is ahead of style-transfer-pytorch by content fidelity, global effects and
//! local patterns:
//!
//! ```sh
//! cargo run --release -p vernissage-engine --example search -- PHOTOS STYLES 256 < settings.txt
//! ```
//!
//! Each line of the settings is one trial, such as `content=0.02 layers=256,64,16,8,4
//! iterations=540 rate=3`; an empty line is the unchanged recipe. With `save=FOLDER` the paintings
//! of a trial are saved. The variable AT_ONCE is the number of painters at a time (default 1, for a
//! CPU; 8 is good for a GPU, where a trial takes seconds), and only every STEP-th pair is tried
//! (default 1).

use std::{
    collections::HashMap,
    io::{BufRead, stdin},
    path::Path,
    sync::Mutex,
    thread,
};

use anyhow::{Context, Result};
use vernissage_engine::{
    descent::{DescentTask, PaintingNet},
    device::DeviceChoice,
    image::{
        Limits, MINIMUM_SIDE, Picture, fitted_size, reserve_space, resize_planes,
        resize_planes_by_means,
    },
    loss::{LayerWeight, Statistics, StyleTarget},
    optimizer::Optimizer,
    planes::WeightedPlanes,
    recipe::{Preset, Recipe},
    score::{Score, Scorer},
    stylize::{Palette, Settings},
    vgg::{Pooling, Relu, Variant, Weights},
};

const NO_PANIC: &str = "painters do not panic";

struct Pair {
    name: String,
    photo: Picture,
    style: Picture,
    /// Content fidelity, global effects, local patterns of style-transfer-pytorch.
    peer: [f64; 3],
}

struct Trial {
    line: String,
    folder: Option<String>,
    recipe: Recipe,
    iterations: usize,
    style_scale: f64,
    palette: Palettes,
}

fn number(name: &str) -> Result<usize> {
    std::env::var(name).map_or(Ok(1), |text| Ok(text.parse()?))
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [photos, styles, size] = &arguments[..] else {
        anyhow::bail!("usage: search PHOTOS STYLES SIZE")
    };
    let size: u32 = size.parse()?;
    let pairs = pairs(photos.as_ref(), styles.as_ref())?;
    let at_once = number("AT_ONCE")?;

    let weights = Weights::load("models/vgg19-q8.safetensors".as_ref())?;
    let device = DeviceChoice::Auto.open()?;
    let trials: Vec<Trial> = stdin()
        .lock()
        .lines()
        .map(|line| Trial::parse(&line?))
        .collect::<Result<_>>()?;

    for trial in &trials {
        trial.prepare_folder()?;
    }

    let work = Mutex::new(
        (0..trials.len()).flat_map(|trial| (0..pairs.len()).map(move |pair| (trial, pair))),
    );
    let scores = Mutex::new(vec![vec![None; pairs.len()]; trials.len()]);
    let painter = || -> Result<()> {
        let mut scorer = Scorer::by_preset(&weights, &device, Preset::Default)?;
        let mut net: Option<(Variant, Box<dyn PaintingNet>)> = None;

        loop {
            let next = work.lock().expect(NO_PANIC).next();
            let Some((trial, pair)) = next else {
                return Ok(());
            };
            let pair_number = pair;
            let pair = &pairs[pair_number];
            let number = trial;
            let trial = &trials[number];
            let variant = trial.recipe.variant;
            let kept = net.take().filter(|(known, _)| *known == variant);

            let (_, net) = net.insert(
                kept.map_or_else(|| Ok((variant, device.net(&weights, variant)?)), anyhow::Ok)?,
            );
            let painting = trial.paint(net.as_mut(), pair, size)?;
            trial.save(&painting, pair)?;

            let score = scorer.score(&pair.photo, &pair.style, &painting, size)?;
            let mut scores = scores.lock().expect(NO_PANIC);
            scores[number][pair_number] = Some(score);

            if let Some(all) = scores[number]
                .iter()
                .copied()
                .collect::<Option<Vec<Score>>>()
            {
                let cost = trial.cost(&pairs, size);
                println!("cost {cost:.1}, {} | {}", summary(&all, &pairs), trial.line);
            }
        }
    };

    thread::scope(|scope| {
        let painters: Vec<_> = (0..at_once).map(|_| scope.spawn(painter)).collect();
        painters
            .into_iter()
            .try_for_each(|painter| painter.join().expect(NO_PANIC))
    })
}

/// The mean loss, and the number of pairs ahead and the means for content fidelity, global effects,
/// local patterns.
fn summary(scores: &[Score], pairs: &[Pair]) -> String {
    let all: Vec<[f64; 3]> = scores
        .iter()
        .map(|score| {
            [
                score.content_fidelity,
                score.global_effects,
                score.local_patterns,
            ]
        })
        .collect();

    let wins = [0, 1, 2].map(|n| {
        all.iter()
            .zip(pairs)
            .filter(|(ours, pair)| ours[n] > pair.peer[n])
            .count()
    });

    let means = [0, 1, 2].map(|n| all.iter().map(|ours| ours[n]).sum::<f64>() / all.len() as f64);
    let logarithms = scores.iter().map(|score| score.loss.ln()).sum::<f64>();
    let loss = (logarithms / scores.len() as f64).exp();
    format!(
        "loss {loss:.4}, ahead {wins:2?} of {}, means {means:.3?}",
        pairs.len()
    )
}

/// How far photo and painting are moved to the style's colours, 0..=1.
struct Palettes {
    first: f64,
    last: f64,
}

impl Default for Palettes {
    fn default() -> Self {
        Self {
            first: 1.0,
            last: 1.0,
        }
    }
}

impl Trial {
    fn parse(line: &str) -> Result<Self> {
        let words: HashMap<String, String> = line
            .split_whitespace()
            .map(|word| {
                word.split_once('=')
                    .map(|(key, value)| (key.into(), value.into()))
            })
            .collect::<Option<_>>()
            .context("a setting is key=value")?;

        let mut recipe = Preset::Default.recipe();
        let mut iterations = Settings::default().iterations;
        let mut style_scale = 1.0;
        let mut folder = None;
        let mut palette = Palettes::default();

        for (key, value) in &words {
            match key.as_str() {
                "content" => recipe.losses.content.weight = value.parse()?,
                "at" => recipe.losses.content.layer = layer(value)?,
                "smoothness" => recipe.losses.smoothness = value.parse()?,
                "layers" => weigh(&mut recipe, value)?,
                "statistics" if value == "gram" => recipe.losses.statistics = Statistics::Gram,
                "pooling" if value == "average" => recipe.variant.pooling = Pooling::Average,
                "rate" => recipe.adam.rate = value.parse()?,
                "averaging" => recipe.adam.averaging = value.parse()?,
                "momentum" => recipe.adam.momentum = value.parse()?,
                "scale_memory" => recipe.adam.scale_memory = value.parse()?,
                "smallest" => recipe.plan.smallest = value.parse()?,
                "growth" => recipe.plan.growth = value.parse()?,
                "decline" => recipe.plan.decline = value.parse()?,
                "iterations" => iterations = value.parse()?,
                "style_scale" => style_scale = value.parse()?,
                "palette_first" => palette.first = value.parse()?,
                "palette_last" => palette.last = value.parse()?,
                "save" => folder = Some(value.clone()),
                _ => anyhow::bail!("there is no setting {key}={value}"),
            }
        }

        Ok(Self {
            line: line.to_owned(),
            folder,
            recipe,
            iterations,
            style_scale,
            palette,
        })
    }

    /// What a painting takes in iterations at its full size, the mean of the pairs.
    fn cost(&self, pairs: &[Pair], size: u32) -> f64 {
        let costs = pairs.iter().map(|pair| {
            let whole = fitted_size(pair.photo.width(), pair.photo.height(), size);
            self.recipe
                .plan
                .full_size_iterations(whole, self.iterations, MINIMUM_SIDE)
        });

        costs.sum::<f64>() / pairs.len() as f64
    }

    /// Makes the folder and tries it out, so that no painting is lost for want of one.
    fn prepare_folder(&self) -> Result<()> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };

        std::fs::create_dir_all(folder)?;
        drop(reserve_space(&Path::new(folder).join("first.png"), 1)?);
        Ok(())
    }

    fn save(&self, painting: &Picture, pair: &Pair) -> Result<()> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };

        let name = format!("{}.png", pair.name.replace(", ", "-").replace(' ', "_"));
        Ok(painting.save(&Path::new(folder).join(name))?)
    }

    /// Paints like `stylize::Painter`, with the recipe of this trial.
    fn paint(&self, net: &mut dyn PaintingNet, pair: &Pair, size: u32) -> Result<Picture> {
        let losses = &self.recipe.losses;
        let layers = losses.style_layers();
        let whole = fitted_size(pair.photo.width(), pair.photo.height(), size);
        let mut optimizer: Option<Optimizer> = None;
        let mut last = None;

        for scale in self
            .recipe
            .plan
            .scales(whole, self.iterations, MINIMUM_SIDE)
        {
            let photo = pair.photo.resized(scale.width, scale.height).to_planes();
            let area = f64::from(scale.width) * f64::from(scale.height) * self.style_scale.powi(2);
            let factor =
                (area / (f64::from(pair.style.width()) * f64::from(pair.style.height()))).sqrt();

            let side = |side: u32| ((f64::from(side) * factor).round() as u32).max(MINIMUM_SIDE);
            let style = pair
                .style
                .resized(side(pair.style.width()), side(pair.style.height()))
                .to_planes();
            let style = [WeightedPlanes::new(style, 1.0)];
            let target = StyleTarget::measure(net, &layers, &style)?;
            let begun = if let Some(mut optimizer) = optimizer.take() {
                optimizer.rescale(
                    |planes| resize_planes(planes, scale.width as usize, scale.height as usize),
                    |squares| {
                        resize_planes_by_means(squares, scale.width as usize, scale.height as usize)
                    },
                );
                optimizer
            } else {
                let mut start = photo.clone();
                Palette::from_styles(&style, self.palette.first).apply(&mut start);
                self.recipe.start(self.recipe.optimizer, start)
            };

            let task = DescentTask {
                losses,
                photo: &photo,
                content_weights: None,
                temporal: None,
                style: &target,
                optimizer: begun,
                balance: Vec::new(),
            };
            let mut descent = net.start_descent(task)?;
            for _ in 0..scale.iterations {
                descent.step()?;
            }

            optimizer = Some(descent.into_optimizer()?);
            last = Some(Palette::from_styles(&style, self.palette.last));
        }

        let mut picture = optimizer.context("there is a size")?.picture();
        last.context("there is a size")?.apply(&mut picture);

        Ok(Picture::from_planes(&picture))
    }
}

fn layer(name: &str) -> Result<Relu> {
    Relu::ALL
        .into_iter()
        .find(|relu| format!("{relu:?}") == name)
        .with_context(|| format!("there is no layer {name}"))
}

/// Parses `R1_1:256,R2_1:64`, or only weights for the layers of the recipe.
fn weigh(recipe: &mut Recipe, text: &str) -> Result<()> {
    let layers = recipe.losses.style_layers();

    let parse = |(number, word): (usize, &str)| {
        Ok(match word.split_once(':') {
            Some((name, weight)) => (layer(name)?, weight.parse()?),
            None => (
                *layers.get(number).context("too many weights")?,
                word.parse()?,
            ),
        })
    };

    let style: Vec<(Relu, f64)> = text
        .split(',')
        .enumerate()
        .map(parse)
        .collect::<Result<_>>()?;
    let sum: f64 = style.iter().map(|(_, weight)| weight).sum();
    recipe.losses.style = style
        .into_iter()
        .map(|(layer, weight)| LayerWeight {
            layer,
            weight: weight / sum,
        })
        .collect();

    Ok(())
}

/// The pairs of the table in `docs/quality.md`, with the other program's scores.
fn pairs(photos: &Path, styles: &Path) -> Result<Vec<Pair>> {
    let table = std::fs::read_to_string("docs/quality.md")?;
    let rows = table
        .lines()
        .filter(|line| line.starts_with("| ") && line.matches(" / ").count() == 6);
    let rows = rows.step_by(number("STEP")?);

    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let peer = |cell: &str| -> Result<f64> {
            let middle = cell
                .split(" / ")
                .nth(1)
                .context("three figures in a cell")?;
            Ok(middle.trim_matches('*').parse()?)
        };

        let (photo, style) = cells[0].split_once(", ").context("photo, style")?;
        let read = |folder: &Path, name: &str| -> Result<Picture> {
            let path = folder.join(format!("{}.jpg", name.replace(' ', "_")));
            let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
            Ok(Picture::decode(&bytes, &Limits::default())?)
        };

        Ok(Pair {
            name: cells[0].to_owned(),
            photo: read(photos, photo)?,
            style: read(styles, style)?,
            peer: [peer(cells[1])?, peer(cells[2])?, peer(cells[3])?],
        })
    })
    .collect()
}
