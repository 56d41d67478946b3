//! Checks of canvases and their delivery beyond what each item says by itself.

use std::collections::HashSet;

use super::{currencies, payments::LONGEST_ITEM};
use crate::{
    config::{
        Prints,
        validation::{InvalidSetting, invalid, within},
    },
    domain::{
        money::Currency,
        order::{CanvasSize, Zone, catalogue::BLEED},
    },
    engine::canvas::Canvas,
};

/// The most sizes that fit below one message, beside the button that leads back.
const MOST_SIZES: usize = 5;
/// The most countries that fit below one question.
const MOST_COUNTRIES: usize = 8;

pub(super) fn check(prints: &Prints) -> Result<(), InvalidSetting> {
    within(
        "prints.wrap_millimetres",
        prints.wrap_millimetres.into(),
        10,
        100,
    )?;
    within("prints.keep_drafts_days", prints.keep_drafts_days, 1, 3650)?;
    within("prints.master_minutes", prints.master_minutes, 0, 24 * 60)?;

    let letters = prints.receipt_item.trim().chars().count();
    if !(1..=LONGEST_ITEM).contains(&letters) {
        let problem = format!("must have 1 to {LONGEST_ITEM} letters");
        return Err(invalid("prints.receipt_item", problem));
    }

    sizes(prints)?;
    zones(&prints.zones)?;

    if prints.enabled && !prints.sizes.is_empty() && prints.zones.is_empty() {
        let problem = "is empty: a canvas needs at least one way of delivery";
        return Err(invalid("prints.zones", problem));
    }

    Ok(())
}

fn sizes(prints: &Prints) -> Result<(), InvalidSetting> {
    let sizes = &prints.sizes;
    if sizes.len() > MOST_SIZES {
        let problem = format!("are {}, but only {MOST_SIZES} can be shown", sizes.len());
        return Err(invalid("prints.sizes", problem));
    }

    let mut known = HashSet::new();
    for size in sizes {
        if !known.insert(size.format) {
            let problem = format!("and height are {} twice", size.format);
            return Err(invalid("prints.sizes.width", problem));
        }

        has_a_master(size, prints.wrap_millimetres)?;

        let others = size.prices.iter();
        for price in others.filter(|price| price.currency != Currency::Rub) {
            currencies::is_payable("prints.sizes.prices", price)?;
        }
    }

    Ok(())
}

/// Whether a file for the print shop can be made in this size.
fn has_a_master(size: &CanvasSize, wrap_millimetres: u16) -> Result<(), InvalidSetting> {
    let canvas = Canvas::new(
        u32::from(size.format.width) * 10,
        u32::from(size.format.height) * 10,
        wrap_millimetres.into(),
        BLEED,
        size.dpi.into(),
    );

    canvas
        .map(|_| ())
        .map_err(|error| invalid("prints.sizes", format!("has {error}")))
}

fn zones(zones: &[Zone]) -> Result<(), InvalidSetting> {
    let mut known = HashSet::new();
    for zone in zones {
        let name = zone.ways.first().map(|way| &way.zone);
        if !known.insert(name) {
            let problem = format!("is {:?} twice", name.map_or("", String::as_str));
            return Err(invalid("prints.zones.name", problem));
        }
    }

    Currency::ALL
        .into_iter()
        .try_for_each(|currency| countries(zones, currency))
}

/// The countries that are offered to who pays in a currency fit below one question.
fn countries(zones: &[Zone], currency: Currency) -> Result<(), InvalidSetting> {
    let paid = zones.iter().filter(|zone| zone.way(currency).is_some());
    let countries: HashSet<_> = paid.flat_map(|zone| &zone.countries).collect();
    if countries.len() <= MOST_COUNTRIES {
        return Ok(());
    }

    let problem = format!(
        "are {} together in {}, but only {MOST_COUNTRIES} can be shown",
        countries.len(),
        currency.code()
    );
    Err(invalid("prints.zones.countries", problem))
}
