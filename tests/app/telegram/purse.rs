//! What a person does with money in Telegram: buys, confirms, pays, forwards invoices.

use serde_json::Value;
use tokio::time::timeout;

use crate::telegram::{
    fake::{Body, Charge, Chat, Invoice, PATIENCE, Word},
    person::Person,
};

impl Person {
    /// Asks for a pack; the invoice that comes.
    pub(crate) async fn order_pack(&self, credits: u32) -> Invoice {
        let before = self.messages().last().map_or(0, |message| message.id);
        self.write("/buy");

        let code = format!("p:{credits}");
        let (message, code) = self.see(|chat| pack(chat, before, &code)).await;
        self.press_code(message, &code);

        self.see(|chat| invoice(chat, before)).await
    }

    /// Confirms the payment, and hears whether it may go on; no money has moved.
    pub(crate) async fn confirm(&self, invoice: &Invoice) -> Word {
        let (told, answer) = self.telegram().world().ask(self.id, invoice);
        self.telegram().push("pre_checkout_query", told);
        timeout(PATIENCE, answer)
            .await
            .map_or(Word::Silence, |word| word.unwrap_or(Word::Silence))
    }

    /// The money is taken, and the bot is told; the message that tells it, for repetitions.
    pub(crate) fn hand_over(&self, invoice: &Invoice) -> (Charge, Value) {
        let (charge, told) = self.telegram().world().take(self.id, invoice);
        self.telegram().push("message", told.clone());
        (charge, told)
    }

    /// Pays as one does.
    pub(crate) async fn pay(&self, invoice: &Invoice) -> Charge {
        assert_eq!(self.confirm(invoice).await, Word::Accepted);
        self.hand_over(invoice).0
    }

    /// What a forwarded copy of an invoice opens when it is pressed.
    pub(crate) fn press_forwarded(&self, invoice: &Invoice) {
        assert!(
            !invoice.start.is_empty(),
            "whoever gets a copy could pay it"
        );
        self.write(&format!("/start {}", invoice.start));
    }

    /// Telegram itself gives the money back.
    pub(crate) fn is_given_back(&self, charge: &Charge) {
        let told = self
            .telegram()
            .world()
            .give_back(self.id, &charge.id)
            .unwrap();
        self.telegram().push("message", told);
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
