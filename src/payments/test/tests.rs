use tempfile::TempDir;

use super::*;
use crate::{
    clock::SystemClock,
    domain::{
        ids::{OrderId, PurchaseId},
        language::Language,
        money::Money,
        payment::{Closing, Goods},
    },
    payments::{PaymentOutcome, StatementEntry},
};

const PURCHASE: i64 = 36 * 36;

fn provider(folder: &TempDir) -> TestProvider {
    TestProvider::new(
        folder.path().join("test-payments"),
        String::new(),
        Arc::new(SystemClock),
    )
}

async fn opened(folder: &TempDir) -> (TestProvider, String) {
    let provider = provider(folder);
    let request = PaymentRequest {
        purchase: PurchaseId::from_row(PURCHASE),
        goods: Goods::Canvas(OrderId::from_chance(1)),
        price: Money::roubles(50),
        description: "50 credits",
        language: Language::En,
        return_url: "",
        contact: None,
    };

    let open = provider.create(&request).await.unwrap();
    assert_eq!(
        provider.create(&request).await.unwrap(),
        open,
        "the same purchase is the same payment"
    );

    (provider, open.payment)
}

async fn charges(provider: &TestProvider, payment: &str) -> Vec<String> {
    match provider.status(payment).await.unwrap().outcome {
        PaymentOutcome::Paid(entries) => entries
            .into_iter()
            .map(|entry| match entry {
                StatementEntry::Charged(charge) => charge.id,
                StatementEntry::Refunded(id) => format!("-{id}"),
                StatementEntry::PartlyRefunded { .. }
                | StatementEntry::Disputed(_)
                | StatementEntry::Other => panic!("every entry of a payment concerns it"),
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_payment_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (first, payment) = opened(&folder).await;
    assert_eq!(
        first.status(&payment).await.unwrap().outcome,
        PaymentOutcome::Pending
    );

    first.act(&payment, TestAction::Pay).await.unwrap();
    first.act(&payment, TestAction::Pay).await.unwrap();
    assert_eq!(
        charges(&provider(&folder), &payment).await,
        ["100", "100-2"]
    );
}

#[tokio::test]
async fn a_declined_payment_stays_declined_and_an_expired_one_can_be_paid() {
    for (action, closed, paid) in [
        (TestAction::Decline, Closing::Declined, 0),
        (TestAction::Expire, Closing::Expired, 1),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (provider, payment) = opened(&folder).await;
        provider.act(&payment, action).await.unwrap();
        assert_eq!(
            provider.status(&payment).await.unwrap().outcome,
            PaymentOutcome::Closed(closed)
        );

        provider.act(&payment, TestAction::Pay).await.unwrap();

        let outcome = provider.status(&payment).await.unwrap().outcome;
        let charges = if let PaymentOutcome::Paid(entries) = outcome {
            entries.len()
        } else {
            0
        };

        assert_eq!(charges, paid, "{action:?}");
    }
}

#[tokio::test]
async fn a_charge_is_refunded_once_and_no_other_is() {
    let folder = tempfile::tempdir().unwrap();
    let (provider, payment) = opened(&folder).await;
    provider.act(&payment, TestAction::Pay).await.unwrap();

    let refund = |charge| RefundRequest {
        number: 1,
        charge,
        amount: Money::roubles(50),
        payer: None,
        reason: "",
    };
    assert_eq!(
        provider.refund(&refund("100")).await.unwrap(),
        RefundStatus::Done
    );
    assert_eq!(
        provider.refund(&refund("100")).await.unwrap(),
        RefundStatus::Done
    );
    assert_eq!(
        provider.refund(&refund("100-2")).await.unwrap(),
        RefundStatus::Refused
    );

    assert_eq!(
        provider.refund(&refund("../100")).await.unwrap(),
        RefundStatus::Refused
    );

    assert_eq!(charges(&provider, &payment).await, ["100", "-100"]);
}
