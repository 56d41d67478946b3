//! Prints the mean activation of each ReLU over pictures: the constants of
//! `engine/src/vgg/normalise.rs`.
//!
//!     cargo run --release -p vernissage-engine --example normalise -- PICTURE…

use vernissage_engine::{
    backends::winograd::WinogradNet,
    image::{Limits, Picture, fitted_size},
    net::{Moments, Net},
    vgg::{Border, Pooling, Relu, Variant, Weights},
};

const LONGEST: u32 = 300;

fn main() -> anyhow::Result<()> {
    let weights = Weights::load("models/vgg19-q8.safetensors".as_ref())?;
    let files: Vec<String> = std::env::args().skip(1).collect();
    for pooling in [Pooling::Max, Pooling::Average] {
        let mut net = WinogradNet::new(
            &weights,
            Variant {
                pooling,
                border: Border::Replicate,
                normalised: false,
            },
        )?;

        let mut sums = [0.0; Relu::ALL.len()];
        for file in &files {
            let picture = Picture::decode(&std::fs::read(file)?, &Limits::default())?;
            let size = fitted_size(picture.width(), picture.height(), LONGEST);
            let planes = picture.resized(size.width, size.height).to_planes();
            net.forward(&planes, &Relu::ALL)?;

            let mut moments = Moments::default();
            for relu in Relu::ALL {
                net.moments(relu, &mut moments)?;

                let mean = moments
                    .mean
                    .iter()
                    .map(|&mean| f64::from(mean))
                    .sum::<f64>()
                    / moments.mean.len() as f64;
                sums[relu.index()] += mean / files.len() as f64;
            }
        }

        #[expect(clippy::print_stdout, reason = "it is what this program is for")]
        {
            println!(
                "{pooling:?}: {:?}",
                sums.map(|mean| (mean * 1e3).round() / 1e3)
            );
        }
    }

    Ok(())
}
