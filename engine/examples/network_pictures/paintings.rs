//! Figures made by the works that people use: paintings and dreams.

use std::ops::ControlFlow;

use vernissage_engine::{
    dream::{self, Dreamer, Start, Subject, Theme},
    stylize::{Init, Painter, Request, Settings, Strength, Stylizer, WeightedPicture},
};

use crate::{FigureMaker, LONGEST};

/// Iterations of a painting from noise at which it is shown.
const STEPS: [usize; 6] = [0, 3, 15, 45, 90, 120];

/// A painting from noise, in steps.
pub(crate) fn transfer(maker: &FigureMaker) -> anyhow::Result<()> {
    let mut painter = Painter::new(maker.weights.clone(), maker.device.clone());
    let request = Request {
        photo: maker.photo.clone(),
        styles: vec![WeightedPicture::new(maker.style.clone(), 1.0)],
        settings: Settings {
            size: LONGEST,
            iterations: STEPS[STEPS.len() - 1],
            init: Init::Noise,
            seed: 1,
            ..Settings::default()
        },
    };

    let size = maker.size();
    let mut steps = Vec::new();
    painter.stylize(&request, None, &mut |progress| {
        if STEPS.contains(&progress.done) {
            steps.push((progress.done, progress.preview()));
        }
        ControlFlow::Continue(())
    })?;
    for (done, picture) in steps {
        let picture = picture?.resized(size.width, size.height);
        maker.save(&format!("transfer_{done}"), &picture)?;
    }

    Ok(())
}

/// The same painting with little, usual and much style.
pub(crate) fn balance(maker: &FigureMaker) -> anyhow::Result<()> {
    let mut painter = Painter::new(maker.weights.clone(), maker.device.clone());
    for (name, strength) in [("little", 0.15), ("usual", 1.0), ("much", 12.0)] {
        let request = Request {
            photo: maker.photo.clone(),
            styles: vec![WeightedPicture::new(maker.style.clone(), 1.0)],
            settings: Settings {
                size: LONGEST,
                strength: Strength::new(strength)?,
                ..Settings::default()
            },
        };

        let painting = painter.stylize(&request, None, &mut |_| ControlFlow::Continue(()))?;
        maker.save(&format!("balance_{name}"), &painting.picture)?;
    }

    Ok(())
}

/// The photo, dreamt on from a shallow, a middle and a deep layer.
pub(crate) fn dream(maker: &FigureMaker) -> anyhow::Result<()> {
    let mut dreamer = Dreamer::new(maker.weights.clone(), maker.device.clone());
    for theme in [Theme::Patterns, Theme::Eyes, Theme::Creatures] {
        let request = dream::Request {
            start: Start::Photo(maker.photo.clone()),
            subject: Subject::Theme(theme),
            settings: dream::Settings {
                size: LONGEST,
                ..dream::Settings::default()
            },
        };

        let dream = dreamer.dream(&request, &mut |_| ControlFlow::Continue(()))?;
        maker.save(&format!("dream_{}", theme.name()), &dream.picture)?;
    }

    Ok(())
}
