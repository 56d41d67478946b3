//! Section `prints`: canvases and their delivery, read into the domain's own types.

use serde::Deserialize;

use super::{
    rules::days,
    validation::{InvalidSetting, each, invalid, is_written_with, within},
};
use crate::domain::{
    language::{Language, Translated},
    money::{Currency, Money},
    order::{self, CanvasSize, Delivery, Format, Zone, recipient::Country},
    prices::Prices,
};

/// Telegram's limit for one invoice in roubles.
const HIGHEST_PRICE: Money = Money::roubles(250_000);
/// The longest name of a delivery zone that fits on a button, beside the price.
const LONGEST_LABEL: usize = 26;

/// Section `prints`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prints {
    /// Whether canvases can be ordered.
    pub enabled: bool,
    /// The name of a canvas on a receipt.
    pub receipt_item: String,
    /// How far a canvas wraps around the edge of its stretcher.
    pub wrap_millimetres: u16,
    /// How long an order is kept that was never confirmed.
    pub keep_drafts_days: u32,
    /// How long making the file for the print shop may take.
    pub master_minutes: u32,
    /// The canvases on offer.
    #[serde(deserialize_with = "each::<CanvasSizeFields, _, _>")]
    pub sizes: Vec<CanvasSize>,
    /// The ways of delivery on offer.
    #[serde(deserialize_with = "each::<ZoneFields, _, _>")]
    pub zones: Vec<Zone>,
}

impl Prints {
    /// What can be ordered; no sizes when canvases are switched off.
    pub(super) fn catalogue(&self) -> order::Prints {
        let sizes = if self.enabled {
            self.sizes.clone()
        } else {
            Vec::new()
        };

        order::Prints {
            sizes,
            zones: self.zones.clone(),
            wrap_millimetres: self.wrap_millimetres,
            keep_drafts: days(self.keep_drafts_days),
        }
    }
}

/// One of `prints.sizes` as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CanvasSizeFields {
    width: u32,
    height: u32,
    /// In roubles; not sold for roubles without it.
    price: Option<String>,
    /// In other currencies.
    #[serde(default)]
    prices: Prices,
    dpi: u32,
}

impl TryFrom<CanvasSizeFields> for CanvasSize {
    type Error = InvalidSetting;

    fn try_from(fields: CanvasSizeFields) -> Result<Self, InvalidSetting> {
        let width = number("prints.sizes.width", fields.width, 10, 200)?;
        let height = number("prints.sizes.height", fields.height, 10, 200)?;

        Ok(Self {
            format: Format::new(width.min(height), width.max(height)),
            prices: all_prices("prints.sizes", fields.price.as_deref(), fields.prices, 1)?,
            dpi: number("prints.sizes.dpi", fields.dpi, 72, 300)?,
        })
    }
}

/// One of `prints.zones` as the file has it.
#[derive(Deserialize)]
struct ZoneFields {
    name: String,
    /// In roubles; not offered for roubles without it.
    price: Option<String>,
    /// In other currencies.
    #[serde(default)]
    prices: Prices,
    /// Codes of two letters.
    countries: Vec<String>,
    /// Empty for every city.
    cities: Vec<String>,
    /// Every other key is the code of a language.
    #[serde(flatten)]
    names: Translated,
}

impl TryFrom<ZoneFields> for Zone {
    type Error = InvalidSetting;

    fn try_from(fields: ZoneFields) -> Result<Self, InvalidSetting> {
        check_name(&fields.name)?;
        check_labels(&fields.names)?;

        let prices = all_prices("prints.zones", fields.price.as_deref(), fields.prices, 0)?;
        let way = |price: Money| Delivery {
            price,
            zone: fields.name.clone(),
            names: fields.names.clone(),
        };

        Ok(Self {
            ways: prices.iter().map(way).collect(),
            countries: countries(&fields.countries)?,
            cities: cities(fields.cities)?,
        })
    }
}

fn check_name(name: &str) -> Result<(), InvalidSetting> {
    if (1..=Delivery::LONGEST).contains(&name.len()) && is_written_with(name, "_-") {
        return Ok(());
    }

    let problem = format!(
        "must be 1 to {} letters, digits, _ and -, not {name:?}",
        Delivery::LONGEST
    );
    Err(invalid("prints.zones.name", problem))
}

/// English and Russian are wanted, since people of all other languages read one of them.
fn check_labels(names: &Translated) -> Result<(), InvalidSetting> {
    let wanted =
        [Language::En, Language::Ru].map(|language| (language, names.exactly_in(language)));

    for (language, label) in wanted.into_iter().chain(names.all()) {
        if !(1..=LONGEST_LABEL).contains(&label.trim().chars().count()) {
            let code = language.code();
            let problem = format!("must have 1 to {LONGEST_LABEL} letters, not {label:?}");
            return Err(invalid("prints.zones", format!("{code} {problem}")));
        }
    }

    Ok(())
}

fn countries(codes: &[String]) -> Result<Vec<Country>, InvalidSetting> {
    let countries: Option<Vec<Country>> = codes.iter().map(|code| Country::parse(code)).collect();

    countries
        .filter(|countries| !countries.is_empty())
        .ok_or_else(|| {
            let problem = format!("must be codes of two letters such as [\"RU\"], not {codes:?}");
            invalid("prints.zones.countries", problem)
        })
}

fn cities(cities: Vec<String>) -> Result<Vec<String>, InvalidSetting> {
    if cities.iter().any(|city| city.trim().is_empty()) {
        let problem = "has an empty name; an empty list means all cities";
        return Err(invalid("prints.zones.cities", problem));
    }

    Ok(cities)
}

fn number(key: &'static str, value: u32, least: u16, most: u16) -> Result<u16, InvalidSetting> {
    within(key, value, least.into(), most.into())?;
    Ok(u16::try_from(value).unwrap_or(most))
}

/// The prices in roubles and in other currencies, of at least `lowest` in the smallest unit.
fn all_prices(
    section: &str,
    roubles: Option<&str>,
    others: Prices,
    lowest: u64,
) -> Result<Prices, InvalidSetting> {
    let is_wrong = |price: Money| {
        matches!(price.currency, Currency::Rub | Currency::Xtr)
            || !(lowest..=HIGHEST_PRICE.minor).contains(&price.minor)
    };

    if let Some(price) = others.iter().find(|price| is_wrong(*price)) {
        let problem = format!("has {price}, which is not sold in that currency or amount");
        return Err(invalid(format!("{section}.prices"), problem));
    }

    let prices = match roubles {
        Some(roubles) => others.with(price(format!("{section}.price"), roubles, lowest)?),
        None => others,
    };

    if prices.is_empty() {
        let problem = "is missing: set it (roubles) or prices (other currencies)";
        return Err(invalid(format!("{section}.price"), problem));
    }

    Ok(prices)
}

/// A price of at least `lowest` kopecks.
fn price(key: String, text: &str, lowest: u64) -> Result<Money, InvalidSetting> {
    let is_allowed = |price: &Money| (lowest..=HIGHEST_PRICE.minor).contains(&price.minor);

    Money::parse(text, Currency::Rub)
        .filter(is_allowed)
        .ok_or_else(|| {
            let highest = HIGHEST_PRICE.decimal();
            let problem = format!(
                "must be roubles such as \"1800\" or \"349.50\", up to {highest}, not {text:?}"
            );
            invalid(key, problem)
        })
}
