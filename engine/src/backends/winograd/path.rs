//! How this processor runs the network: in which precision, on which vector unit.

use super::{refusal::AmxRefusal, simd::Level};

/// How numbers are stored and multiplied. Sums are always f32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// f32 throughout.
    F32,
    /// Maps and kernels in bf16, products of bf16: half the memory, and twice as fast and more on
    /// vector units that have such products.
    Bf16,
}

impl Precision {
    /// Its name in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::Bf16 => "bf16",
        }
    }
}

/// A precision and a vector unit that this processor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    precision: Precision,
    level: Level,
}

impl Path {
    /// The path in this precision on this vector unit.
    #[must_use]
    pub fn new(precision: Precision, level: Level) -> Self {
        Self { precision, level }
    }

    /// Every path that is the fastest of its precision up to some vector unit, the fastest first:
    /// bf16 only where the vector unit multiplies it faster.
    pub fn available() -> impl Iterator<Item = Self> {
        Level::available().map(|level| {
            let precision = if level.is_fast_at_bf16() {
                Precision::Bf16
            } else {
                Precision::F32
            };
            Self { precision, level }
        })
    }

    /// Its precision.
    #[must_use]
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Its vector unit.
    #[must_use]
    pub fn level(self) -> Level {
        self.level
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {}", self.precision.name(), self.level.name())
    }
}

/// Why this process does not use AMX; `None` if it can.
#[must_use]
pub fn amx_refusal() -> Option<AmxRefusal> {
    #[cfg(target_arch = "x86_64")]
    let refusal = super::amx::refusal();
    #[cfg(not(target_arch = "x86_64"))]
    let refusal = Some(AmxRefusal::Processor);

    refusal
}
