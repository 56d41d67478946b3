//! How the CPU runs the network: the operator's choice of precision and vector unit, and what this
//! processor has of it.

use std::str::FromStr;

use crate::{
    backends::winograd::{AmxRefusal, Level, Path, Precision, amx_refusal},
    recipe::Preset,
    vgg::Variant,
};

/// The operator's choice of the precision of networks on the CPU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrecisionChoice {
    /// bf16 where the vector unit multiplies it faster and the network is normalised, else f32.
    #[default]
    Auto,
    /// This one for every network.
    Only(Precision),
}

impl FromStr for PrecisionChoice {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "auto" => Ok(Self::Auto),
            "f32" => Ok(Self::Only(Precision::F32)),
            "bf16" => Ok(Self::Only(Precision::Bf16)),
            _ => Err(format!(
                "there is no precision {name}; choose auto, f32 or bf16"
            )),
        }
    }
}

/// The operator's choice of the processor's vector unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnitChoice {
    /// The fastest that the processor has.
    #[default]
    Auto,
    /// The one of this name, which is among [`Level::NAMES`].
    Only(&'static str),
}

impl FromStr for UnitChoice {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name == "auto" {
            return Ok(Self::Auto);
        }

        let known = Level::NAMES.into_iter().find(|known| *known == name);
        known.map(Self::Only).ok_or_else(|| {
            format!(
                "there is no vector unit {name}; choose auto, {}",
                Level::NAMES.join(", ")
            )
        })
    }
}

/// This processor has no such vector unit, or may not use it.
#[derive(Debug, thiserror::Error)]
#[error("this processor has no vector unit {name}; it has {available}{}", reason(.name))]
pub struct NoSuchUnit {
    name: &'static str,
    available: String,
}

/// Why tiles cannot be used, if those are meant.
fn reason(name: &str) -> String {
    match amx_refusal() {
        Some(refusal) if name == "amx" => format!(": {refusal}"),
        _ => String::new(),
    }
}

/// A choice of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProcessorChoice {
    /// The precision.
    pub precision: PrecisionChoice,
    /// The vector unit.
    pub unit: UnitChoice,
}

impl ProcessorChoice {
    /// What the processor has of it.
    ///
    /// # Errors
    /// If it does not have that vector unit.
    pub fn open(self) -> Result<Processor, NoSuchUnit> {
        let level = match self.unit {
            UnitChoice::Auto => Level::best(),
            UnitChoice::Only(name) => Level::available()
                .find(|level| level.name() == name)
                .ok_or_else(|| NoSuchUnit {
                    name,
                    available: Level::available()
                        .map(Level::name)
                        .collect::<Vec<_>>()
                        .join(", "),
                })?,
        };

        Ok(Processor {
            precision: self.precision,
            level,
        })
    }
}

/// How networks run on this processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processor {
    precision: PrecisionChoice,
    level: Level,
}

impl Default for Processor {
    /// The fastest that there is.
    fn default() -> Self {
        Self {
            precision: PrecisionChoice::Auto,
            level: Level::best(),
        }
    }
}

impl Processor {
    /// The path of this network. One that is not normalised keeps f32: its losses are small
    /// differences of large numbers.
    #[must_use]
    pub fn path(self, variant: Variant) -> Path {
        let precision = match self.precision {
            PrecisionChoice::Only(precision) => precision,
            PrecisionChoice::Auto if self.level.is_fast_at_bf16() && variant.normalised => {
                Precision::Bf16
            }
            PrecisionChoice::Auto => Precision::F32,
        };

        Path::new(precision, self.level)
    }

    /// The path of the default preset's network.
    #[must_use]
    pub fn painting_path(self) -> Path {
        self.path(Preset::Default.recipe().variant)
    }

    /// The path in full precision.
    #[must_use]
    pub fn exact_path(self) -> Path {
        Path::new(Precision::F32, self.level)
    }
}

impl std::fmt::Display for Processor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.painting_path())?;

        match amx_refusal() {
            Some(refusal @ (AmxRefusal::System | AmxRefusal::WrongProduct)) => {
                write!(f, " ({refusal})")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(precision: &str, unit: &str) -> Processor {
        ProcessorChoice {
            precision: precision.parse().unwrap(),
            unit: unit.parse().unwrap(),
        }
        .open()
        .unwrap()
    }

    #[test]
    fn bf16_is_chosen_where_it_is_faster_and_does_not_harm() {
        for level in Level::available() {
            let processor = open("auto", level.name());
            let gatys = processor.path(Preset::Gatys.recipe().variant);
            let is_bf16 = processor.painting_path().precision() == Precision::Bf16;

            assert_eq!(is_bf16, level.is_fast_at_bf16(), "{level:?}");
            assert_eq!(gatys.precision(), Precision::F32, "{level:?}");
            assert_eq!(
                processor.path(Preset::Default.recipe().variant).level(),
                level
            );
        }
    }

    #[test]
    fn a_choice_is_kept_on_every_unit() {
        for level in Level::available() {
            for (name, precision) in [("f32", Precision::F32), ("bf16", Precision::Bf16)] {
                let processor = open(name, level.name());
                assert_eq!(processor.painting_path(), Path::new(precision, level));
                assert_eq!(processor.exact_path(), Path::new(Precision::F32, level));
            }
        }
    }

    #[test]
    fn a_unit_that_is_not_there_is_refused_by_name() {
        let available: Vec<_> = Level::available().map(Level::name).collect();
        for name in Level::NAMES {
            let choice = ProcessorChoice {
                unit: name.parse().unwrap(),
                ..ProcessorChoice::default()
            };

            match choice.open() {
                Ok(_) => assert!(available.contains(&name), "{name}"),
                Err(error) => {
                    assert!(!available.contains(&name), "{name}");
                    assert!(error.to_string().contains(name), "{error}");
                }
            }
        }

        assert!("sse".parse::<UnitChoice>().is_err());
        assert!("f16".parse::<PrecisionChoice>().is_err());
    }
}
