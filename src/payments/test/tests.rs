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
    payments::{Entry, Outcome},
};

const PURCHASE: i64 = 36 * 36;

fn till(folder: &TempDir) -> TestTill {
    TestTill::new(
        folder.path().join("test-payments"),
        String::new(),
        Arc::new(SystemClock),
    )
}

async fn opened(folder: &TempDir) -> (TestTill, String) {
    let till = till(folder);
    let bill = Bill {
        purchase: PurchaseId::from_row(PURCHASE),
        goods: Goods::Canvas(OrderId::from_chance(1)),
        price: Money::roubles(50),
        description: "50 credits",
        language: Language::En,
        return_url: "",
        contact: None,
    };

    let open = till.open(&bill).await.unwrap();
    assert_eq!(
        till.open(&bill).await.unwrap(),
        open,
        "the same purchase is the same payment"
    );

    (till, open.payment)
}

async fn charges(till: &TestTill, payment: &str) -> Vec<String> {
    match till.look(payment).await.unwrap().outcome {
        Outcome::Paid(entries) => entries
            .into_iter()
            .map(|entry| match entry {
                Entry::FetchedStyle(charge) => charge.id,
                Entry::Returned(id) => format!("-{id}"),
                Entry::ReturnedInPart(..) | Entry::Other => {
                    panic!("every line of a payment concerns it")
                }
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_was_paid_is_known_to_the_next_process() {
    let folder = tempfile::tempdir().unwrap();
    let (first, payment) = opened(&folder).await;
    assert_eq!(
        first.look(&payment).await.unwrap().outcome,
        Outcome::Waiting
    );

    first.press(&payment, Press::Pay).await.unwrap();
    first.press(&payment, Press::Pay).await.unwrap();
    assert_eq!(charges(&till(&folder), &payment).await, ["100", "100-2"]);
}

#[tokio::test]
async fn what_is_declined_stays_so_and_what_is_late_may_be_paid() {
    for (press, closed, paid) in [
        (Press::Decline, Closing::Declined, 0),
        (Press::Expire, Closing::Expired, 1),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (till, payment) = opened(&folder).await;
        till.press(&payment, press).await.unwrap();
        assert_eq!(
            till.look(&payment).await.unwrap().outcome,
            Outcome::Closed(closed)
        );

        till.press(&payment, Press::Pay).await.unwrap();

        let outcome = till.look(&payment).await.unwrap().outcome;
        let taken = if let Outcome::Paid(entries) = outcome {
            entries.len()
        } else {
            0
        };

        assert_eq!(taken, paid, "{press:?}");
    }
}

#[tokio::test]
async fn a_charge_is_given_back_once_and_no_other_is() {
    let folder = tempfile::tempdir().unwrap();
    let (till, payment) = opened(&folder).await;
    till.press(&payment, Press::Pay).await.unwrap();

    let refund = |charge| Repayment {
        charge,
        amount: Money::roubles(50),
        payer: None,
        reason: "",
    };
    assert_eq!(till.refund(&refund("100")).await.unwrap(), Repaid::Done);
    assert_eq!(till.refund(&refund("100")).await.unwrap(), Repaid::Done);
    assert_eq!(
        till.refund(&refund("100-2")).await.unwrap(),
        Repaid::Refused
    );

    assert_eq!(
        till.refund(&refund("../100")).await.unwrap(),
        Repaid::Refused
    );

    assert_eq!(charges(&till, &payment).await, ["100", "-100"]);
}
