//! Payments in roubles for deliveries: an invoice that asks for an address, the delivery options,
//! the question whether it may be paid, the money.

use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::{
    World, chats::Body, methods::NewMessage, payments::CheckoutAnswer, refusal::Refusal,
    request::Request,
};

type Answer = Result<Value, Refusal>;

/// Who takes roubles for the bot.
pub(crate) const PROVIDER: &str = "381764678:TEST:100";

/// An invoice in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bill {
    pub(crate) payload: String,
    pub(crate) title: String,
    /// Names the order.
    pub(crate) description: String,
    pub(crate) kopecks: u64,
    pub(crate) start: String,
}

/// A way of delivery as the bot offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) kopecks: u64,
}

/// Which ways lead there, or why none does.
pub(crate) type Ways = Result<Vec<Way>, String>;

/// Money that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TakenPayment {
    pub(crate) id: String,
    pub(crate) payload: String,
    pub(crate) kopecks: u64,
}

impl Bill {
    pub(super) fn to_json(&self) -> Value {
        json!({
            "title": self.title, "description": self.description, "start_parameter": self.start,
            "currency": "RUB", "total_amount": self.kopecks,
        })
    }

    /// The same with a way on top, as Telegram sums it up.
    fn total(&self, way: &Way) -> u64 {
        self.kopecks + way.kopecks
    }
}

/// An address as Telegram tells it.
pub(crate) fn address(country: &str, city: &str, postcode: &str) -> Value {
    json!({
        "country_code": country, "state": "", "city": city, "street_line1": "Tverskaya 1", "street_line2": "",
        "post_code": postcode,
    })
}

impl World {
    pub(super) fn send_bill(&mut self, request: &Request) -> Answer {
        let is_true = |name: &str| request.nested(name) == Some(Value::Bool(true));
        let asks = [
            "need_name",
            "need_phone_number",
            "need_shipping_address",
            "is_flexible",
        ];

        if request.text("provider_token").as_deref() != Some(PROVIDER)
            || !asks.into_iter().all(is_true)
        {
            return Err(Refusal::bad("PAYMENT_PROVIDER_INVALID"));
        }

        let prices = request
            .nested("prices")
            .and_then(|prices| prices.as_array().cloned())
            .unwrap_or_default();
        let sum = prices
            .iter()
            .map(|price| price["amount"].as_u64().unwrap_or(0))
            .sum();

        // About one dollar, and no more than ten thousand.
        if !(8_000..=80_000_000).contains(&sum) {
            return Err(Refusal::bad("CURRENCY_TOTAL_AMOUNT_INVALID"));
        }

        let text = |name: &str| request.text(name).unwrap_or_default();
        let bill = Bill {
            payload: text("payload"),
            title: text("title"),
            description: text("description"),
            kopecks: sum,
            start: text("start_parameter"),
        };

        self.put(request, NewMessage::new(Body::Bill(bill)))
    }

    pub(super) fn answer_ways(&mut self, request: &Request) -> Answer {
        let way = |option: &Value| {
            let prices = option["prices"].as_array()?;
            let kopecks = prices
                .iter()
                .map(|price| price["amount"].as_u64().unwrap_or(0))
                .sum();
            Some(Way {
                id: option["id"].as_str()?.to_owned(),
                title: option["title"].as_str()?.to_owned(),
                kopecks,
            })
        };

        let options = request
            .nested("shipping_options")
            .and_then(|options| options.as_array().cloned());
        let ways = match (request.nested("ok"), request.text("error_message")) {
            (Some(Value::Bool(true)), _) => {
                let ways: Option<Vec<Way>> = options.unwrap_or_default().iter().map(way).collect();
                Ok(ways
                    .filter(|ways| !ways.is_empty())
                    .ok_or_else(|| Refusal::bad("SHIPPING_OPTIONS_INVALID"))?)
            }
            (Some(Value::Bool(false)), Some(why)) if !why.is_empty() => Err(why),
            _ => return Err(Refusal::bad("ERROR_MESSAGE is required")),
        };

        let id = request.text("shipping_query_id").unwrap_or_default();
        let waiting = self
            .till
            .ways
            .remove(&id)
            .ok_or_else(|| Refusal::bad("query is too old"))?;

        waiting
            .send(ways)
            .map_err(|_| Refusal::bad("query is too old and response timeout expired"))?;

        Ok(json!(true))
    }

    /// A question which ways lead somewhere, and where its answer will be.
    pub(crate) fn ask_ways(
        &mut self,
        payer: i64,
        bill: &Bill,
        to: &Value,
    ) -> (Value, oneshot::Receiver<Ways>) {
        let id = self.till.next_question();
        let (waiting, answer) = oneshot::channel();
        self.till.ways.insert(id.clone(), waiting);

        let update = json!({
            "id": id, "from": self.chats.open[&payer].user(), "invoice_payload": bill.payload, "shipping_address": to,
        });

        (update, answer)
    }

    /// A question whether a bill may be paid by a way, and where its answer will be.
    pub(crate) fn ask_bill(
        &mut self,
        payer: i64,
        bill: &Bill,
        way: &Way,
        to: &Value,
    ) -> (Value, oneshot::Receiver<CheckoutAnswer>) {
        let (id, answer) = self.till.question();
        let mut update = paid_for(bill, way, to);
        update["id"] = json!(id);
        update["from"] = self.chats.open[&payer].user();
        (update, answer)
    }

    /// Takes the money; the message that tells of it.
    pub(crate) fn take_bill(
        &mut self,
        payer: i64,
        bill: &Bill,
        way: &Way,
        to: &Value,
    ) -> (TakenPayment, Value) {
        let id = format!("2d{}-{payer}", self.till.taken.len() + 1);
        let taken = TakenPayment {
            id: id.clone(),
            payload: bill.payload.clone(),
            kopecks: bill.total(way),
        };

        self.till.taken.push(taken.clone());

        let mut update = paid_for(bill, way, to);
        update["telegram_payment_charge_id"] = json!(format!("tg{id}"));
        update["provider_payment_charge_id"] = json!(id);

        let user = self.chats.open[&payer].user();
        (
            taken,
            self.tell(payer, "successful_payment", update, || user),
        )
    }
}

fn paid_for(bill: &Bill, way: &Way, to: &Value) -> Value {
    json!({
        "currency": "RUB", "total_amount": bill.total(way), "invoice_payload": bill.payload,
        "shipping_option_id": way.id,
        "order_info": { "name": "Anna Petrova", "phone_number": "79161234567", "shipping_address": to },
    })
}
