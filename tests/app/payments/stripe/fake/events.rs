//! Events: what changes at Stripe, and the signed notifications about it, which are repeated until
//! they are answered with 2xx.

use std::{collections::BTreeMap, time::Duration};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{SIGNING_SECRET, SessionStatus, Stripe, till::NewRefund};

/// It does not wait for an answer for ever.
const LIMIT: Duration = Duration::from_secs(5);
/// Between two tries; theirs is longer.
const PAUSE: Duration = Duration::from_millis(150);

/// An event.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) kind: &'static str,
    pub(crate) object: Value,
}

impl Event {
    pub(crate) fn new(kind: &'static str, object: Value) -> Self {
        Self { kind, object }
    }

    pub(crate) fn body(&self) -> String {
        let event = json!({
            "id": "evt_1QpTest", "object": "event", "type": self.kind, "livemode": false,
            "api_version": super::VERSION, "data": { "object": self.object },
        });

        event.to_string()
    }
}

/// The header with the signature of a body.
pub(crate) fn signature(body: &str, at: i64, secret: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}

impl Stripe {
    /// The person pays.
    pub(crate) fn succeed(&self, session: &str) -> Event {
        self.complete(session, SessionStatus::Paid, "checkout.session.completed")
    }

    /// The person pays by a method that takes days.
    pub(crate) fn process(&self, session: &str) -> Event {
        self.complete(
            session,
            SessionStatus::Processing,
            "checkout.session.completed",
        )
    }

    /// The bank says no to it, after days.
    pub(crate) fn fail(&self, session: &str) -> Event {
        self.complete(
            session,
            SessionStatus::Failed,
            "checkout.session.async_payment_failed",
        )
    }

    fn complete(&self, session: &str, to: SessionStatus, kind: &'static str) -> Event {
        self.world().till.complete(session, to);
        self.ring();
        self.event(kind, session)
    }

    /// The time is up.
    pub(crate) fn expire(&self, session: &str) -> Event {
        {
            let mut world = self.world();
            let session = world.till.sessions.get_mut(session).unwrap();
            assert_eq!(session.status, SessionStatus::Open);
            session.status = SessionStatus::Expired;
        }

        self.ring();
        self.event("checkout.session.expired", session)
    }

    fn event(&self, kind: &'static str, session: &str) -> Event {
        let world = self.world();
        let session = &world.till.sessions[session];
        let intent = session.intent.as_deref().map(Value::from);
        Event::new(kind, session.to_json(intent.as_ref(), 0))
    }

    /// The operator gives money back in Stripe's own dashboard.
    pub(crate) fn give_back(&self, session: &str, minor: u64) -> Event {
        let mut world = self.world();
        let now = world.now();
        let intent = world.till.intent_of(session).id.clone();
        let refund = NewRefund {
            intent: &intent,
            amount: minor,
            status: "succeeded",
            metadata: BTreeMap::new(),
            now,
        };
        world.till.give_back(refund).unwrap();

        world.till.refunded_event(&intent)
    }

    /// The person tells their bank that they want it back.
    pub(crate) fn dispute(&self, session: &str, minor: u64) -> Event {
        let mut world = self.world();
        let now = world.now();
        let intent = world.till.intent_of(session).id.clone();
        let dispute = world.till.open_dispute(&intent, minor, now);

        world.till.dispute_event("charge.dispute.created", &dispute)
    }

    /// The bank has decided the last dispute.
    pub(crate) fn decide_dispute(&self, status: &'static str) -> Event {
        let mut world = self.world();
        let dispute = world.till.disputes.last_mut().unwrap();
        dispute.status = status;
        let id = dispute.id.clone();

        world.till.dispute_event("charge.dispute.closed", &id)
    }

    /// Sends an event until it is heard; by bad delivery faults never, twice, or later.
    pub(crate) fn notify(&self, event: Event) {
        let faults = self.world().sender.draw();
        let stripe = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(faults.delay).await;
            for copy in 0..faults.copies {
                stripe.deliver_until_accepted(&event).await;
                stripe.world().sender.is_heard(copy);
                stripe.ring();
            }
        });
    }

    async fn deliver_until_accepted(&self, event: &Event) {
        loop {
            let answer = self.deliver(event).await;
            if answer == Some(200) {
                return;
            }

            *self.world().sender.unheard.entry(answer).or_default() += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Brings an event once, signed; what is answered.
    pub(crate) async fn deliver(&self, event: &Event) -> Option<u16> {
        let body = event.body();
        let now = self.world().now();
        let header = signature(&body, now, SIGNING_SECRET);
        self.bring(body, Some(header)).await
    }

    /// Brings any words with any signature to where events come.
    pub(crate) async fn bring(&self, words: String, signature: Option<String>) -> Option<u16> {
        let to = self.world().sender.to.expect("no address for events");
        let mut request = self
            .0
            .client
            .post(format!("http://{to}/hooks/stripe"))
            .timeout(LIMIT);

        if let Some(signature) = signature {
            request = request.header("stripe-signature", signature);
        }

        let answer = request
            .header("content-type", "application/json; charset=utf-8")
            .body(words)
            .send()
            .await;

        answer.ok().map(|answer| answer.status().as_u16())
    }

    /// Waits until every event is heard.
    pub(crate) async fn heard(&self) {
        self.until(|world| (world.sender.waiting == 0).then_some(()))
            .await;
    }
}
