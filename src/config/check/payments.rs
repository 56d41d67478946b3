//! Checks of everything about money: packs, gifts, promo codes, receipts and providers.

use std::collections::HashSet;

use secrecy::ExposeSecret;

use super::currencies;
use crate::{
    config::{
        Environment, Receipt, Settings, Switch, Yookassa,
        validation::{InvalidSetting, invalid, is_written_with, within},
    },
    domain::{
        money::Currency,
        payment::{Gifts, Pack},
        prices::Prices,
        receipt::ReceiptTo,
        rules::Promo,
    },
};

/// The most packs that fit below one message.
const MOST_PACKS: usize = 6;
/// The longest name of an item on a receipt.
pub(super) const LONGEST_ITEM: usize = 128;

pub(super) fn check(settings: &Settings) -> Result<(), InvalidSetting> {
    packs(&settings.packs)?;
    gifts(settings.gifts)?;
    promos(&settings.promo)?;
    receipt(&settings.receipt)?;
    yookassa(&settings.yookassa)?;
    stripe(settings)?;
    test_payments(settings)?;

    currencies::check(settings)
}

fn packs(packs: &[Pack]) -> Result<(), InvalidSetting> {
    if packs.len() > MOST_PACKS {
        let problem = format!("are {}, but only {MOST_PACKS} can be shown", packs.len());
        return Err(invalid("packs", problem));
    }

    let mut known = HashSet::new();
    for pack in packs {
        within("packs.credits", pack.credits.amount(), 1, 100_000)?;
        within("packs.bonus", pack.bonus.amount(), 0, 100_000)?;
        within("packs.stars", pack.stars, 1, 100_000)?;
        within("packs.roubles", pack.roubles.unwrap_or(1), 1, 1_000_000)?;
        prices("packs.prices", &pack.prices)?;

        if !known.insert(pack.credits) {
            let problem = format!(
                "is {} twice: a pack is identified by its number of credits",
                pack.credits
            );
            return Err(invalid("packs.credits", problem));
        }
    }

    Ok(())
}

/// Prices in other currencies than those that have a key of their own, which Stripe can take.
pub(super) fn prices(key: &'static str, prices: &Prices) -> Result<(), InvalidSetting> {
    for price in prices.iter() {
        if matches!(price.currency, Currency::Rub | Currency::Xtr) {
            let problem = format!(
                "cannot have {}: it has a key of its own",
                price.currency.code()
            );
            return Err(invalid(key, problem));
        }

        currencies::is_payable(key, price)?;
    }

    Ok(())
}

fn gifts(gifts: Gifts) -> Result<(), InvalidSetting> {
    within(
        "gifts.first_purchase",
        gifts.first_purchase.amount(),
        0,
        100_000,
    )?;

    within("gifts.inviter", gifts.inviter.amount(), 0, 100_000)
}

fn promos(promos: &[Promo]) -> Result<(), InvalidSetting> {
    let mut known = HashSet::new();
    for promo in promos {
        if !known.insert(&promo.code) {
            return Err(invalid("promo.code", format!("is {:?} twice", promo.code)));
        }
    }

    Ok(())
}

fn receipt(receipt: &Receipt) -> Result<(), InvalidSetting> {
    within("receipt.vat_code", receipt.vat_code.into(), 1, 12)?;
    within(
        "receipt.tax_system_code",
        receipt.tax_system_code.into(),
        0,
        6,
    )?;

    let letters = receipt.item.trim().chars().count();
    if receipt.ask != ReceiptTo::Nowhere && !(1..=LONGEST_ITEM).contains(&letters) {
        let problem =
            format!("must have 1 to {LONGEST_ITEM} letters when receipt.ask is not \"no\"");
        return Err(invalid("receipt.item", problem));
    }

    Ok(())
}

/// The message never contains the secret itself.
fn yookassa(yookassa: &Yookassa) -> Result<(), InvalidSetting> {
    if !yookassa.shop_id.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(invalid("yookassa.shop_id", "must be the shop's number"));
    }

    let key = yookassa.secret_key.expose_secret();
    if !is_written_with(key, "_-*") || key.is_empty() != yookassa.shop_id.is_empty() {
        return Err(invalid(
            "yookassa.secret_key",
            "must be the key that YooKassa gave, and needs yookassa.shop_id beside it",
        ));
    }

    Ok(())
}

/// The messages never contain the secrets themselves.
fn stripe(settings: &Settings) -> Result<(), InvalidSetting> {
    let stripe = &settings.stripe;
    let key = stripe.secret_key.expose_secret();
    let is_key = ["sk_test_", "sk_live_", "rk_test_", "rk_live_"]
        .iter()
        .any(|start| key.starts_with(start));
    if !key.is_empty() && (!is_key || !is_written_with(key, "_")) {
        return Err(invalid(
            "stripe.secret_key",
            "must be a secret or restricted key of Stripe, which begins with sk_ or rk_",
        ));
    }

    if settings.environment == Environment::Production && key.contains("_test_") {
        return Err(invalid(
            "stripe.secret_key",
            "must not be a test key when environment is \"production\": nobody would really pay",
        ));
    }

    let secret = stripe.webhook_secret.expose_secret();
    let is_secret = secret.starts_with("whsec_") && is_written_with(secret, "_+/=");
    if key.is_empty() && !secret.is_empty() {
        return Err(invalid(
            "stripe.secret_key",
            "is needed beside stripe.webhook_secret",
        ));
    }

    if !key.is_empty() && !is_secret {
        return Err(invalid(
            "stripe.webhook_secret",
            "must be the signing secret of the webhook endpoint, which begins with whsec_",
        ));
    }

    Ok(())
}

fn test_payments(settings: &Settings) -> Result<(), InvalidSetting> {
    if settings.test_payments.enabled != Switch::On {
        return Ok(());
    }

    if settings.environment == Environment::Production {
        return Err(invalid(
            "test_payments.enabled",
            "must not be on when environment is \"production\": nobody would really pay",
        ));
    }

    if settings.has_yookassa() || settings.stripe.is_on() {
        return Err(invalid(
            "test_payments.enabled",
            "must not be on when yookassa.shop_id or stripe.secret_key is set: the test page takes the place of both",
        ));
    }

    Ok(())
}
