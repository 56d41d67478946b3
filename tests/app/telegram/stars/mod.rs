//! Credits for Stars, from the invoice to the accounts, with and without failures.

mod kill;
mod load;
mod refunds;
mod sale;
mod statement;
mod unusual_payments;

use std::{collections::BTreeMap, path::Path};

use vernissage::{
    app::App,
    clock::{Clock, SystemClock},
    domain::{conversation::EventNeeds, time::Moment},
    store::{
        Address, ChargeStore, ConversationStore, LedgerStore, MaintenanceStore, sql::SqlStore,
    },
};

use crate::support::wait::{PATIENCE, wait_until};
use crate::telegram::{
    fake::Telegram,
    person::Person,
    service::{quick, run, store, toml},
};

/// Packs with known prices, and no gifts. These are tables, so they must come last in the settings.
const SHOP: &str = "gifts.first_purchase = 0\ngifts.inviter = 0\n\
    [[packs]]\ncredits = 50\nbonus = 0\nstars = 30\nroubles = 50\n\
    [[packs]]\ncredits = 100\nbonus = 10\nstars = 60\nroubles = 100\n";
/// The credits that the second pack brings.
const BOUGHT: u32 = 110;

/// A service that sells packs, and its database.
async fn shop(folder: &Path, telegram: &Telegram) -> (App, SqlStore) {
    let app = run(&toml(folder, telegram, SHOP), quick()).await;
    (app, store(folder).await)
}

/// A person's balance in the database.
async fn balance(store: &SqlStore, person: &Person) -> u32 {
    let address = Address {
        messenger: "telegram".into(),
        external: person.id.to_string(),
    };
    let Some(vernissage::store::ChatOwner { chat, .. }) = store.chat_at(&address).await.unwrap()
    else {
        return 0;
    };
    let read = store
        .conversation(chat, EventNeeds::default(), SystemClock.now())
        .await
        .unwrap();

    read.map_or(0, |read| read.facts.credits.balance.amount())
}

/// Waits until a person has this many credits and nothing is pending that could change it.
async fn has(store: &SqlStore, person: &Person, credits: u32) {
    wait_until(
        &format!("{} has {credits} credits", person.id),
        async || balance(store, person).await == credits,
    )
    .await;

    settled(store, person.telegram()).await;
    assert_eq!(balance(store, person).await, credits);
}

/// Waits until every update is answered and every message sent, twice in a row.
async fn settled(store: &SqlStore, telegram: &Telegram) {
    let mut calm = 0;
    wait_until("everything is answered and sent", async || {
        let is_calm = telegram.world().updates.len() == 0 && store.is_settled().await.unwrap();
        calm = if is_calm { calm + 1 } else { 0 };
        calm == 2
    })
    .await;
}

/// The database has each charge of Telegram's once and no other, and its audit is clean.
async fn agree(store: &SqlStore, telegram: &Telegram) {
    let kept = store
        .charges(Moment::default(), SystemClock.now().plus(PATIENCE))
        .await
        .unwrap();
    let ours = kept
        .into_iter()
        .map(|kept| (kept.charge.id, (kept.charge.amount.minor, kept.refunded)));
    let ours: BTreeMap<String, (u64, bool)> = ours.collect();
    let taken = telegram.world().till.charges.clone();
    let theirs = taken
        .into_iter()
        .map(|charge| (charge.id, (charge.stars, charge.returned)));

    assert_eq!(
        ours,
        theirs.collect::<BTreeMap<_, _>>(),
        "the books have other charges than Telegram"
    );

    assert_eq!(store.audit().await.unwrap(), []);
}
