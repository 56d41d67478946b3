//! What is counted at the end, and that all counts agree.

use std::{collections::BTreeMap, fmt::Write};

use sqlx::{Connection, SqliteConnection};
use vernissage::domain::money::{Currency, Money};

use super::{
    bank::{Bank, BankPayment},
    customer::ActionCounts,
};
use crate::payments::service::{BOUGHT, TestService};

/// The sums of what was paid and what it has brought.
#[derive(Clone, Copy, Default)]
struct Sums {
    payments: u64,
    taken: u64,
    sold: u64,
    kept: u64,
}

/// Checks that the credits are those that were paid for, and says what was counted.
pub(super) async fn checked(
    service: &TestService,
    bank: &Bank,
    kills: u64,
    actions: &ActionCounts,
    refunded: u64,
) -> String {
    for expected in &actions.people {
        let ought: u64 = expected
            .pages
            .iter()
            .map(|page| left(&bank.payment(page)))
            .sum();

        assert_eq!(
            u64::from(service.balance(&expected.visitor).await),
            ought,
            "what somebody has"
        );
    }

    let mut by_currency: BTreeMap<Currency, Sums> = BTreeMap::new();
    for payment in bank.payments() {
        let sums = by_currency.entry(payment.amount.currency).or_default();
        sums.payments += 1;
        sums.taken += payment.amount.minor;
        sums.sold += credits(&payment);
        sums.kept += left(&payment);
    }

    check_credits(service, &by_currency).await;
    check_books(service, &by_currency).await;

    let paid: u64 = by_currency.values().map(|sums| sums.payments).sum();
    let given_back = actions.given_back + actions.given_back_in_part;
    assert_eq!(
        (paid, refunded + given_back),
        (actions.paid, bank.counts().refunds)
    );

    table(bank, kills, actions, refunded, &by_currency)
}

/// The credits that were sold are those of the succeeded payments, in each currency.
async fn check_credits(service: &TestService, by_currency: &BTreeMap<Currency, Sums>) {
    let mut db = SqliteConnection::connect(&service.database())
        .await
        .unwrap();
    let sql = "SELECT currency, CAST(sum(credits + extra) AS INTEGER) FROM charges
               WHERE person_id IS NOT NULL
               GROUP BY currency";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
    let ours: BTreeMap<String, u64> = rows
        .into_iter()
        .map(|(currency, credits)| (currency, credits.unsigned_abs()))
        .collect();
    let theirs: BTreeMap<String, u64> = by_currency
        .iter()
        .map(|(currency, sums)| (currency.code().to_owned(), sums.sold))
        .collect();

    assert_eq!(ours, theirs, "credits by currency");

    let sum: i64 = sqlx::query_scalar("SELECT sum(amount) FROM entries")
        .fetch_one(&mut db)
        .await
        .unwrap();

    assert_eq!(sum, 0, "the ledger's sum");
}

async fn check_books(service: &TestService, by_currency: &BTreeMap<Currency, Sums>) {
    let sold: u64 = by_currency.values().map(|sums| sums.sold).sum();
    let kept: u64 = by_currency.values().map(|sums| sums.kept).sum();
    let books = service.books().await;
    let line = |name: &str| {
        books[&("credits".to_owned(), name.to_owned())]
            .parse::<u64>()
            .unwrap()
    };

    assert_eq!(
        line("sold") + line("bonus"),
        sold,
        "the sum of credits is the sum of what was paid"
    );

    assert_eq!(line("returned_sold") + line("returned_gifts"), sold - kept);
    assert_eq!(line("people_have"), kept);
}

/// What a payment has brought: the smaller pack is the cheaper one in every currency.
fn credits(payment: &BankPayment) -> u64 {
    let cheaper = match payment.amount.currency {
        Currency::Rub => 5_000,
        Currency::Eur => 59,
        Currency::Usd => 65,
        _ => 90,
    };

    if payment.amount.minor == cheaper {
        50
    } else {
        BOUGHT.into()
    }
}

/// And what is left of it.
fn left(payment: &BankPayment) -> u64 {
    if payment.refunded == payment.amount.minor {
        0
    } else {
        credits(payment)
    }
}

fn table(
    bank: &Bank,
    kills: u64,
    actions: &ActionCounts,
    refunded: u64,
    by_currency: &BTreeMap<Currency, Sums>,
) -> String {
    let counts = bank.counts();
    let mut table = String::new();
    let mut line = |name: &str, what: String| writeln!(table, "  {name:<24}{what}").unwrap();

    let declined = actions.declined;
    let expired = actions.expired;
    line("provider", bank.name().to_owned());
    line("purchases", (actions.paid + declined + expired).to_string());
    line("declined, expired", format!("{declined}, {expired}"));
    line("kills", kills.to_string());

    for (currency, sums) in by_currency {
        let taken = Money::new(sums.taken, *currency);
        let Sums {
            payments,
            sold,
            kept,
            ..
        } = sums;
        line(
            &format!("paid in {}", currency.code()),
            format!("{payments}, {taken}: {sold} credits, {kept} kept"),
        );
    }

    line(
        "calls of the provider",
        format!(
            "{}, of which {} went wrong; {} lost answers",
            counts.calls, counts.wrong, counts.lost_answers
        ),
    );

    let unheard: u64 = counts.unheard.values().sum();
    line(
        "notifications",
        format!(
            "{} heard, {} repeated, {} lost; {unheard} tries unheard {:?}",
            counts.heard, counts.repeated, counts.lost, counts.unheard
        ),
    );

    line("pages at the provider", counts.pages.to_string());
    line(
        "refunded",
        format!(
            "{refunded} by command; in the provider's console {} whole and {} in part",
            actions.given_back, actions.given_back_in_part
        ),
    );

    line(
        "books",
        "as the provider's list in each currency; ledger sum 0; audit clean".to_owned(),
    );

    table
}
