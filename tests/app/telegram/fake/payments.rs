//! Payments in Stars as Telegram takes them: an invoice, the question whether it may be paid, the
//! money, the statement.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::{
    World,
    bills::{TakenPayment, Ways},
    bot,
    chats::{Body, Chat, Message, now},
    methods::NewMessage,
    refusal::Refusal,
    request::Request,
};

type Answer = Result<Value, Refusal>;

/// The bot has so long to say whether a payment may go on.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// An invoice in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invoice {
    pub(crate) payload: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) stars: u64,
    /// What a forwarded copy starts the bot with; with none everybody could pay it.
    pub(crate) start: String,
}

impl Invoice {
    pub(crate) fn new(payload: &str, stars: u64) -> Self {
        let payload = payload.to_owned();
        let start = String::new();

        Self {
            payload,
            title: "Credits".to_owned(),
            description: "For paintings".to_owned(),
            stars,
            start,
        }
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "title": self.title, "description": self.description, "start_parameter": self.start,
            "currency": "XTR", "total_amount": self.stars,
        })
    }
}

/// What the bot says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CheckoutAnswer {
    Accepted,
    Refused(String),
    /// Nothing within ten seconds.
    Silence,
}

/// Money that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Charge {
    pub(crate) id: String,
    pub(crate) payer: i64,
    pub(crate) stars: u64,
    pub(crate) payload: String,
    pub(crate) returned: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Till {
    questions: HashMap<String, (Instant, oneshot::Sender<CheckoutAnswer>)>,
    asked: u64,
    pub(crate) charges: Vec<Charge>,
    /// Questions which ways lead somewhere.
    pub(super) ways: HashMap<String, oneshot::Sender<Ways>>,
    /// Roubles that were taken.
    pub(crate) taken: Vec<TakenPayment>,
    /// The lines of the statement, oldest first.
    pub(crate) statement: Vec<Value>,
}

impl Till {
    pub(super) fn next_question(&mut self) -> String {
        self.asked += 1;
        format!("question{}", self.asked)
    }

    /// A question whether something may be paid, and where its answer will be.
    pub(super) fn question(&mut self) -> (String, oneshot::Receiver<CheckoutAnswer>) {
        let id = self.next_question();
        let (waiting, answer) = oneshot::channel();
        self.questions.insert(id.clone(), (Instant::now(), waiting));
        (id, answer)
    }
}

impl World {
    /// Carries out a method that has to do with money; `None` for any other.
    pub(super) fn call_till(&mut self, method: &str, request: &Request) -> Option<Answer> {
        Some(match method {
            "sendinvoice" => self.send_invoice(request),
            "answershippingquery" => self.answer_ways(request),
            "answerprecheckoutquery" => self.answer_question(request),
            "refundstarpayment" => self.refund(request),
            "getstartransactions" => self.statement(request),
            _ => return None,
        })
    }

    fn send_invoice(&mut self, request: &Request) -> Answer {
        if request.text("currency").as_deref() == Some("RUB") {
            return self.send_bill(request);
        }

        let text = |name: &str, most: usize| {
            let text = request.text(name).unwrap_or_default();
            let fits = (1..=most).contains(&text.encode_utf16().count());

            if fits {
                Ok(text)
            } else {
                Err(Refusal::bad(&format!("{} is invalid", name.to_uppercase())))
            }
        };

        let prices = request
            .nested("prices")
            .and_then(|prices| prices.as_array().cloned())
            .unwrap_or_default();
        let [price] = prices.as_slice() else {
            return Err(Refusal::bad("STARS_INVOICE_INVALID"));
        };
        let stars = price["amount"]
            .as_u64()
            .filter(|stars| (1..=100_000).contains(stars));

        let stars = stars.ok_or_else(|| Refusal::bad("CURRENCY_TOTAL_AMOUNT_INVALID"))?;

        if request.text("currency").as_deref() != Some("XTR") {
            return Err(Refusal::bad("CURRENCY_INVALID"));
        }

        if request
            .text("provider_token")
            .is_some_and(|token| !token.is_empty())
        {
            return Err(Refusal::bad("PAYMENT_PROVIDER_INVALID"));
        }

        let title = text("title", 32)?;
        let description = text("description", 255)?;
        let payload = request
            .text("payload")
            .filter(|payload| (1..=128).contains(&payload.len()));

        let payload = payload.ok_or_else(|| Refusal::bad("INVOICE_PAYLOAD_INVALID"))?;
        let start = request.text("start_parameter").unwrap_or_default();
        let invoice = Invoice {
            payload,
            title,
            description,
            stars,
            start,
        };

        self.put(request, NewMessage::new(Body::Invoice(invoice)))
    }

    fn answer_question(&mut self, request: &Request) -> Answer {
        let id = request.text("pre_checkout_query_id").unwrap_or_default();
        let word = match (request.nested("ok"), request.text("error_message")) {
            (Some(Value::Bool(true)), _) => CheckoutAnswer::Accepted,
            (Some(Value::Bool(false)), Some(why)) if !why.is_empty() => {
                CheckoutAnswer::Refused(why)
            }
            _ => return Err(Refusal::bad("ERROR_MESSAGE is required")),
        };

        let waiting = self
            .till
            .questions
            .remove(&id)
            .filter(|(asked, _)| asked.elapsed() < PATIENCE);

        let (_, waiting) = waiting.ok_or_else(|| {
            Refusal::bad("query is too old and response timeout expired or query ID is invalid")
        })?;
        waiting
            .send(word)
            .map_err(|_| Refusal::bad("query is too old and response timeout expired"))?;

        Ok(json!(true))
    }

    fn refund(&mut self, request: &Request) -> Answer {
        let id = request
            .text("telegram_payment_charge_id")
            .unwrap_or_default();
        let update = self.give_back(request.number("user_id").unwrap_or_default(), &id)?;
        self.updates.push("message", update);

        Ok(json!(true))
    }

    /// Gives a charge back; the message that tells of it.
    pub(crate) fn give_back(&mut self, payer: i64, id: &str) -> Answer {
        let charge = self
            .till
            .charges
            .iter_mut()
            .find(|charge| charge.id == id && charge.payer == payer);
        let charge = charge.ok_or_else(|| Refusal::bad("CHARGE_NOT_FOUND"))?;
        if std::mem::replace(&mut charge.returned, true) {
            return Err(Refusal::bad("CHARGE_ALREADY_REFUNDED"));
        }

        let charge = charge.clone();
        let chat = &self.chats.open[&payer];
        self.till
            .statement
            .push(line("receiver", &charge, &chat.user()));

        Ok(self.tell(payer, "refunded_payment", payment(&charge), bot))
    }

    fn statement(&self, request: &Request) -> Answer {
        let limit = request.number("limit").unwrap_or(100);
        if !(1..=100).contains(&limit) {
            return Err(Refusal::bad("LIMIT_INVALID"));
        }

        let offset = request.number("offset").unwrap_or(0).max(0) as usize;
        let page: Vec<&Value> = self
            .till
            .statement
            .iter()
            .skip(offset)
            .take(limit as usize)
            .collect();

        Ok(json!({ "transactions": page }))
    }

    /// A question of the bot, and where its answer will be.
    pub(crate) fn ask(
        &mut self,
        payer: i64,
        invoice: &Invoice,
    ) -> (Value, oneshot::Receiver<CheckoutAnswer>) {
        let (id, answer) = self.till.question();
        let update = json!({
            "id": id, "from": self.chats.open[&payer].user(), "currency": "XTR",
            "total_amount": invoice.stars, "invoice_payload": invoice.payload,
        });

        (update, answer)
    }

    /// Takes the money; the message that tells of it.
    pub(crate) fn take(&mut self, payer: i64, invoice: &Invoice) -> (Charge, Value) {
        let id = format!("stx{}_{payer}", self.till.charges.len() + 1);
        let stars = invoice.stars;
        let payload = invoice.payload.clone();
        let charge = Charge {
            id,
            payer,
            stars,
            payload,
            returned: false,
        };

        self.till.charges.push(charge.clone());

        let chat = &self.chats.open[&payer];
        let user = chat.user();
        self.till.statement.push(line("source", &charge, &user));

        let update = self.tell(payer, "successful_payment", payment(&charge), || user);
        (charge, update)
    }

    /// A service message.
    pub(super) fn tell(
        &mut self,
        chat: i64,
        what: &'static str,
        content: Value,
        from: impl FnOnce() -> Value,
    ) -> Value {
        let id = self.chats.next_message();
        let life = self.life;
        let chat: &mut Chat = self.chats.open.get_mut(&chat).unwrap();
        let message = Message {
            id,
            from_bot: false,
            text: String::new(),
            body: Body::Service(what, content),
            buttons: Vec::new(),
            album: None,
            topic: None,
            replies_to: None,
            at: Instant::now(),
            life,
            acknowledged: true,
            edits: Vec::new(),
            codes: Vec::new(),
        };

        let mut update = chat.to_json(&message, &bot());
        update["from"] = from();
        chat.messages.push(message);
        chat.changed.notify_waiters();

        update
    }
}

fn payment(charge: &Charge) -> Value {
    json!({
        "currency": "XTR", "total_amount": charge.stars, "invoice_payload": charge.payload,
        "telegram_payment_charge_id": charge.id, "provider_payment_charge_id": format!("p{}", charge.id),
    })
}

fn line(side: &str, charge: &Charge, user: &Value) -> Value {
    let partner = json!({
        "type": "user", "transaction_type": "invoice_payment", "user": user, "invoice_payload": charge.payload,
    });
    json!({ "id": charge.id, "amount": charge.stars, "date": now(), side: partner })
}
