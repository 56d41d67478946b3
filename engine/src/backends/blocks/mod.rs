//! Pictures of any size in fixed memory: the picture is processed block by block, and the gradient
//! is exactly that of the whole (Galerne, Raad, Lezama and Morel, "Scaling Painting Style
//! Transfer", 2024).
//!
//! Moments and distances are sums over places, so a first pass adds up those of all blocks. A
//! second pass runs backward through each block with the gradients that follow from the total sums,
//! and adds up the picture's gradient where blocks overlap. A block is processed with a margin as
//! wide as the receptive field of the deepest layer reaches; places in the margin do not count.
//! Only the picture is kept between the passes, so each block runs forward twice.

mod sums;
#[cfg(test)]
mod tests;

use self::sums::Sums;
use crate::{
    blocks::{Block, blocks},
    net::{Distance, Focus, Gradient, Moments, Net, NetError},
    planes::{PlaneSize, Planes, Region},
    vgg::Relu,
};

/// A network that applies another one block by block; see the module.
pub struct BlockNet {
    net: Box<dyn Focus>,
    /// Longest side of a block in px, without margins.
    side: usize,
    picture: Planes,
    taps: Vec<Relu>,
    blocks: Vec<Block>,
    /// Index of the block whose activations the network has.
    current: Option<usize>,
    sums: Option<Sums>,
    targets: [Option<Target>; Relu::ALL.len()],
}

/// A kept target: the activations of each block.
struct Target {
    /// The size of the picture.
    size: PlaneSize,
    blocks: Vec<Planes>,
    /// The weights of all places, if they have any.
    weights: Option<Planes>,
}

impl BlockNet {
    /// Applies `net` to blocks of at most about `side` x `side` px; `side` should be several
    /// hundred.
    #[must_use]
    pub fn new(net: Box<dyn Focus>, side: usize) -> Self {
        Self {
            net,
            side,
            picture: Planes::default(),
            taps: Vec::new(),
            blocks: Vec::new(),
            current: None,
            sums: None,
            targets: Default::default(),
        }
    }

    fn check_tapped(&self, tap: Relu) -> Result<(), NetError> {
        if self.taps.contains(&tap) {
            Ok(())
        } else {
            Err(NetError::NotTapped(tap))
        }
    }

    fn target(&self, tap: Relu) -> Option<&Target> {
        self.targets[tap.index()]
            .as_ref()
            .filter(|target| target.size == self.picture.size())
    }

    /// Runs the network forward over one block, unless it has its activations already.
    fn forward_block(&mut self, number: usize) -> Result<Block, NetError> {
        let block = self.blocks[number];
        if self.current != Some(number) {
            self.current = None;
            self.net.focus(Some(block.inner.within(block.window)));
            self.net
                .forward(&self.picture.part(block.window), &self.taps)?;

            for tap in &self.taps {
                let target = self.targets[tap.index()]
                    .as_ref()
                    .filter(|target| target.size == self.picture.size());

                if let Some(target) = target.filter(|_| block.has_places(*tap)) {
                    self.net.set_target(*tap, &target.blocks[number])?;
                    if let Some(weights) = &target.weights {
                        let weights = weights.part(block.window.pooled(tap.poolings()));
                        self.net.weigh_target(*tap, weights.data())?;
                    }
                }
            }

            self.current = Some(number);
        }

        Ok(block)
    }

    /// The result of the first pass, which runs if it has not yet.
    fn sums(&mut self) -> Result<&Sums, NetError> {
        let sums = match self.sums.take() {
            Some(sums) => sums,
            None => self.sum_up()?,
        };
        Ok(self.sums.insert(sums))
    }

    fn sum_up(&mut self) -> Result<Sums, NetError> {
        let mut sums = Sums::default();
        let mut moments = Moments::default();
        for number in 0..self.blocks.len() {
            let block = self.forward_block(number)?;
            for tap in self
                .taps
                .clone()
                .into_iter()
                .filter(|tap| block.has_places(*tap))
            {
                self.net.moments(tap, &mut moments)?;
                sums.add_moments(tap, &moments);
                if self.target(tap).is_some() {
                    sums.add_distance(tap, self.net.distance(tap)?);
                }
            }
        }

        Ok(sums)
    }
}

impl Net for BlockNet {
    fn forward(&mut self, picture: &Planes, taps: &[Relu]) -> Result<(), NetError> {
        let deepest = taps.iter().copied().max().unwrap_or(Relu::R1_1);
        crate::net::check_size(picture, deepest)?;
        self.picture.clone_from(picture);
        self.taps = taps.to_vec();
        self.blocks = blocks(picture.size(), self.side);
        self.current = None;
        self.sums = None;
        Ok(())
    }

    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError> {
        self.check_tapped(tap)?;

        let all =
            Region::new(0..self.picture.height(), 0..self.picture.width()).pooled(tap.poolings());
        let mut activations = Planes::zeros(tap.channels(), all.height, all.width);
        for number in 0..self.blocks.len() {
            let block = self.forward_block(number)?;
            let part = self.net.activations(tap)?.part(block.places(tap));
            activations.add_part(block.inner.pooled(tap.poolings()), &part);
        }

        Ok(activations)
    }

    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError> {
        self.check_tapped(tap)?;
        self.sums()?.moments(tap, moments);
        Ok(())
    }

    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError> {
        self.check_tapped(tap)?;

        let mut kept = Vec::with_capacity(self.blocks.len());
        for number in 0..self.blocks.len() {
            let block = self.forward_block(number)?;
            kept.push(self.net.activations(tap)?.part(block.places(tap)));
        }

        self.targets[tap.index()] = Some(Target {
            size: self.picture.size(),
            blocks: kept,
            weights: None,
        });

        // The current activations and sums do not take the new target into account.
        self.current = None;
        self.sums = None;
        Ok(())
    }

    fn weigh_target(&mut self, tap: Relu, weights: &[f32]) -> Result<(), NetError> {
        self.check_tapped(tap)?;
        if self.target(tap).is_none() {
            return Err(NetError::NotTapped(tap));
        }

        let PlaneSize { height, width } = self.picture.size();
        let places = Region::new(0..height, 0..width).pooled(tap.poolings());
        if weights.len() != places.area() {
            return Err(NetError::NotTapped(tap));
        }

        if let Some(target) = &mut self.targets[tap.index()] {
            let weights = weights.to_vec();
            target.weights = Some(Planes::from_vec(1, places.height, places.width, weights));
        }

        // As for a new target.
        self.current = None;
        self.sums = None;
        Ok(())
    }

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        self.check_tapped(tap)?;
        if self.target(tap).is_none() {
            return Err(NetError::NotTapped(tap));
        }
        Ok(self.sums()?.distance(tap))
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        for gradient in gradients {
            self.check_tapped(gradient.tap())?;
            if matches!(gradient, Gradient::Target { tap, .. } if self.target(*tap).is_none()) {
                return Err(NetError::NotTapped(gradient.tap()));
            }
        }

        let PlaneSize { height, width } = self.picture.size();
        picture.reshape(3, height, width);
        picture.data_mut().fill(0.0);

        let mut part = Planes::default();

        // In reverse order, because the network still has the activations of the last block.
        for number in (0..self.blocks.len()).rev() {
            let block = self.forward_block(number)?;
            self.current = None;

            let cut: Vec<Option<Planes>> = gradients
                .iter()
                .map(|gradient| block.cut(gradient))
                .collect();
            let local: Vec<Gradient> = gradients
                .iter()
                .zip(&cut)
                .filter(|(gradient, _)| block.has_places(gradient.tap()))
                .map(|(&gradient, cut)| match cut {
                    Some(cut) => Gradient::Explicit {
                        tap: gradient.tap(),
                        gradient: cut,
                    },
                    None => gradient,
                })
                .collect();

            self.net.backward(&local, &mut part)?;
            picture.add_part(block.window, &part);
        }

        self.taps.clear();
        Ok(())
    }
}
