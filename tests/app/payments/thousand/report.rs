//! What is counted at the end, and that all counts agree.

use std::fmt::Write;

use sqlx::{Connection, SqliteConnection};

use super::customer::ActionCounts;
use crate::payments::{
    fake::{Payment, Yookassa, decimal},
    service::{BOUGHT, TestService},
};

/// Checks that the credits are those that were paid for, and says what was counted.
pub(super) async fn checked(
    service: &TestService,
    kills: u64,
    actions: &ActionCounts,
    refunded: u64,
) -> String {
    for expected in &actions.people {
        let ought: u64 = expected
            .payments
            .iter()
            .map(|id| left(&service.yookassa.payment(id)))
            .sum();

        assert_eq!(
            u64::from(service.balance(&expected.visitor).await),
            ought,
            "what somebody has"
        );
    }

    let payments = service.yookassa.world().till.payments.clone();
    let paid = payments.values().filter(|payment| payment.is_paid());
    let (sold, kept) = paid.fold((0, 0), |(sold, kept), one| {
        (sold + credits(one), kept + left(one))
    });

    let returned = sold - kept;
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

    assert_eq!(line("returned_sold") + line("returned_gifts"), returned);
    assert_eq!(line("people_have"), kept);

    let mut db = SqliteConnection::connect(&service.database())
        .await
        .unwrap();
    let sum: i64 = sqlx::query_scalar("SELECT sum(amount) FROM entries")
        .fetch_one(&mut db)
        .await
        .unwrap();

    assert_eq!(sum, 0, "the ledger's sum");

    let (paid, taken) = service.yookassa.world().till.sum(Payment::is_paid);
    assert_eq!(
        (paid, refunded + actions.given_back),
        (
            actions.paid,
            service.yookassa.world().till.refunds.len() as u64
        )
    );

    table(
        &service.yookassa,
        kills,
        actions,
        (refunded, taken, sold, returned),
    )
}

/// What a payment has brought.
fn credits(payment: &Payment) -> u64 {
    if payment.amount == 5_000 {
        50
    } else {
        BOUGHT.into()
    }
}

/// And what is left of it.
fn left(payment: &Payment) -> u64 {
    if payment.refunded == payment.amount {
        0
    } else {
        credits(payment)
    }
}

fn table(
    yookassa: &Yookassa,
    kills: u64,
    actions: &ActionCounts,
    numbers: (u64, u64, u64, u64),
) -> String {
    let (refunded, taken, sold, returned) = numbers;
    let world = yookassa.world();
    let mut table = String::new();
    let sender = &world.sender;
    let mut line = |name: &str, what: String| writeln!(table, "  {name:<24}{what}").unwrap();

    let declined = actions.declined;
    let expired = actions.expired;
    line("purchases", (actions.paid + declined + expired).to_string());
    line("paid", format!("{}, {} RUB", actions.paid, decimal(taken)));
    line("declined, expired", format!("{declined}, {expired}"));

    line("kills", kills.to_string());

    let calls: u64 = world.calls.values().sum();
    let wrong: u64 = world.faults.total();
    line(
        "calls of YooKassa",
        format!(
            "{calls}, of which {wrong} went wrong; {} lost answers",
            world.faults.lost_answers()
        ),
    );

    let unheard: u64 = sender.unheard.values().sum();
    let notifications = format!(
        "{} heard, {} repeated, {} lost",
        sender.heard, sender.repeated, sender.lost
    );
    line(
        "notifications",
        format!(
            "{notifications}; {unheard} tries unheard {:?}",
            sender.unheard
        ),
    );

    line(
        "payments at YooKassa",
        format!("{} for as many purchases", world.till.payments.len()),
    );

    line(
        "refunded",
        format!(
            "{refunded} by command, {} in YooKassa's console",
            actions.given_back
        ),
    );

    line(
        "credited",
        format!("{sold} credits, each charge once; {returned} of them returned"),
    );

    line(
        "books",
        "as YooKassa's list; ledger sum 0; audit clean".to_owned(),
    );

    table
}
