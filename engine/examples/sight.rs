//! What the classifier takes photos for, with times:
//!
//! ```sh
//! cargo run --release -p vernissage-engine --example sight -- FOLDER PHOTO...
//! ```
//!
//! Writes each photo lit where the network looks, and the lines it goes by, to the folder.

use std::{env, fs, path::Path, time::Instant};

use anyhow::Context;
use vernissage_engine::{
    candle_device::CandleDevice,
    image::{Limits, Picture},
    sight::{Classifier, lit},
};

fn main() -> anyhow::Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().context("a folder, please")?;
    let start = Instant::now();
    let classifier = Classifier::new(CandleDevice::default())?;
    println!("loaded in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);

    for path in arguments {
        let name = Path::new(&path).file_stem().context("a file, please")?;
        let name = name.to_string_lossy();
        let photo = Picture::decode(&fs::read(&path)?, &Limits::default())?;

        let start = Instant::now();
        let scores = classifier.classify(&photo)?;
        let classified = start.elapsed();
        let best = scores.best(5);
        let map = classifier.attention(&photo, &best[..1])?;
        let searched = start.elapsed().saturating_sub(classified);
        let lines = classifier.lines(&photo, &best[..1])?;
        let drawn = start.elapsed().saturating_sub(searched + classified);

        let times = [classified, searched, drawn].map(|time| time.as_millis());
        let names: Vec<String> = best
            .iter()
            .map(|score| format!("{} {:.2}", score.class, score.probability))
            .collect();
        println!("{name}: {} in {times:?} ms", names.join(", "));

        lit(&photo, &map).save(&Path::new(&folder).join(format!("{name}_lit.png")))?;
        lines.save(&Path::new(&folder).join(format!("{name}_lines.png")))?;
    }

    Ok(())
}
