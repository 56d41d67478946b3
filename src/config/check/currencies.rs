//! Checks of the currencies that people pay in: each has somebody who takes it, and prices.

use std::collections::HashSet;

use crate::{
    config::{
        Settings,
        validation::{InvalidSetting, invalid},
    },
    domain::{
        language::Language,
        money::{Currency, Money},
        payment::Provider,
    },
};

const CURRENCIES: &str = "payments.currencies";
/// The most currencies that people can choose among, so that the buttons fit below the packs.
const MOST_CURRENCIES: usize = 5;
/// The packs that fit below one message, beside the buttons of the currencies.
const PACKS_BESIDE_CURRENCIES: usize = 5;
/// Stripe's largest amount, in the smallest unit.
const HIGHEST_MINOR: u64 = 99_999_999;

pub(super) fn check(settings: &Settings) -> Result<(), InvalidSetting> {
    let payments = &settings.payments;
    let currencies = &payments.currencies;
    let known: HashSet<&Currency> = currencies.iter().collect();
    if known.len() != currencies.len() || currencies.len() > MOST_CURRENCIES {
        let problem = format!("must be up to {MOST_CURRENCIES} currencies, each of them once");
        return Err(invalid(CURRENCIES, problem));
    }

    for currency in currencies {
        has_taker(settings, *currency)?;
        has_packs(settings, *currency)?;
    }

    nobody_is_idle(settings)?;
    languages(settings)?;

    if payments.choice && currencies.len() > 1 && settings.packs.len() > PACKS_BESIDE_CURRENCIES {
        let problem = format!(
            "are {}, but only {PACKS_BESIDE_CURRENCIES} can be shown beside a choice of currencies",
            settings.packs.len()
        );
        return Err(invalid("packs", problem));
    }

    Ok(())
}

fn has_taker(settings: &Settings, currency: Currency) -> Result<(), InvalidSetting> {
    let code = currency.code();
    if currency == Currency::Xtr {
        return Err(invalid(
            CURRENCIES,
            "cannot have XTR: Stars are paid in Telegram only",
        ));
    }

    if settings.page_provider(currency).is_some() {
        return Ok(());
    }

    let who = if currency == Currency::Rub {
        "yookassa.shop_id"
    } else {
        "stripe.secret_key"
    };

    Err(invalid(
        CURRENCIES,
        format!("has {code}, which nobody takes: set {who}"),
    ))
}

fn has_packs(settings: &Settings, currency: Currency) -> Result<(), InvalidSetting> {
    let is_sold = settings
        .packs
        .iter()
        .any(|pack| pack.price(currency).is_some());

    if is_sold || settings.packs.is_empty() {
        return Ok(());
    }

    let problem = format!(
        "has {}, but no pack has a price in it: add packs.prices",
        currency.code()
    );
    Err(invalid(CURRENCIES, problem))
}

/// A provider that is set up takes something.
fn nobody_is_idle(settings: &Settings) -> Result<(), InvalidSetting> {
    let takes = |provider: Provider| {
        settings
            .page_tills()
            .tills
            .iter()
            .any(|till| till.provider == provider)
    };

    if settings.stripe.is_on() && !takes(Provider::Stripe) {
        let problem = "must name the currencies that Stripe takes, such as [\"EUR\", \"USD\"]";
        return Err(invalid(CURRENCIES, problem));
    }

    if settings.has_yookassa() && !takes(Provider::Yookassa) {
        let problem = "must have RUB as well, which YooKassa takes";
        return Err(invalid(CURRENCIES, problem));
    }

    Ok(())
}

fn languages(settings: &Settings) -> Result<(), InvalidSetting> {
    let payments = &settings.payments;
    for (language, currency) in &payments.by_language {
        if Language::parse(language).is_none() {
            let problem = format!("has {language:?}, which is no language of the bot");
            return Err(invalid("payments.by_language", problem));
        }

        if !payments.currencies().contains(currency) {
            let code = currency.code();
            let problem = format!("has {code}, which is not among payments.currencies");
            return Err(invalid("payments.by_language", problem));
        }
    }

    Ok(())
}

/// Whether Stripe takes such an amount: it has a lowest one for each currency
/// (<https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>).
pub(super) fn is_payable(key: &'static str, price: Money) -> Result<(), InvalidSetting> {
    let lowest = match price.currency {
        Currency::Gbp => 30,
        Currency::Pln => 200,
        Currency::Dkk => 250,
        Currency::Sek | Currency::Nok => 300,
        Currency::Mxn => 1_000,
        Currency::Czk => 1_500,
        _ => 50,
    };

    if (lowest..=HIGHEST_MINOR).contains(&price.minor) {
        return Ok(());
    }

    let lowest = Money::new(lowest, price.currency);
    let highest = Money::new(HIGHEST_MINOR, price.currency);
    Err(invalid(
        key,
        format!("has {price}, but must be between {lowest} and {highest}"),
    ))
}
