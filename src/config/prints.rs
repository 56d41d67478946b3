//! Section `prints` in the domain's words.

use super::{PrintSize, PrintZone, Prints, rules::days};
use crate::domain::{
    money::{Currency, Money},
    order::{self, CanvasSize, Delivery, Format, Zone, recipient::Country},
};

impl Prints {
    /// What is offered; nothing when it is switched off. What cannot be read was refused before.
    pub(super) fn offered(&self) -> order::Prints {
        let sizes = self
            .sizes
            .iter()
            .filter(|_| self.enabled)
            .filter_map(PrintSize::offered)
            .collect();

        order::Prints {
            sizes,
            zones: self.zones.iter().filter_map(PrintZone::offered).collect(),
            wrap_millimetres: u16::try_from(self.wrap_millimetres).unwrap_or(u16::MAX),
            keep_drafts: days(self.keep_drafts_days),
        }
    }
}

impl PrintSize {
    /// Its front, standing.
    pub(super) fn format(&self) -> Option<Format> {
        let side = |centimetres: u32| u16::try_from(centimetres).ok();
        let (width, height) = (
            side(self.width.min(self.height))?,
            side(self.width.max(self.height))?,
        );

        Some(Format::new(width, height))
    }

    fn offered(&self) -> Option<CanvasSize> {
        Some(CanvasSize {
            format: self.format()?,
            price: price(&self.price)?,
            dpi: u16::try_from(self.dpi).ok()?,
        })
    }
}

impl PrintZone {
    fn offered(&self) -> Option<Zone> {
        let way = Delivery {
            zone: self.name.clone(),
            ru: self.ru.clone(),
            en: self.en.clone(),
            price: price(&self.price)?,
        };

        let countries = self
            .countries
            .iter()
            .filter_map(|code| Country::parse(code))
            .collect();

        Some(Zone {
            way,
            countries,
            cities: self.cities.clone(),
        })
    }
}

/// Roubles as the settings write them.
pub(super) fn price(text: &str) -> Option<Money> {
    Money::parse(text, Currency::Rub)
}
