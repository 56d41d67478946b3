//! What a person does with money in Telegram: buys, confirms, pays, forwards invoices.

use serde_json::Value;
use tokio::time::timeout;

use crate::telegram::{
    fake::{Body, Charge, Chat, CheckoutAnswer, Invoice, PATIENCE},
    person::Person,
};

impl Person {
    /// Asks for a pack and returns the invoice.
    pub(crate) async fn order_pack(&self, credits: u32) -> Invoice {
        let before = self.messages().last().map_or(0, |message| message.id);
        self.write("/buy");

        let code = format!("p:{credits}");
        let (message, code) = self.see(|chat| pack(chat, before, &code)).await;
        self.press_code(message, &code);

        self.see(|chat| invoice(chat, before)).await
    }

    /// Confirms the payment, before any money moves; returns the bot's answer.
    pub(crate) async fn confirm(&self, invoice: &Invoice) -> CheckoutAnswer {
        let (update, answer) = self.telegram().world().ask(self.id, invoice);
        self.telegram().push("pre_checkout_query", update);
        timeout(PATIENCE, answer)
            .await
            .map_or(CheckoutAnswer::Silence, |word| {
                word.unwrap_or(CheckoutAnswer::Silence)
            })
    }

    /// Takes the money and tells the bot; returns the message that says so, to be repeated.
    pub(crate) fn hand_over(&self, invoice: &Invoice) -> (Charge, Value) {
        let (charge, update) = self.telegram().world().take(self.id, invoice);
        self.telegram().push("message", update.clone());
        (charge, update)
    }

    /// Confirms and pays.
    pub(crate) async fn pay(&self, invoice: &Invoice) -> Charge {
        assert_eq!(self.confirm(invoice).await, CheckoutAnswer::Accepted);
        self.hand_over(invoice).0
    }

    /// What a forwarded copy of the invoice opens.
    pub(crate) fn press_forwarded(&self, invoice: &Invoice) {
        assert!(
            !invoice.start.is_empty(),
            "anybody who gets a copy could pay it"
        );
        self.write(&format!("/start {}", invoice.start));
    }

    /// A refund by Telegram itself.
    pub(crate) fn is_given_back(&self, charge: &Charge) {
        let update = self
            .telegram()
            .world()
            .give_back(self.id, &charge.id)
            .unwrap();
        self.telegram().push("message", update);
    }
}

/// The button of a pack in a message newer than this.
pub(crate) fn pack(chat: &Chat, after: i64, code: &str) -> Option<(i64, String)> {
    let new = chat
        .messages
        .iter()
        .filter(|message| message.id > after && message.from_bot);
    new.rev().find_map(|message| {
        let offered = message
            .buttons
            .iter()
            .flatten()
            .any(|button| button.data == code);
        offered.then(|| (message.id, code.to_owned()))
    })
}

/// The newest invoice after this message.
pub(crate) fn invoice(chat: &Chat, after: i64) -> Option<Invoice> {
    chat.messages
        .iter()
        .rev()
        .filter(|message| message.id > after)
        .find_map(|message| match &message.body {
            Body::Invoice(invoice) => Some(invoice.clone()),
            _ => None,
        })
}
