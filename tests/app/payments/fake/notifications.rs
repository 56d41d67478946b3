//! Notifications: what changes a payment at YooKassa, and the notifications about it, which are repeated
//! until they are answered with 200.

use std::{collections::BTreeMap, net::SocketAddr, time::Duration};

use serde_json::{Value, json};

use super::{Status, Yookassa};
use crate::support::chance::Chance;

/// Where YooKassa's notifications come from.
pub(crate) const THEIRS: &str = "185.71.76.1";
/// It does not wait for an answer for ever.
const LIMIT: Duration = Duration::from_secs(5);
/// Between two tries; theirs is longer.
const PAUSE: Duration = Duration::from_millis(150);

/// A notification.
#[derive(Clone, Debug)]
pub(crate) struct Notification {
    pub(crate) event: &'static str,
    pub(crate) object: Value,
}

/// What becomes of notifications by chance: some are lost, some repeated, some late, so that they come in
/// another order.
#[derive(Clone, Debug)]
pub(crate) struct DeliveryFaults {
    pub(crate) chance: Chance,
}

#[derive(Debug, Default)]
pub(crate) struct NotificationSender {
    pub(crate) to: Option<SocketAddr>,
    pub(crate) delivery_faults: Option<DeliveryFaults>,
    /// Letters that are not answered yet.
    pub(crate) waiting: u64,
    pub(crate) heard: u64,
    /// Heard again although they were heard before.
    pub(crate) repeated: u64,
    /// Tries that were not answered with 200.
    pub(crate) unheard: BTreeMap<Option<u16>, u64>,
    pub(crate) lost: u64,
}

/// After what time, and how often.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Delivery {
    pub(crate) delay: Duration,
    pub(crate) copies: u64,
}

impl NotificationSender {
    /// What becomes of the next notification; it counts as waiting from now on.
    pub(crate) fn draw(&mut self) -> Delivery {
        let (delay, copies) = self
            .delivery_faults
            .as_mut()
            .map_or((0, 1), DeliveryFaults::draw);

        self.waiting += copies;
        self.lost += u64::from(copies == 0);

        Delivery {
            delay: Duration::from_millis(delay),
            copies,
        }
    }

    /// A copy of a notification was acknowledged.
    pub(crate) fn is_heard(&mut self, copy: u64) {
        self.waiting -= 1;
        if copy == 0 {
            self.heard += 1;
        } else {
            self.repeated += 1;
        }
    }
}

impl Notification {
    pub(crate) fn body(&self) -> Value {
        json!({ "type": "notification", "event": self.event, "object": self.object })
    }
}

impl Yookassa {
    /// The person pays; the notification that tells of it.
    pub(crate) fn succeed(&self, id: &str) -> Notification {
        self.become_of(id, Status::Succeeded, "payment.succeeded")
    }

    /// It will not be paid any more: the bank says no, or the time is up.
    pub(crate) fn cancel(&self, id: &str, reason: &'static str) -> Notification {
        self.become_of(id, Status::Canceled(reason), "payment.canceled")
    }

    fn become_of(&self, id: &str, status: Status, event: &'static str) -> Notification {
        let notification = {
            let mut world = self.world();
            let payment = world.till.payments.get_mut(id).unwrap();
            assert_eq!(
                payment.status,
                Status::Pending,
                "what has ended does not end again"
            );

            payment.status = status;
            Notification {
                event,
                object: payment.to_json(),
            }
        };

        self.ring();
        notification
    }

    /// The operator gives money back in YooKassa's own office.
    pub(crate) fn give_back(&self, id: &str, kopecks: u64) -> Notification {
        let mut world = self.world();
        world.till.give_back(id, kopecks).unwrap();

        let refund = world.till.next_id("0015");
        let amount = json!({ "value": super::till::decimal(kopecks), "currency": "RUB" });
        let object =
            json!({ "id": refund, "payment_id": id, "status": "succeeded", "amount": amount });

        Notification {
            event: "refund.succeeded",
            object,
        }
    }

    /// Sends a notification until it is heard; by bad delivery_faults never, twice, or later.
    pub(crate) fn notify(&self, notification: Notification) {
        let delivery = self.world().sender.draw();
        self.send(notification, delivery);
    }

    fn send(&self, notification: Notification, delivery: Delivery) {
        let yookassa = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(delivery.delay).await;
            for copy in 0..delivery.copies {
                yookassa.deliver_until_accepted(&notification).await;
                yookassa.world().sender.is_heard(copy);
                yookassa.ring();
            }
        });
    }

    async fn deliver_until_accepted(&self, notification: &Notification) {
        loop {
            let answer = self.deliver(notification, THEIRS).await;
            if answer == Some(200) {
                return;
            }

            *self.world().sender.unheard.entry(answer).or_default() += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Brings a notification once, from an address that a proxy of the service tells of; what is
    /// answered.
    pub(crate) async fn deliver(&self, notification: &Notification, from: &str) -> Option<u16> {
        self.bring(notification.body().to_string(), Some(from))
            .await
    }

    /// Brings any words to where notifications come.
    pub(crate) async fn bring(&self, words: String, from: Option<&str>) -> Option<u16> {
        let to = self
            .world()
            .sender
            .to
            .expect("no address for notifications");
        let mut request = self
            .0
            .client
            .post(format!("http://{to}/hooks/yookassa"))
            .timeout(LIMIT);

        if let Some(from) = from {
            request = request.header("x-forwarded-for", from);
        }

        let answer = request
            .header("content-type", "application/json")
            .body(words)
            .send()
            .await;

        answer.ok().map(|answer| answer.status().as_u16())
    }

    /// Waits until every notification is heard.
    pub(crate) async fn heard(&self) {
        self.until(|world| (world.sender.waiting == 0).then_some(()))
            .await;
    }
}

impl DeliveryFaults {
    /// After how many milliseconds, and how often.
    fn draw(&mut self) -> (u64, u64) {
        let delay = if self.chance.below(3) == 0 {
            self.chance.below(1500)
        } else {
            0
        };

        let copies = match self.chance.below(10) {
            0 | 1 => 0,
            2..=4 => 2 + self.chance.below(4),
            _ => 1,
        };

        (delay, copies)
    }
}
