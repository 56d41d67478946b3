//! Sessions, payments, refunds and disputes as Stripe keeps them: the list that our accounts are
//! compared with.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::{Answer, Event, Form, refusal::Refusal};

/// Stripe's lowest amounts of the currencies that are paid here, in the smallest unit.
const LOWEST: [(&str, u64); 4] = [("eur", 50), ("usd", 50), ("gbp", 30), ("jpy", 50)];

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionStatus {
    Open,
    Paid,
    /// Complete, and the bank has not decided yet.
    Processing,
    /// Complete, and the bank has said no.
    Failed,
    Expired,
}

/// A Checkout Session.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    /// As it was ordered.
    pub(crate) form: Form,
    /// In the currency's smallest unit.
    pub(crate) amount: u64,
    pub(crate) currency: String,
    pub(crate) status: SessionStatus,
    pub(crate) intent: Option<String>,
}

/// A payment.
#[derive(Clone, Debug)]
pub(crate) struct Intent {
    pub(crate) id: String,
    pub(crate) status: &'static str,
    pub(crate) amount: u64,
    pub(crate) currency: String,
    pub(crate) refunded: u64,
    pub(crate) metadata: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Refund {
    id: String,
    pub(crate) intent: String,
    pub(crate) amount: u64,
    pub(crate) status: &'static str,
    metadata: BTreeMap<String, String>,
    created: i64,
}

/// What is given back of a payment.
pub(super) struct NewRefund<'a> {
    pub(super) intent: &'a str,
    pub(super) amount: u64,
    pub(super) status: &'static str,
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) now: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Dispute {
    pub(crate) id: String,
    intent: String,
    amount: u64,
    pub(crate) status: &'static str,
    created: i64,
}

/// The first answer to a key.
#[derive(Debug)]
struct KeptAnswer {
    form: Form,
    object: Value,
    /// An error that was answered although the work was done.
    is_error: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Till {
    pub(crate) sessions: BTreeMap<String, Session>,
    pub(crate) intents: BTreeMap<String, Intent>,
    /// Oldest first.
    pub(crate) refunds: Vec<Refund>,
    pub(crate) disputes: Vec<Dispute>,
    keys: HashMap<String, KeptAnswer>,
    /// Whether refunds are decided later.
    pub(crate) ponders: bool,
    /// Whether the next refunds fail.
    pub(crate) keeps_the_money: bool,
    count: u64,
}

impl Till {
    /// What the same key has brought before; the same key for anything else is refused.
    pub(super) fn known(&self, key: &str, form: &Form) -> Result<Option<Value>, Refusal> {
        match self.keys.get(key) {
            None => Ok(None),
            Some(kept) if !kept.form.is_same(form) => Err(Refusal::other_parameters()),
            Some(kept) if kept.is_error => Err(Refusal::kept()),
            Some(kept) => Ok(Some(kept.object.clone())),
        }
    }

    pub(super) fn keep(&mut self, key: String, form: Form, object: &Value, is_error: bool) {
        let object = object.clone();
        let kept = KeptAnswer {
            form,
            object,
            is_error,
        };
        self.keys.insert(key, kept);
    }

    pub(super) fn create(&mut self, form: &Form, now: i64) -> Result<Value, Refusal> {
        let session = self.check_session(form)?;
        let object = session.to_json(None, now);
        self.sessions.insert(session.id.clone(), session);

        Ok(object)
    }

    fn check_session(&mut self, form: &Form) -> Result<Session, Refusal> {
        form.one_of("mode", &["payment"])?;
        form.need("mode")?;
        let locales = ["auto", "en", "ru", "de", "fr", "es", "tr", "pt-BR", "zh"];
        form.one_of("locale", &locales)?;
        for switch in ["invoice_creation[enabled]", "adaptive_pricing[enabled]"] {
            form.one_of(switch, &["true", "false"])?;
        }

        for url in ["success_url", "cancel_url"] {
            if !form.need(url)?.starts_with("http") {
                return Err(Refusal::invalid(url, "Not a valid URL"));
            }
        }

        let item = "line_items[0]";
        let price = format!("{item}[price_data]");
        if form.integer(&format!("{item}[quantity]"))? != 1 {
            return Err(Refusal::invalid(item, "one thing is sold at a time"));
        }

        let currency = form.need(&format!("{price}[currency]"))?.to_owned();
        let lowest = LOWEST.iter().find(|(code, _)| *code == currency);
        let lowest = lowest.ok_or_else(|| Refusal::invalid("currency", "Invalid currency"))?;
        let amount = form.integer(&format!("{price}[unit_amount]"))?;
        if amount < lowest.1 {
            return Err(Refusal::invalid("unit_amount", "amount_too_small"));
        }

        let name = form.need(&format!("{price}[product_data][name]"))?;
        let words = form.need("payment_intent_data[description]")?;
        if name.chars().count() > 250 || words.chars().count() > 1000 {
            return Err(Refusal::invalid("name", "is too long"));
        }

        for email in ["customer_email", "payment_intent_data[receipt_email]"] {
            if form.get(email).is_some_and(|email| !email.contains('@')) {
                return Err(Refusal::invalid(email, "Invalid email address"));
            }
        }

        form.get("client_reference_id");
        form.metadata("metadata")?;
        form.metadata("payment_intent_data[metadata]")?;
        form.has_no_more()?;

        Ok(Session {
            id: self.next_id("cs_test_a1"),
            form: form.clone(),
            amount,
            currency,
            status: SessionStatus::Open,
            intent: None,
        })
    }

    pub(super) fn look_session(&self, id: &str, query: &Form) -> Result<Value, Refusal> {
        query.one_of("expand[]", &["payment_intent.latest_charge"])?;
        query.need("expand[]")?;
        query.has_no_more()?;

        let session = self.sessions.get(id);
        let session = session.ok_or_else(|| Refusal::not_found("session"))?;
        let intent = session.intent.as_ref().map(|id| &self.intents[id]);
        let intent = intent.map(|intent| self.intent_json(intent));

        Ok(session.to_json(intent.as_ref(), 0))
    }

    pub(super) fn look_intent(&self, id: &str, query: &Form) -> Result<Value, Refusal> {
        query.one_of("expand[]", &["latest_charge"])?;
        query.need("expand[]")?;
        query.has_no_more()?;

        let intent = self.intents.get(id);
        intent
            .map(|intent| self.intent_json(intent))
            .ok_or_else(|| Refusal::not_found("intent"))
    }

    /// The payment of a session.
    pub(crate) fn intent_of(&self, session: &str) -> &Intent {
        &self.intents[self.sessions[session].intent.as_ref().unwrap()]
    }

    /// Completes a session; its payment succeeds, waits for the bank, or fails.
    pub(super) fn complete(&mut self, session: &str, to: SessionStatus) {
        let id = match self.sessions[session].intent.clone() {
            Some(id) => id,
            None => self.next_id("pi_3Q"),
        };
        let session = self.sessions.get_mut(session).unwrap();
        let may_end = matches!(
            session.status,
            SessionStatus::Open | SessionStatus::Processing
        );
        assert!(may_end, "what has ended does not end again");

        session.status = to;
        session.intent = Some(id.clone());
        let status = match to {
            SessionStatus::Paid => "succeeded",
            SessionStatus::Processing => "processing",
            _ => "requires_payment_method",
        };
        let metadata = session
            .form
            .metadata("payment_intent_data[metadata]")
            .unwrap();
        let intent = Intent {
            id: id.clone(),
            status,
            amount: session.amount,
            currency: session.currency.clone(),
            refunded: 0,
            metadata,
        };

        self.intents.insert(id, intent);
    }

    pub(super) fn refund(&mut self, form: &Form, now: i64) -> Result<Answer, Refusal> {
        let intent = form.need("payment_intent")?.to_owned();
        let amount = form.integer("amount")?;
        let reasons = ["duplicate", "fraudulent", "requested_by_customer"];
        form.one_of("reason", &reasons)?;
        let metadata = form.metadata("metadata")?;
        form.has_no_more()?;

        let status = match (self.keeps_the_money, self.ponders) {
            (true, _) => "failed",
            (false, true) => "pending",
            (false, false) => "succeeded",
        };
        let refund = self.give_back(NewRefund {
            intent: &intent,
            amount,
            status,
            metadata,
            now,
        })?;
        let event = (status == "succeeded").then(|| self.refunded_event(&intent));

        Ok(Answer {
            object: self.refund_json(&refund),
            event,
        })
    }

    /// Never more than was paid.
    pub(super) fn give_back(&mut self, new: NewRefund<'_>) -> Result<Refund, Refusal> {
        let NewRefund { amount, status, .. } = new;
        let intent = self.intents.get_mut(new.intent);
        let intent = intent.ok_or_else(|| Refusal::not_found("payment_intent"))?;
        if intent.status != "succeeded" {
            return Err(Refusal::invalid(
                "payment_intent",
                "does not have a successful charge to refund",
            ));
        }

        if intent.refunded + amount > intent.amount {
            return Err(Refusal::invalid(
                "amount",
                "Refund amount is greater than unrefunded amount on charge",
            ));
        }

        if status != "failed" {
            intent.refunded += amount;
        }

        let refund = Refund {
            id: self.next_id("re_3Q"),
            intent: new.intent.to_owned(),
            amount,
            status,
            metadata: new.metadata,
            created: new.now,
        };
        self.refunds.push(refund.clone());

        Ok(refund)
    }

    pub(super) fn open_dispute(&mut self, intent: &str, amount: u64, now: i64) -> String {
        let id = self.next_id("du_1Q");
        self.disputes.push(Dispute {
            id: id.clone(),
            intent: intent.to_owned(),
            amount,
            status: "needs_response",
            created: now,
        });

        id
    }

    pub(super) fn list_refunds(&self, query: &Form) -> Result<Value, Refusal> {
        let lines = self.refunds.iter().rev().map(|refund| Line {
            id: &refund.id,
            intent: &refund.intent,
            created: refund.created,
            object: self.refund_json(refund),
        });

        page(lines.collect(), query)
    }

    pub(super) fn list_disputes(&self, query: &Form) -> Result<Value, Refusal> {
        let lines = self.disputes.iter().rev().map(|dispute| Line {
            id: &dispute.id,
            intent: &dispute.intent,
            created: dispute.created,
            object: self.dispute_json(dispute),
        });

        page(lines.collect(), query)
    }

    pub(super) fn refunded_event(&self, intent: &str) -> Event {
        let charge = self.charge_json(&self.intents[intent]);
        Event::new("charge.refunded", charge)
    }

    pub(super) fn dispute_event(&self, kind: &'static str, id: &str) -> Event {
        let dispute = self.disputes.iter().find(|dispute| dispute.id == id);
        Event::new(kind, self.dispute_json(dispute.unwrap()))
    }

    fn next_id(&mut self, start: &str) -> String {
        self.count += 1;
        format!(
            "{start}{:08x}{:012x}",
            0x2c4a_9100 + self.count,
            self.count.wrapping_mul(0x9e37_79b9) & 0xffff_ffff
        )
    }

    fn intent_json(&self, intent: &Intent) -> Value {
        let received = if intent.status == "succeeded" {
            intent.amount
        } else {
            0
        };
        let charge = (received > 0).then(|| self.charge_json(intent));

        json!({
            "id": intent.id, "object": "payment_intent", "status": intent.status, "amount": intent.amount,
            "amount_received": received, "currency": intent.currency, "metadata": intent.metadata,
            "latest_charge": charge, "livemode": false, "created": 1,
        })
    }

    fn charge_json(&self, intent: &Intent) -> Value {
        let disputed = self.disputes.iter().any(|one| one.intent == intent.id);
        json!({
            "id": intent.id.replace("pi_", "ch_"), "object": "charge", "payment_intent": intent.id,
            "amount": intent.amount, "amount_refunded": intent.refunded, "currency": intent.currency,
            "refunded": intent.refunded == intent.amount, "disputed": disputed, "paid": true,
            "metadata": intent.metadata,
        })
    }

    fn refund_json(&self, refund: &Refund) -> Value {
        json!({
            "id": refund.id, "object": "refund", "payment_intent": refund.intent, "amount": refund.amount,
            "charge": refund.intent.replace("pi_", "ch_"), "currency": self.intents[&refund.intent].currency,
            "status": refund.status, "metadata": refund.metadata, "created": refund.created,
        })
    }

    fn dispute_json(&self, dispute: &Dispute) -> Value {
        json!({
            "id": dispute.id, "object": "dispute", "payment_intent": dispute.intent, "amount": dispute.amount,
            "charge": dispute.intent.replace("pi_", "ch_"), "currency": self.intents[&dispute.intent].currency,
            "status": dispute.status, "reason": "fraudulent", "created": dispute.created,
            "evidence_details": { "due_by": dispute.created + 700_000, "has_evidence": false },
        })
    }
}

/// A line of a list.
struct Line<'a> {
    id: &'a str,
    intent: &'a str,
    created: i64,
    object: Value,
}

/// A page of a list, newest first.
fn page(lines: Vec<Line<'_>>, query: &Form) -> Result<Value, Refusal> {
    let limit = query.integer("limit")?;
    if !(1..=100).contains(&limit) {
        return Err(Refusal::invalid("limit", "must be 1 to 100"));
    }

    let intent = query.get("payment_intent");
    let since = match query.get("created[gte]") {
        Some(_) => i64::try_from(query.integer("created[gte]")?).unwrap(),
        None => 0,
    };
    let after = query.get("starting_after");
    query.has_no_more()?;

    let is_wanted = |line: &Line<'_>| {
        line.created >= since && intent.is_none_or(|intent| intent == line.intent)
    };
    let wanted: Vec<Line<'_>> = lines.into_iter().filter(is_wanted).collect();
    let start = match after {
        Some(after) => {
            let place = wanted.iter().position(|line| line.id == after);
            place.ok_or_else(|| Refusal::not_found("starting_after"))? + 1
        }
        None => 0,
    };

    let left = wanted.len() - start;
    let data = wanted.into_iter().skip(start).take(limit as usize);
    let data: Vec<Value> = data.map(|line| line.object).collect();
    let has_more = left > data.len();

    Ok(json!({ "object": "list", "data": data, "has_more": has_more, "url": "/v1/list" }))
}

impl Session {
    /// The purchase it is for.
    pub(crate) fn purchase(&self) -> String {
        self.form.get("metadata[purchase]").unwrap().to_owned()
    }

    pub(super) fn to_json(&self, intent: Option<&Value>, now: i64) -> Value {
        let (status, payment_status) = match self.status {
            SessionStatus::Open => ("open", "unpaid"),
            SessionStatus::Paid => ("complete", "paid"),
            SessionStatus::Processing | SessionStatus::Failed => ("complete", "unpaid"),
            SessionStatus::Expired => ("expired", "unpaid"),
        };
        let url = format!("https://checkout.stripe.test/c/pay/{}", self.id);
        let url = (self.status == SessionStatus::Open).then_some(url);

        json!({
            "id": self.id, "object": "checkout.session", "status": status, "payment_status": payment_status,
            "amount_total": self.amount, "currency": self.currency, "url": url, "mode": "payment",
            "client_reference_id": self.form.get("client_reference_id"), "payment_intent": intent,
            "metadata": self.form.metadata("metadata").unwrap(), "livemode": false,
            "expires_at": now + 86_400,
        })
    }
}
