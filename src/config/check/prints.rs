//! Canvases that cannot be printed, prices that are none, ways that lead nowhere.

use std::collections::HashSet;

use super::{senseless, within, written_with};
use crate::{
    config::{PrintSize, PrintZone, Prints, SettingsError, prints::price},
    domain::{
        money::Money,
        order::{Delivery, catalogue::BLEED, recipient::Country},
    },
    engine::canvas::Canvas,
};

/// So many buttons stand below each other, beside the one that leads away.
const SIZES: usize = 5;
/// Telegram takes no more for one invoice in roubles.
const DEAREST: Money = Money::roubles(250_000);
/// The longest words on a button, beside the price.
const WORDS: usize = 26;
/// The longest name of a good on a receipt.
const ITEM: usize = 128;
/// So many countries fit below one question.
const COUNTRIES: usize = 8;

pub(super) fn check(prints: &Prints) -> Result<(), SettingsError> {
    within("prints.wrap_millimetres", prints.wrap_millimetres, 10, 100)?;
    within("prints.keep_drafts_days", prints.keep_drafts_days, 1, 3650)?;
    within("prints.master_minutes", prints.master_minutes, 0, 24 * 60)?;

    if !(1..=ITEM).contains(&prints.receipt_item.trim().chars().count()) {
        return Err(senseless(
            "prints.receipt_item",
            format!("must have 1 to {ITEM} letters"),
        ));
    }

    sizes(&prints.sizes)?;
    prints
        .sizes
        .iter()
        .try_for_each(|size| printable(size, prints.wrap_millimetres))?;

    zones(prints)
}

/// Whether a master can be made of this size.
fn printable(size: &PrintSize, wrap: u32) -> Result<(), SettingsError> {
    let canvas = Canvas::new(size.width * 10, size.height * 10, wrap, BLEED, size.dpi);
    canvas
        .map(|_| ())
        .map_err(|error| senseless("prints.sizes", format!("has {error}")))
}

fn sizes(sizes: &[PrintSize]) -> Result<(), SettingsError> {
    if sizes.len() > SIZES {
        return Err(senseless(
            "prints.sizes",
            format!("are {}, of which only {SIZES} can be shown", sizes.len()),
        ));
    }

    let mut known = HashSet::new();
    for size in sizes {
        within("prints.sizes.width", size.width, 10, 200)?;
        within("prints.sizes.height", size.height, 10, 200)?;
        within("prints.sizes.dpi", size.dpi, 72, 300)?;
        paid("prints.sizes.price", &size.price, 1)?;

        if !known.insert(size.format()) {
            let problem = format!("and height are {}x{} twice", size.width, size.height);
            return Err(senseless("prints.sizes.width", problem));
        }
    }

    Ok(())
}

/// A delivery may cost nothing, a canvas not.
fn paid(key: &'static str, text: &str, least: u64) -> Result<(), SettingsError> {
    let is_one = price(text).is_some_and(|price| (least..=DEAREST.minor).contains(&price.minor));
    let problem = || {
        format!(
            "must be roubles such as \"1800\" or \"349.50\", up to {}, not {text:?}",
            DEAREST.decimal()
        )
    };

    if is_one {
        Ok(())
    } else {
        Err(senseless(key, problem()))
    }
}

fn zones(prints: &Prints) -> Result<(), SettingsError> {
    let mut known = HashSet::new();
    for zone in &prints.zones {
        named(zone)?;
        paid("prints.zones.price", &zone.price, 0)?;

        if zone.countries.is_empty()
            || zone
                .countries
                .iter()
                .any(|code| Country::parse(code).is_none())
        {
            let problem = format!(
                "must be two letters each, such as [\"RU\"], not {:?}",
                zone.countries
            );
            return Err(senseless("prints.zones.countries", problem));
        }

        if !known.insert(&zone.name) {
            return Err(senseless(
                "prints.zones.name",
                format!("is {:?} twice", zone.name),
            ));
        }
    }

    if prints.enabled && !prints.sizes.is_empty() && prints.zones.is_empty() {
        return Err(senseless(
            "prints.zones",
            "are none: a canvas has to be delivered somehow".to_owned(),
        ));
    }

    let countries: HashSet<&String> = prints
        .zones
        .iter()
        .flat_map(|zone| &zone.countries)
        .collect();

    if countries.len() > COUNTRIES {
        let problem = format!(
            "are {} together, of which only {COUNTRIES} can be shown",
            countries.len()
        );
        return Err(senseless("prints.zones.countries", problem));
    }

    Ok(())
}

fn named(zone: &PrintZone) -> Result<(), SettingsError> {
    if !(1..=Delivery::LONGEST).contains(&zone.name.len()) || !written_with(&zone.name, "_-") {
        let problem = format!(
            "must be 1 to {} letters, digits, _ and -, not {:?}",
            Delivery::LONGEST,
            zone.name
        );
        return Err(senseless("prints.zones.name", problem));
    }

    for (key, words) in [("prints.zones.ru", &zone.ru), ("prints.zones.en", &zone.en)] {
        if !(1..=WORDS).contains(&words.trim().chars().count()) {
            return Err(senseless(
                key,
                format!("must have 1 to {WORDS} letters, not {words:?}"),
            ));
        }
    }

    Ok(())
}
