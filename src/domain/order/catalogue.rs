//! What is printed and delivered, and for how much; `prints` of the settings.

use serde::{Deserialize, Serialize};

use super::design::Format;
use super::recipient::{Country, Place};
use crate::domain::language::Language;
use crate::domain::money::Money;

/// What the print shop cuts off beyond the wrap, in millimetres.
pub const BLEED: u32 = 5;

/// The offer. Without sizes nothing is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prints {
    /// The canvases, in the order in which they are offered.
    pub sizes: Vec<CanvasSize>,
    /// The ways of delivery, in the order in which they are offered.
    pub zones: Vec<Zone>,
    /// How far a canvas goes around its stretcher, in millimetres.
    pub wrap_millimetres: u16,
    /// How many unfinished orders one person may have.
    pub drafts_at_once: u32,
}

/// A canvas that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CanvasSize {
    /// Its front, standing.
    pub format: Format,
    /// What it costs.
    pub price: Money,
    /// The points an inch of its master.
    pub dpi: u16,
}

/// A way of delivery and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What it is called and costs.
    pub way: Delivery,
    /// The countries it leads to.
    pub countries: Vec<Country>,
    /// The cities there, as people write them; empty for all.
    pub cities: Vec<String>,
}

/// A way of delivery as it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The zone's name in buttons and books.
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
    /// Whether it leads to a place.
    #[must_use]
    pub fn covers(&self, place: &Place) -> bool {
        let wanted = plain(&place.city);
        self.countries.contains(&place.country)
            && (self.cities.is_empty() || self.cities.iter().any(|city| plain(city) == wanted))
    }
}

/// A city as it is compared: "г. Москва", "МОСКВА" and "Moscow " are what they mean.
fn plain(city: &str) -> String {
    let city = city.to_lowercase().replace('ё', "е");
    let city = city.trim();
    let city = ["город ", "г. ", "г.", "г "].iter().find_map(|prefix| city.strip_prefix(prefix)).unwrap_or(city);
    city.trim().replace(['-', ' '], "")
}

impl Prints {
    /// The canvas of a format, hung either way.
    #[must_use]
    pub fn size(&self, format: Format) -> Option<&CanvasSize> {
        self.sizes.iter().find(|size| size.format == format || size.format.turned() == format)
    }

    /// The ways that lead to a place.
    pub fn ways(&self, place: &Place) -> impl Iterator<Item = &Delivery> {
        self.zones.iter().filter(|zone| zone.covers(place)).map(|zone| &zone.way)
    }

    /// Every country that some way leads to, in their order.
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

    /// The numbers of `config/default.toml`.
    #[must_use]
    pub fn usual() -> Self {
        let size = |(width, height, roubles)| CanvasSize {
            format: Format::new(width, height),
            price: Money::roubles(roubles),
            dpi: 150,
        };
        let zone = |(name, ru, en, roubles, countries, cities): ZoneRow| Zone {
            way: Delivery { zone: name.into(), ru: ru.into(), en: en.into(), price: Money::roubles(roubles) },
            countries: countries.iter().filter_map(|code| Country::parse(code)).collect(),
            cities: cities.iter().map(|city| (*city).to_owned()).collect(),
        };
        Self {
            sizes: [(30, 40, 1800), (40, 60, 2900), (60, 90, 4900)].map(size).to_vec(),
            zones: USUAL_ZONES.map(zone).to_vec(),
            wrap_millimetres: 40,
            drafts_at_once: 5,
        }
    }
}

type ZoneRow = (&'static str, &'static str, &'static str, u32, &'static [&'static str], &'static [&'static str]);

const USUAL_ZONES: [ZoneRow; 4] = [
    ("moscow", "Курьер по Москве", "Courier in Moscow", 390, &["RU"], &["Москва", "Moscow"]),
    (
        "petersburg",
        "Курьер по Петербургу",
        "Courier in St Petersburg",
        490,
        &["RU"],
        &["Санкт-Петербург", "Петербург", "СПб", "Saint Petersburg", "St Petersburg", "St. Petersburg"],
    ),
    ("russia", "Почта по России", "Post within Russia", 590, &["RU"], &[]),
    ("near", "Почта в соседние страны", "Post to near countries", 1290, &["BY", "KZ", "AM", "KG"], &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_known_however_it_is_written() {
        let prints = Prints::usual();
        let ways = |country: &str, city: &str| {
            let place = Place { country: Country::parse(country).unwrap(), city: city.to_owned() };
            prints.ways(&place).map(|way| way.zone.clone()).collect::<Vec<_>>()
        };
        for city in ["Москва", " г. москва", "MOSCOW"] {
            assert_eq!(ways("RU", city), ["moscow", "russia"], "{city}");
        }
        assert_eq!(ways("RU", "Санкт Петербург"), ["petersburg", "russia"]);
        assert_eq!(ways("RU", "Москваречье"), ["russia"]);
        assert_eq!(ways("KZ", "Москва"), ["near"]);
        assert!(ways("DE", "Berlin").is_empty());
    }

    #[test]
    fn a_canvas_is_found_however_it_hangs() {
        let prints = Prints::usual();
        assert_eq!(prints.size(Format::new(40, 30)), prints.size(Format::new(30, 40)));
        assert_eq!(prints.size(Format::new(31, 40)), None);
    }
}
