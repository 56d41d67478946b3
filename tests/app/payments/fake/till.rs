//! Payments and refunds as YooKassa keeps them: the list that our accounts are compared with.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use url::form_urlencoded;

use super::{
    notifications::Notification,
    orders::{check_payment, check_refund},
    refusal::Refusal,
};

/// How many refunds are on a page: far fewer than the real ones, so that there are several.
const PAGE: usize = 3;

/// How far a payment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Pending,
    Succeeded,
    /// And why.
    Canceled(&'static str),
}

/// A payment.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) id: String,
    /// As it was ordered.
    pub(crate) order: Value,
    /// In kopecks.
    pub(crate) amount: u64,
    pub(crate) status: Status,
    pub(crate) refunded: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Till {
    pub(crate) payments: BTreeMap<String, Payment>,
    /// The payments of the refunds, and how much of each.
    pub(crate) refunds: Vec<(String, u64)>,
    /// Orders by their key, with what they have become.
    keys: HashMap<String, (Value, String)>,
    /// Whether the shop has a cash register, which wants receipts.
    pub(crate) wants_receipts: bool,
    /// Whether refunds are decided later.
    pub(crate) ponders: bool,
    /// Why the next refunds fail.
    pub(crate) keeps_the_money: bool,
    count: u64,
}

impl Till {
    pub(super) fn look(&self, path: &str) -> Result<Value, Refusal> {
        let id = path.trim_start_matches("/v3/payments/");
        self.payments
            .get(id)
            .map(Payment::to_json)
            .ok_or_else(Refusal::not_found)
    }

    pub(super) fn create(&mut self, key: &str, order: &Value) -> Result<Value, Refusal> {
        if let Some(known) = self.known(key, order)? {
            return Ok(self.payments[&known].to_json());
        }

        check_payment(order, self.wants_receipts)?;

        let payment = Payment {
            id: self.next_id("000f"),
            order: order.clone(),
            amount: kopecks(&order["amount"]),
            status: Status::Pending,
            refunded: 0,
        };
        let id = payment.id.clone();
        let object = payment.to_json();

        self.keys
            .insert(key.to_owned(), (order.clone(), id.clone()));

        self.payments.insert(id, payment);
        Ok(object)
    }

    /// The refund, and the notification that follows when it is made now.
    pub(super) fn refund(
        &mut self,
        key: &str,
        order: &Value,
    ) -> Result<(Value, Option<Notification>), Refusal> {
        if let Some(known) = self.known(key, order)? {
            return Ok((refund_json(&known, order, self.refund_status()), None));
        }

        let (payment, amount) = check_refund(order)?;
        let id = self.next_id("0015");
        let object = refund_json(&id, order, self.refund_status());
        if self.ponders || self.keeps_the_money {
            self.payment(&payment, amount)?;
            return Ok((object, None));
        }

        self.give_back(&payment, amount)?;
        self.keys.insert(key.to_owned(), (order.clone(), id));

        Ok((
            object.clone(),
            Some(Notification {
                event: "refund.succeeded",
                object,
            }),
        ))
    }

    /// A page of the refunds that were made, newest first. The dates of all are those of the first
    /// service of 2026, so that only the form of the question counts.
    pub(super) fn list_refunds(&self, query: &str) -> Result<Value, Refusal> {
        let mut start = 0;
        let mut since = String::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "limit" if value == "100" => {}
                "cursor" => start = value.parse().map_err(|_| Refusal::invalid("cursor", ""))?,
                "created_at.gte" => since = value.into_owned(),
                other => return Err(Refusal::invalid(other, "Unknown parameter")),
            }
        }

        let is_moment = since.len() == 24 && since.ends_with('Z') && &since[10..11] == "T";
        if !is_moment {
            return Err(Refusal::invalid("created_at.gte", "must be a moment"));
        }

        let made = self.refunds.iter().enumerate().rev();
        let page = made.skip(start).take(PAGE).map(|(place, (payment, amount))| {
            json!({
                "id": format!("{place:08x}-0015-5000-9000-000000000000"), "payment_id": payment,
                "status": "succeeded", "amount": { "value": decimal(*amount), "currency": "RUB" },
                "created_at": "2026-11-25T11:02:03.111Z",
            })
        });
        let items: Vec<Value> = page.collect();
        let end = start + items.len();
        let mut list = json!({ "type": "list", "items": items });
        if end < self.refunds.len() {
            list["next_cursor"] = end.to_string().into();
        }

        Ok(list)
    }

    fn refund_status(&self) -> &'static str {
        match (self.keeps_the_money, self.ponders) {
            (true, _) => "canceled",
            (false, true) => "pending",
            (false, false) => "succeeded",
        }
    }

    /// Never more than was paid.
    fn payment(&mut self, id: &str, amount: u64) -> Result<&mut Payment, Refusal> {
        let payment = self
            .payments
            .get_mut(id)
            .ok_or_else(|| Refusal::invalid("payment_id", "No such payment"))?;

        if payment.status != Status::Succeeded {
            return Err(Refusal::invalid(
                "payment_id",
                "The payment is not succeeded",
            ));
        }

        if payment.refunded + amount > payment.amount {
            return Err(Refusal::invalid(
                "amount",
                "The refund is more than what is left of the payment",
            ));
        }

        Ok(payment)
    }

    pub(super) fn give_back(&mut self, id: &str, amount: u64) -> Result<(), Refusal> {
        self.payment(id, amount)?.refunded += amount;
        self.refunds.push((id.to_owned(), amount));
        Ok(())
    }

    /// What the same key has made before; the same key for anything else is refused.
    fn known(&self, key: &str, order: &Value) -> Result<Option<String>, Refusal> {
        match self.keys.get(key) {
            None => Ok(None),
            Some((before, id)) if before == order => Ok(Some(id.clone())),
            Some(_) => Err(Refusal::invalid(
                "Idempotence-Key",
                "Idempotence key duplicated with another request body",
            )),
        }
    }

    pub(super) fn next_id(&mut self, kind: &str) -> String {
        self.count += 1;
        format!(
            "{:08x}-{kind}-5000-9000-{:012x}",
            0x2c4a_9100 + self.count,
            self.count.wrapping_mul(0x9e37_79b9) & 0xffff_ffff
        )
    }
}

impl Payment {
    /// The purchase it is for.
    pub(crate) fn purchase(&self) -> &str {
        self.order["metadata"]["purchase"].as_str().unwrap()
    }

    pub(crate) fn is_paid(&self) -> bool {
        self.status == Status::Succeeded
    }

    /// As the API tells it.
    pub(super) fn to_json(&self) -> Value {
        let amount = |kopecks: u64| json!({ "value": decimal(kopecks), "currency": "RUB" });
        let mut object = json!({
            "id": self.id, "status": "pending", "amount": amount(self.amount), "paid": false, "refundable": false,
            "description": self.order["description"], "metadata": self.order["metadata"], "test": true,
            "recipient": { "account_id": super::SHOP, "gateway_id": "100700" },
            "created_at": "2026-11-25T10:51:18.139Z",
        });

        match &self.status {
            Status::Pending => {
                let back = &self.order["confirmation"]["return_url"];
                let url = format!(
                    "https://yoomoney.test/checkout/payments/v2/contract?orderId={}",
                    self.id
                );
                object["confirmation"] =
                    json!({ "type": "redirect", "return_url": back, "confirmation_url": url });
            }
            Status::Succeeded => {
                let method = json!({ "type": "bank_card", "id": self.id, "saved": false, "title": "Bank card *4477" });
                object["status"] = "succeeded".into();
                (object["paid"], object["refundable"]) =
                    (true.into(), (self.refunded < self.amount).into());

                object["captured_at"] = "2026-11-25T10:53:29.072Z".into();
                object["refunded_amount"] = amount(self.refunded);
                object["income_amount"] = amount(self.amount - self.amount * 35 / 1000);
                object["payment_method"] = method;
            }
            Status::Canceled(reason) => {
                object["status"] = "canceled".into();
                object["cancellation_details"] = json!({ "party": "yoo_money", "reason": reason });
            }
        }

        object
    }
}

fn refund_json(id: &str, order: &Value, status: &str) -> Value {
    json!({
        "id": id, "payment_id": order["payment_id"], "status": status, "amount": order["amount"],
        "description": order["description"], "created_at": "2026-11-25T11:02:03.111Z",
    })
}

pub(super) fn decimal(kopecks: u64) -> String {
    format!("{}.{:02}", kopecks / 100, kopecks % 100)
}

fn kopecks(amount: &Value) -> u64 {
    amount["value"]
        .as_str()
        .unwrap()
        .replace('.', "")
        .parse()
        .unwrap()
}
