//! Money is where a wrong setting costs most.

use std::collections::HashSet;

use secrecy::ExposeSecret;

use super::{senseless, within, written_with};
use crate::{
    config::{Environment, Pack, Promo, ReceiptAsk, Settings, SettingsError, Switch},
    domain::{rules, time::Moment},
};

/// So many buttons stand below each other.
const PACKS: usize = 6;
/// The longest name of a good on a receipt.
const ITEM: usize = 128;

pub(super) fn check(settings: &Settings) -> Result<(), SettingsError> {
    packs(&settings.packs)?;
    within(
        "gifts.first_purchase",
        settings.gifts.first_purchase,
        0,
        100_000,
    )?;

    within("gifts.inviter", settings.gifts.inviter, 0, 100_000)?;
    promos(&settings.promo)?;
    receipt(settings)?;
    yookassa(settings)?;

    test_payments(settings)
}

fn packs(packs: &[Pack]) -> Result<(), SettingsError> {
    if packs.len() > PACKS {
        return Err(senseless(
            "packs",
            format!("are {}, of which only {PACKS} can be shown", packs.len()),
        ));
    }

    let mut known = HashSet::new();
    for pack in packs {
        within("packs.credits", pack.credits, 1, 100_000)?;
        within("packs.bonus", pack.bonus, 0, 100_000)?;
        within("packs.stars", pack.stars, 1, 100_000)?;
        within("packs.roubles", pack.roubles, 1, 1_000_000)?;

        if !known.insert(pack.credits) {
            let problem = format!(
                "is {} twice: a pack is known by its number of credits",
                pack.credits
            );
            return Err(senseless("packs.credits", problem));
        }
    }

    Ok(())
}

fn promos(promos: &[Promo]) -> Result<(), SettingsError> {
    let mut known = HashSet::new();
    for promo in promos {
        let Some(code) = rules::Promo::written(&promo.code) else {
            let problem = format!(
                "must be 1 to {} letters, digits, - and _, not {:?}",
                rules::Promo::LONGEST,
                promo.code
            );
            return Err(senseless("promo.code", problem));
        };

        within("promo.credits", promo.credits, 1, 100_000)?;
        within("promo.uses", promo.uses.unwrap_or(1), 1, u32::MAX)?;

        if let Some(until) = promo
            .until
            .as_deref()
            .filter(|until| Moment::parse_date(until).is_none())
        {
            return Err(senseless(
                "promo.until",
                format!("must be a day such as \"2026-12-31\", not {until:?}"),
            ));
        }

        if !known.insert(code) {
            return Err(senseless(
                "promo.code",
                format!("is {:?} twice", promo.code),
            ));
        }
    }

    Ok(())
}

fn receipt(settings: &Settings) -> Result<(), SettingsError> {
    let receipt = &settings.receipt;
    within("receipt.vat_code", receipt.vat_code.into(), 1, 12)?;
    within(
        "receipt.tax_system_code",
        receipt.tax_system_code.into(),
        0,
        6,
    )?;

    let letters = receipt.item.trim().chars().count();
    if receipt.ask != ReceiptAsk::No && !(1..=ITEM).contains(&letters) {
        return Err(senseless(
            "receipt.item",
            format!("must have 1 to {ITEM} letters when receipt.ask is not \"no\""),
        ));
    }

    Ok(())
}

/// Never shows the secret itself.
fn yookassa(settings: &Settings) -> Result<(), SettingsError> {
    let yookassa = &settings.yookassa;
    if !yookassa.shop_id.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(senseless(
            "yookassa.shop_id",
            "must be the shop's number".to_owned(),
        ));
    }

    let key = yookassa.secret_key.expose_secret();
    if !written_with(key, "_-*") || key.is_empty() != yookassa.shop_id.is_empty() {
        let problem =
            "must be the key that YooKassa gave, and stand beside yookassa.shop_id".to_owned();
        return Err(senseless("yookassa.secret_key", problem));
    }

    Ok(())
}

fn test_payments(settings: &Settings) -> Result<(), SettingsError> {
    if settings.test_payments.enabled != Switch::On {
        return Ok(());
    }

    let problem = match (settings.environment, settings.yookassa.shop_id.is_empty()) {
        (Environment::Production, _) => {
            "must not be on when environment is \"production\": nobody would really pay"
        }
        (_, false) => {
            "must not be on when yookassa.shop_id is set: of the two only one can take payments"
        }
        (Environment::Development, true) => return Ok(()),
    };

    Err(senseless("test_payments.enabled", problem.to_owned()))
}
