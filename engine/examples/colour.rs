//! Colours many photos, for `models/colouring/judge.py`.
//!
//!     cargo run --release -p vernissage-engine --example colour -- WEIGHTS FOLDER PHOTO[=REFERENCE]…
//!
//! Writes FOLDER/0.png, FOLDER/1.png and so on.

use std::{ops::ControlFlow, path::Path, time::Instant};

use anyhow::Context;
use vernissage_engine::{
    colour::{Amount, Colourer, Request},
    device::DeviceChoice,
    image::{Limits, Picture},
    vgg::Weights,
};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let weights = arguments.next().context("name the weights")?;
    let folder = arguments.next().context("name a folder")?;
    let mut colourer = Colourer::new(Weights::load(weights.as_ref())?, DeviceChoice::Auto.open()?);

    for (number, argument) in arguments.enumerate() {
        let paths: Vec<&str> = argument.split('=').collect();
        let request = Request {
            photo: read(paths[0])?,
            reference: paths.get(1).map(|path| read(path)).transpose()?,
            amount: Amount::Usual,
            size: 0,
        };

        let start = Instant::now();
        let coloured = colourer.colour(&request, &mut |_| ControlFlow::Continue(()))?;
        println!("{argument}: {:.2} s", start.elapsed().as_secs_f64());
        coloured
            .picture
            .save(&Path::new(&folder).join(format!("{number}.png")))?;
    }

    Ok(())
}

fn read(path: &str) -> anyhow::Result<Picture> {
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    Picture::decode(&bytes, &Limits::default()).with_context(|| path.to_owned())
}
