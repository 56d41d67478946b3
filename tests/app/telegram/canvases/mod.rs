//! Canvases paid in roubles inside Telegram: an invoice that asks for the address, the delivery
//! options, the payment, the accounts.

mod kill;
mod sale;

use std::{path::Path, time::Duration};

use serde_json::Value;
use tokio::time::timeout;
use vernissage::store::{OrderStore, sql::SqlStore};

use crate::support::wait::wait_until;
use crate::telegram::{
    fake::{
        Bill, Body, Chat, CheckoutAnswer, PATIENCE, PROVIDER, TakenPayment, Telegram, Way, Ways,
    },
    person::Person,
    service::toml,
};

/// Settings of a service that takes roubles in Telegram.
fn shop(folder: &Path, telegram: &Telegram) -> String {
    toml(
        folder,
        telegram,
        &format!("telegram.messages_per_second = 1000\ntelegram.provider_token = \"{PROVIDER}\""),
    )
}

impl Person {
    /// From a painting to the invoice.
    async fn wants_canvas(&self) -> Bill {
        let before = self.messages().last().map_or(0, |message| message.id);
        self.press("Print on canvas").await;

        for code in [":f:30x40", ":g:summary", ":p"] {
            let (message, code) = self.see(|chat| below(chat, before, code)).await;
            self.press_code(message, &code);
        }

        self.see(|chat| bill(chat, before)).await
    }

    /// Gives the address and returns the delivery options; `None` when the bot does not answer in
    /// time.
    async fn ask_ways(&self, bill: &Bill, to: &Value, patience: Duration) -> Option<Ways> {
        let (update, answer) = self.telegram().world().ask_ways(self.id, bill, to);
        self.telegram().push("shipping_query", update);
        timeout(patience, answer).await.ok()?.ok()
    }

    /// Confirms the payment, before any money moves; returns the bot's answer.
    async fn confirm_bill(
        &self,
        bill: &Bill,
        way: &Way,
        to: &Value,
        patience: Duration,
    ) -> CheckoutAnswer {
        let (update, answer) = self.telegram().world().ask_bill(self.id, bill, way, to);
        self.telegram().push("pre_checkout_query", update);
        timeout(patience, answer)
            .await
            .map_or(CheckoutAnswer::Silence, |word| {
                word.unwrap_or(CheckoutAnswer::Silence)
            })
    }

    /// Takes the money and tells the bot; returns the message that says so, to be repeated.
    fn hand_over_bill(&self, bill: &Bill, way: &Way, to: &Value) -> (TakenPayment, Value) {
        let (taken, update) = self.telegram().world().take_bill(self.id, bill, way, to);
        self.telegram().push("message", update.clone());
        (taken, update)
    }

    /// Confirms and pays, with the first delivery option.
    async fn pay_bill(&self, bill: &Bill, to: &Value) -> (TakenPayment, Way) {
        let ways = self.ask_ways(bill, to, PATIENCE).await.unwrap().unwrap();
        assert_eq!(
            self.confirm_bill(bill, &ways[0], to, PATIENCE).await,
            CheckoutAnswer::Accepted
        );

        (self.hand_over_bill(bill, &ways[0], to).0, ways[0].clone())
    }
}

/// The newest button of an order after this message whose code ends like this.
fn below(chat: &Chat, after: i64, ending: &str) -> Option<(i64, String)> {
    let new = chat
        .messages
        .iter()
        .rev()
        .filter(|message| message.id > after && message.from_bot);

    new.into_iter().find_map(|message| {
        let mut codes = message.buttons.iter().flatten().map(|button| &button.data);
        let code = codes.find(|code| code.starts_with("o:") && code.ends_with(ending))?;
        Some((message.id, code.clone()))
    })
}

/// The newest bill after this message.
fn bill(chat: &Chat, after: i64) -> Option<Bill> {
    chat.messages
        .iter()
        .rev()
        .filter(|message| message.id > after)
        .find_map(|message| match &message.body {
            Body::Bill(bill) => Some(bill.clone()),
            _ => None,
        })
}

/// Waits until this many orders are paid.
async fn until_paid(store: &SqlStore, wanted: usize) {
    wait_until(&format!("{wanted} orders are paid"), async || {
        store.orders_at_stage("paid", 1_000).await.unwrap().len() >= wanted
    })
    .await;
}
