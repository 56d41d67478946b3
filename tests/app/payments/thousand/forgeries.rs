//! Strangers who forge notifications, and an operator who refunds.

use std::time::Duration;

use serde_json::json;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::{
    payments::{
        fake::{Notification, Status, Yookassa},
        service::TestService,
    },
    support::chance::Chance,
};

/// Letters about payments that nobody has paid: from a stranger's address, and from one that looks
/// right.
pub(super) async fn forge(yookassa: Yookassa, mut chance: Chance) {
    loop {
        tokio::time::sleep(Duration::from_millis(100 + chance.below(100))).await;

        let pending = yookassa
            .world()
            .till
            .payments
            .values()
            .rfind(|one| one.status == Status::Pending)
            .cloned();
        let Some(payment) = pending else { continue };
        let object = json!({ "id": payment.id, "status": "succeeded", "paid": true, "amount": payment.order["amount"] });
        let from = ["203.0.113.9", "185.71.76.2"][chance.below(2) as usize];
        yookassa
            .deliver(
                &Notification {
                    event: "payment.succeeded",
                    object,
                },
                from,
            )
            .await;
    }
}

/// Gives back what is asked for, by the real command; how many.
pub(super) async fn give_back(service: &TestService, mut asked: UnboundedReceiver<String>) -> u64 {
    let mut refunded = 0;
    while let Some(purchase) = asked.recv().await {
        service
            .says(&["refund", &purchase, "--reason", "regretted"])
            .await;
        refunded += 1;
    }

    refunded
}
