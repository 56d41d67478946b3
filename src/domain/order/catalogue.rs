//! The canvases and delivery methods on offer, with prices; `prints` of the settings.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::design::Format;
use super::recipient::{Country, Place};
use crate::domain::language::{Language, Translated};
use crate::domain::money::{Currency, Money};
use crate::domain::prices::Prices;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanvasSize {
    /// The size of its front, upright.
    pub format: Format,
    /// What it costs, in each currency that it is sold in.
    pub prices: Prices,
    /// The resolution of its master in dots per inch.
    pub dpi: u16,
}

/// A delivery method and the area it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// The same delivery with its price, once for each currency that it is paid in.
    pub ways: Vec<Delivery>,
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
    /// Its name, by languages.
    #[serde(flatten)]
    pub names: Translated,
    /// What it costs.
    pub price: Money,
}

impl Delivery {
    /// The longest name of a zone.
    pub const LONGEST: usize = 16;

    /// Its name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        self.names.in_language(language)
    }
}

impl Zone {
    /// The delivery with its price in a currency; `None` if it is not paid in it.
    #[must_use]
    pub fn way(&self, currency: Currency) -> Option<&Delivery> {
        self.ways.iter().find(|way| way.price.currency == currency)
    }

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

    /// The sizes that are sold in a currency.
    pub fn sizes_in(&self, currency: Currency) -> impl Iterator<Item = &CanvasSize> {
        self.sizes
            .iter()
            .filter(move |size| size.prices.get(currency).is_some())
    }

    /// The delivery methods for a place that are paid in a currency.
    pub fn ways(&self, place: &Place, currency: Currency) -> impl Iterator<Item = &Delivery> {
        self.zones
            .iter()
            .filter(|zone| zone.covers(place))
            .filter_map(move |zone| zone.way(currency))
    }

    /// Every country that is served for a currency, in the order of the settings.
    #[must_use]
    pub fn countries(&self, currency: Currency) -> Vec<Country> {
        let mut known = Vec::new();
        let zones = self
            .zones
            .iter()
            .filter(|zone| zone.way(currency).is_some());

        for country in zones.flat_map(|zone| &zone.countries) {
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
            ways: vec![Delivery {
                zone: name.into(),
                names: Translated::new([(Language::En, name.into())]),
                price: Money::roubles(roubles),
            }],
            countries: countries
                .iter()
                .map(|code| Country::parse(code).unwrap())
                .collect(),
            cities: cities.iter().map(|city| (*city).to_owned()).collect(),
        };

        let size = CanvasSize {
            format: Format::new(30, 40),
            prices: Prices::default().with(Money::roubles(1800)),
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
                .ways(&place, Currency::Rub)
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
    fn a_zone_is_offered_in_the_currencies_of_its_prices() {
        let mut prints = prints();
        let russia = &mut prints.zones[2];
        let abroad = Delivery {
            price: Money::new(1_290, Currency::Eur),
            ..russia.ways[0].clone()
        };
        russia.ways.push(abroad.clone());

        let place = Place {
            country: Country::parse("RU").unwrap(),
            city: "Tomsk".to_owned(),
        };
        let in_euros: Vec<&Delivery> = prints.ways(&place, Currency::Eur).collect();
        assert_eq!(in_euros, [&abroad]);
        assert_eq!(prints.countries(Currency::Eur), [place.country]);
        assert!(prints.countries(Currency::Usd).is_empty());
        assert_eq!(prints.sizes_in(Currency::Eur).count(), 0);
    }

    #[test]
    fn a_delivery_is_kept_with_its_names_beside_its_price() {
        let kept =
            r#"{"zone":"post","ru":"Почта","en":"Post","price":{"minor":59000,"currency":"RUB"}}"#;
        let way: Delivery = serde_json::from_str(kept).unwrap();
        assert_eq!(way.name(Language::Uk), "Почта");
        assert_eq!(way.name(Language::Fr), "Post");

        let again = serde_json::to_value(&way).unwrap();
        let before: serde_json::Value = serde_json::from_str(kept).unwrap();
        assert_eq!(again, before);
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
