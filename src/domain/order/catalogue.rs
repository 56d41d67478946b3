//! The canvases and delivery methods on offer, with prices; `prints` of the settings.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::design::Format;
use super::recipient::{Country, Place};
use crate::domain::language::Language;
use crate::domain::money::Money;

/// The bleed that the print shop cuts off beyond the wrap, in millimetres.
pub const BLEED: u32 = 5;

/// The offer. Without sizes, canvases are not sold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prints {
    /// The canvases, in the order in which they are offered.
    pub sizes: Vec<CanvasSize>,
    /// The ways of delivery, in the order in which they are offered.
    pub zones: Vec<Zone>,
    /// How far the canvas wraps around its frame, in millimetres.
    pub wrap_millimetres: u16,
    /// How long an unfinished order is kept.
    pub keep_drafts: Duration,
}

/// A canvas on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CanvasSize {
    /// The size of its front, upright.
    pub format: Format,
    /// What it costs.
    pub price: Money,
    /// The resolution of its master in dots per inch.
    pub dpi: u16,
}

/// A delivery method and the area it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Its name and price.
    pub way: Delivery,
    /// The countries it serves.
    pub countries: Vec<Country>,
    /// The cities it serves in those countries; empty for all.
    pub cities: Vec<String>,
}

/// A delivery method as it was chosen, with its price at that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The zone's technical name.
    pub zone: String,
    /// Its name in Russian.
    pub ru: String,
    /// Its name in English.
    pub en: String,
    /// What it costs.
    pub price: Money,
}

impl Delivery {
    /// The longest name of a zone.
    pub const LONGEST: usize = 16;

    /// Its name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ru => &self.ru,
        }
    }
}

impl Zone {
    /// Whether it serves a place.
    #[must_use]
    pub fn covers(&self, place: &Place) -> bool {
        let wanted = plain(&place.city);
        self.countries.contains(&place.country)
            && (self.cities.is_empty() || self.cities.iter().any(|city| plain(city) == wanted))
    }
}

/// A city's name in the form in which names are compared: lower case, without "city" in front,
/// without hyphens and spaces.
fn plain(city: &str) -> String {
    let city: String = city
        .to_lowercase()
        .chars()
        .map(|letter| if letter == 'ё' { 'е' } else { letter })
        .collect();
    let city = city.trim();
    let words = Language::ALL.map(|language| language.text("city-words"));
    let mut words = words.iter().flat_map(|words| words.split_whitespace());
    let named = |word: &str| {
        city.strip_prefix(word)
            .filter(|rest| word.ends_with('.') || rest.starts_with(' '))
    };

    words
        .find_map(named)
        .unwrap_or(city)
        .chars()
        .filter(|letter| *letter != '-' && *letter != ' ')
        .collect()
}

impl Prints {
    /// The most unfinished orders one person may have.
    pub const DRAFTS: u32 = 5;

    /// The canvas of a format, upright or sideways.
    #[must_use]
    pub fn size(&self, format: Format) -> Option<&CanvasSize> {
        self.sizes
            .iter()
            .find(|size| size.format == format || size.format.turned() == format)
    }

    /// The delivery methods for a place.
    pub fn ways(&self, place: &Place) -> impl Iterator<Item = &Delivery> {
        self.zones
            .iter()
            .filter(|zone| zone.covers(place))
            .map(|zone| &zone.way)
    }

    /// Every country that is served, in the order of the settings.
    #[must_use]
    pub fn countries(&self) -> Vec<Country> {
        let mut known = Vec::new();
        for country in self.zones.iter().flat_map(|zone| &zone.countries) {
            if !known.contains(country) {
                known.push(*country);
            }
        }

        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints() -> Prints {
        let zone = |(name, roubles, countries, cities): (&str, u32, &[&str], &[&str])| Zone {
            way: Delivery {
                zone: name.into(),
                ru: name.into(),
                en: name.into(),
                price: Money::roubles(roubles),
            },
            countries: countries
                .iter()
                .map(|code| Country::parse(code).unwrap())
                .collect(),
            cities: cities.iter().map(|city| (*city).to_owned()).collect(),
        };

        let size = CanvasSize {
            format: Format::new(30, 40),
            price: Money::roubles(1800),
            dpi: 150,
        };

        let zones = [
            (
                "moscow",
                390,
                ["RU"].as_slice(),
                ["Москва", "Moscow"].as_slice(),
            ),
            ("petersburg", 490, &["RU"], &["Санкт-Петербург"]),
            ("russia", 590, &["RU"], &[]),
            ("near", 1290, &["BY", "KZ"], &[]),
        ];

        Prints {
            sizes: vec![size],
            zones: zones.map(zone).to_vec(),
            ..Prints::default()
        }
    }

    #[test]
    fn a_city_is_known_however_it_is_written() {
        let prints = prints();
        let ways = |country: &str, city: &str| {
            let place = Place {
                country: Country::parse(country).unwrap(),
                city: city.to_owned(),
            };
            prints
                .ways(&place)
                .map(|way| way.zone.clone())
                .collect::<Vec<_>>()
        };

        for city in [
            "Москва",
            " г. москва",
            "г.Москва",
            "город Москва",
            "MOSCOW",
            "city Moscow",
        ] {
            assert_eq!(ways("RU", city), ["moscow", "russia"], "{city}");
        }

        assert_eq!(ways("RU", "Санкт Петербург"), ["petersburg", "russia"]);
        assert_eq!(ways("RU", "Москваречье"), ["russia"]);
        assert_eq!(ways("RU", "Гатчина"), ["russia"]);
        assert_eq!(ways("KZ", "Москва"), ["near"]);
        assert!(ways("DE", "Berlin").is_empty());
    }

    #[test]
    fn a_canvas_is_found_however_it_hangs() {
        let prints = prints();
        assert_eq!(
            prints.size(Format::new(40, 30)),
            prints.size(Format::new(30, 40))
        );

        assert_eq!(prints.size(Format::new(31, 40)), None);
    }
}
