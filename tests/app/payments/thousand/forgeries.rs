//! Strangers who forge notifications, and an operator who refunds.

use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;

use super::bank::Bank;
use crate::{payments::service::TestService, support::chance::Chance};

/// Letters about payments that nobody has paid.
pub(super) async fn forge(bank: Bank, mut chance: Chance) {
    loop {
        tokio::time::sleep(Duration::from_millis(100 + chance.below(100))).await;
        bank.forge(&mut chance).await;
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
