//! The operator's accounts as the real program prints them, compared with the providers' own lists.

use std::collections::BTreeMap;

use vernissage::{
    domain::{
        money::{Currency, Money},
        time::Moment,
    },
    store::{ChargeStore, KeptCharge},
};

use crate::payments::service::TestService;

/// No clock here is put forward so far.
const LAST_DAY: &str = "2100-01-01";

/// A line of `vernissage books --csv`.
struct BookLine {
    kind: String,
    name: String,
    currency: String,
    amount: String,
}

/// A payment that a provider has taken, as the provider has it.
#[derive(Clone, Debug)]
pub(crate) struct TakenPayment {
    pub(crate) provider: &'static str,
    pub(crate) id: String,
    pub(crate) amount: Money,
    /// In the smallest unit.
    pub(crate) refunded: u64,
}

/// What a provider has taken in a currency.
#[derive(Clone, Copy, Default)]
struct Taken {
    payments: u64,
    minor: u64,
    returned: u64,
}

impl TestService {
    async fn book_lines(&self) -> Vec<BookLine> {
        let csv = self.says(&["books", "--csv", "--to", LAST_DAY]).await;
        let lines = csv.lines().skip(1).map(|line| {
            let [kind, name, currency, amount] = line.split(',').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };

            BookLine {
                kind: kind.to_owned(),
                name: name.to_owned(),
                currency: currency.to_owned(),
                amount: amount.to_owned(),
            }
        });

        lines.collect()
    }

    /// The lines of `vernissage books --csv`, by kind and name.
    pub(crate) async fn books(&self) -> BTreeMap<(String, String), String> {
        let lines = self.book_lines().await.into_iter();
        lines
            .map(|line| ((line.kind, line.name), line.amount))
            .collect()
    }

    /// One number of the books; what does not stand there is nothing.
    pub(crate) async fn booked(&self, kind: &str, name: &str) -> String {
        self.books()
            .await
            .get(&(kind.to_owned(), name.to_owned()))
            .cloned()
            .unwrap_or_else(|| "0".to_owned())
    }

    /// One number of a provider's books in a currency.
    pub(crate) async fn booked_in(&self, kind: &str, name: &str, currency: &str) -> String {
        let lines = self.book_lines().await;
        let line = lines
            .iter()
            .find(|line| line.kind == kind && line.name == name && line.currency == currency);

        line.map_or("0".to_owned(), |line| line.amount.clone())
    }

    pub(crate) async fn charges(&self) -> Vec<KeptCharge> {
        self.store
            .charges(Moment::from_millis(i64::MIN), Moment::from_millis(i64::MAX))
            .await
            .unwrap()
    }

    /// Every payment that was taken, by any provider.
    pub(crate) fn taken(&self) -> Vec<TakenPayment> {
        let mut taken = Vec::new();
        {
            let world = self.yookassa.world();
            let payments = world.till.payments.values();
            taken.extend(payments.filter(|payment| payment.is_paid()).map(|payment| {
                TakenPayment {
                    provider: "yookassa",
                    id: payment.id.clone(),
                    amount: Money::new(payment.amount, Currency::Rub),
                    refunded: payment.refunded,
                }
            }));
        }

        let world = self.stripe.world();
        let intents = world.till.intents.values();
        let paid = intents.filter(|intent| intent.status == "succeeded");
        taken.extend(paid.map(|intent| TakenPayment {
            provider: "stripe",
            id: intent.id.clone(),
            amount: Money::new(
                intent.amount,
                Currency::parse(&intent.currency.to_uppercase()).unwrap(),
            ),
            refunded: intent.refunded,
        }));

        taken
    }

    /// The books have each payment that was taken once, and no other; and they are sound.
    pub(crate) async fn agree(&self) {
        let taken = self.taken();
        let theirs = taken.iter().map(|payment| {
            let is_refunded = payment.refunded == payment.amount.minor;
            (payment.id.clone(), (payment.amount, is_refunded))
        });
        let kept = self.charges().await.into_iter();
        let ours = kept.map(|kept| (kept.charge.id, (kept.charge.amount, kept.refunded)));
        assert_eq!(
            ours.collect::<BTreeMap<_, _>>(),
            theirs.collect::<BTreeMap<_, _>>(),
            "the books have other charges than the providers"
        );

        let mut sums: BTreeMap<(&str, Currency), Taken> = BTreeMap::new();
        for payment in &taken {
            let sum = sums
                .entry((payment.provider, payment.amount.currency))
                .or_default();
            sum.payments += 1;
            sum.minor += payment.amount.minor;
            sum.returned += payment.refunded;
        }

        let lines = self.book_lines().await;
        for ((provider, currency), sum) in sums {
            let booked = |kind: &str| {
                let is_wanted = |line: &&BookLine| {
                    line.kind == kind && line.name == provider && line.currency == currency.code()
                };
                lines.iter().find(is_wanted).unwrap().amount.clone()
            };
            let decimal = |minor| Money::new(minor, currency).decimal();

            assert_eq!(
                [booked("payments"), booked("taken"), booked("returned")],
                [
                    sum.payments.to_string(),
                    decimal(sum.minor),
                    decimal(sum.returned)
                ],
                "{provider} {currency:?}"
            );
        }

        assert_eq!(
            self.says(&["books", "--audit"]).await,
            "the books are in order\n"
        );

        for refused in [
            self.yookassa.world().refused.clone(),
            self.stripe.world().refused.clone(),
        ] {
            assert!(
                refused.is_empty(),
                "a provider was asked for what it refuses: {refused:?}"
            );
        }
    }
}
