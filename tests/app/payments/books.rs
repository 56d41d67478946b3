//! The operator's accounts as the real program prints them, compared with YooKassa's own list.

use std::collections::BTreeMap;

use vernissage::{
    domain::time::Moment,
    store::{ChargeStore, KeptCharge},
};

use crate::payments::{
    fake::{Payment, decimal},
    service::TestService,
};

/// No clock here is put forward so far.
const LAST_DAY: &str = "2100-01-01";

impl TestService {
    /// The lines of `vernissage books --csv`, by kind and name.
    pub(crate) async fn books(&self) -> BTreeMap<(String, String), String> {
        let csv = self.says(&["books", "--csv", "--to", LAST_DAY]).await;
        let lines = csv.lines().skip(1).map(|line| {
            let [kind, name, _, amount] = line.split(',').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            ((kind.to_owned(), name.to_owned()), amount.to_owned())
        });

        lines.collect()
    }

    /// One number of the books; what does not stand there is nothing.
    pub(crate) async fn booked(&self, kind: &str, name: &str) -> String {
        self.books()
            .await
            .get(&(kind.to_owned(), name.to_owned()))
            .cloned()
            .unwrap_or_else(|| "0".to_owned())
    }

    pub(crate) async fn charges(&self) -> Vec<KeptCharge> {
        self.store
            .charges(Moment::from_millis(i64::MIN), Moment::from_millis(i64::MAX))
            .await
            .unwrap()
    }

    /// The books have each payment that YooKassa has taken once, and no other; and they are sound.
    pub(crate) async fn agree(&self) {
        let (theirs, taken, returned) = {
            let world = self.yookassa.world();
            let paid = world
                .till
                .payments
                .values()
                .filter(|payment| payment.is_paid());

            let theirs: BTreeMap<String, (u64, bool)> = paid
                .map(|payment| {
                    (
                        payment.id.clone(),
                        (payment.amount, payment.refunded == payment.amount),
                    )
                })
                .collect();

            let returned = world
                .till
                .payments
                .values()
                .filter(|payment| payment.refunded == payment.amount);

            (
                theirs,
                world.till.sum(Payment::is_paid),
                returned.map(|payment| payment.amount).sum::<u64>(),
            )
        };

        let kept = self.charges().await.into_iter();
        let ours = kept.map(|kept| (kept.charge.id, (kept.charge.amount.minor, kept.refunded)));
        assert_eq!(
            ours.collect::<BTreeMap<_, _>>(),
            theirs,
            "the books have other charges than YooKassa"
        );

        if !theirs.is_empty() {
            let books = self.books().await;
            let line = |kind: &str| books[&(kind.to_owned(), "yookassa".to_owned())].clone();
            let expected = (taken.0.to_string(), decimal(taken.1), decimal(returned));
            assert_eq!(
                (line("payments"), line("taken"), line("returned")),
                expected
            );
        }

        assert_eq!(
            self.says(&["books", "--audit"]).await,
            "the books are in order\n"
        );

        let refused = self.yookassa.world().refused.clone();
        assert!(
            refused.is_empty(),
            "YooKassa was asked for what it refuses: {refused:?}"
        );
    }
}
