//! Any size in fixed memory: the picture is worked off in blocks, and the gradient is still that of
//! the whole (Galerne, Raad, Lezama and Morel, "Scaling Painting Style Transfer", 2024).
//!
//! Moments and distances are sums over places, so a first pass adds up those of the blocks. A
//! second pass walks back from each block's places with what follows from the sums of all, and adds
//! up the gradients where blocks overlap. A block is seen with a margin as wide as the deepest
//! layer looks; the margin's own places do not count. Between the passes nothing is kept but the
//! picture, so the chain runs forward twice.

mod cut;
mod sums;
#[cfg(test)]
mod tests;

use self::{
    cut::{Block, blocks},
    sums::Sums,
};
use crate::{
    net::{Distance, Focus, Gradient, Moments, Net, NetError},
    planes::{Planes, Region},
    vgg::Relu,
};

/// See the module.
pub struct BlockNet {
    net: Box<dyn Focus>,
    /// Longest side of a block, without its margins.
    side: usize,
    picture: Planes,
    taps: Vec<Relu>,
    blocks: Vec<Block>,
    /// The block whose activations the network holds.
    held: Option<usize>,
    sums: Option<Sums>,
    targets: [Option<Target>; Relu::ALL.len()],
}

/// The activations of each block of the picture that they were kept of.
struct Target {
    size: (usize, usize),
    blocks: Vec<Planes>,
}

impl BlockNet {
    /// Shows pictures to `net` in blocks of at most about `side` x `side` pixels, which should be
    /// some hundreds.
    #[must_use]
    pub fn new(net: Box<dyn Focus>, side: usize) -> Self {
        Self {
            net,
            side,
            picture: Planes::default(),
            taps: Vec::new(),
            blocks: Vec::new(),
            held: None,
            sums: None,
            targets: Default::default(),
        }
    }

    fn size(&self) -> (usize, usize) {
        (self.picture.height(), self.picture.width())
    }

    fn check(&self, tap: Relu) -> Result<(), NetError> {
        if self.taps.contains(&tap) {
            Ok(())
        } else {
            Err(NetError::NotTapped(tap))
        }
    }

    fn target(&self, tap: Relu) -> Option<&Target> {
        self.targets[tap.index()]
            .as_ref()
            .filter(|target| target.size == self.size())
    }

    /// Runs the chain over one block, unless that was the last thing it did.
    fn hold(&mut self, number: usize) -> Result<Block, NetError> {
        let block = self.blocks[number];
        if self.held != Some(number) {
            self.held = None;
            self.net.focus(Some(block.inner.within(block.window)));
            self.net
                .forward(&self.picture.part(block.window), &self.taps)?;

            for tap in &self.taps {
                let size = (self.picture.height(), self.picture.width());
                let target = self.targets[tap.index()]
                    .as_ref()
                    .filter(|target| target.size == size);

                if let Some(target) = target.filter(|_| block.has_places(*tap)) {
                    self.net.set_target(*tap, &target.blocks[number])?;
                }
            }

            self.held = Some(number);
        }

        Ok(block)
    }

    /// The first pass, unless it was done.
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
            let block = self.hold(number)?;
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
        self.blocks = blocks((picture.height(), picture.width()), self.side);

        (self.held, self.sums) = (None, None);
        Ok(())
    }

    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError> {
        self.check(tap)?;

        let all =
            Region::new(0..self.picture.height(), 0..self.picture.width()).pooled(tap.poolings());
        let mut activations = Planes::zeros(tap.channels(), all.height, all.width);
        for number in 0..self.blocks.len() {
            let block = self.hold(number)?;
            let part = self.net.activations(tap)?.part(block.places(tap));
            activations.add_part(block.inner.pooled(tap.poolings()), &part);
        }

        Ok(activations)
    }

    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError> {
        self.check(tap)?;
        self.sums()?.moments(tap, moments);
        Ok(())
    }

    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError> {
        self.check(tap)?;

        let mut kept = Vec::with_capacity(self.blocks.len());
        for number in 0..self.blocks.len() {
            let block = self.hold(number)?;
            kept.push(self.net.activations(tap)?.part(block.places(tap)));
        }

        self.targets[tap.index()] = Some(Target {
            size: self.size(),
            blocks: kept,
        });

        // What was held and summed up knows nothing of it.
        (self.held, self.sums) = (None, None);
        Ok(())
    }

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        self.check(tap)?;
        if self.target(tap).is_none() {
            return Err(NetError::NotTapped(tap));
        }
        Ok(self.sums()?.distance(tap))
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        for gradient in gradients {
            self.check(gradient.tap())?;
            if matches!(gradient, Gradient::Target { tap, .. } if self.target(*tap).is_none()) {
                return Err(NetError::NotTapped(gradient.tap()));
            }
        }

        let (height, width) = self.size();
        picture.reshape(3, height, width);
        picture.data_mut().fill(0.0);

        let mut part = Planes::default();

        // Backwards: the network still holds the first pass's last block.
        for number in (0..self.blocks.len()).rev() {
            let block = self.hold(number)?;
            self.held = None;

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
