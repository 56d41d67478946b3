//! Asking for a refund: what a charge brought, and the credits that are set aside for it.

use super::{ledger, locks, persons};
use crate::domain::credits::Credits;
use crate::domain::ids::{OrderId, PersonId};
use crate::domain::time::Moment;
use crate::store::database::{Connection, query_as, query_scalar};
use crate::store::{ChargeKey, RefundOrder, RefundRefusal, Result};
use sqlx::FromRow;

/// What a charge brought, and whether it was returned.
#[derive(FromRow)]
pub(super) struct Charge {
    pub(super) person_id: Option<i64>,
    #[sqlx(try_from = "i64")]
    pub(super) credits: u32,
    #[sqlx(try_from = "i64")]
    pub(super) extra: u32,
    pub(super) returned_at: Option<i64>,
}

impl Charge {
    pub(super) fn total(&self) -> u32 {
        self.credits.saturating_add(self.extra)
    }
}

pub(super) async fn charge(db: &mut Connection, key: &ChargeKey) -> Result<Option<Charge>> {
    let sql = "SELECT person_id, credits, extra, returned_at FROM charges WHERE provider = $1 AND id = $2";
    Ok(query_as(sql)
        .bind(key.provider.name())
        .bind(&key.id)
        .fetch_optional(db)
        .await?)
}

/// A refund that its provider was asked for.
#[derive(FromRow)]
pub(super) struct OpenRefund {
    pub(super) id: i64,
    #[sqlx(try_from = "i64")]
    pub(super) set_aside: u32,
    #[sqlx(try_from = "i64")]
    pub(super) written_off: u32,
}

pub(super) async fn open_refund(
    db: &mut Connection,
    key: &ChargeKey,
) -> Result<Option<OpenRefund>> {
    let sql = "SELECT id, set_aside, written_off FROM refunds
               WHERE provider = $1 AND charge_id = $2 AND state = 'asked'";
    Ok(query_as(sql)
        .bind(key.provider.name())
        .bind(&key.id)
        .fetch_optional(db)
        .await?)
}

pub(super) async fn begin(
    db: &mut Connection,
    order: RefundOrder,
) -> Result<std::result::Result<(), RefundRefusal>> {
    locks::charge(db, &order.charge).await?;
    let Some(charge) = charge(db, &order.charge).await? else {
        return Ok(Err(RefundRefusal::Unknown));
    };

    if charge.returned_at.is_some() || open_refund(db, &order.charge).await?.is_some() {
        return Ok(Err(RefundRefusal::Twice));
    }

    if !order.force && is_in_production(db, &order.charge).await? {
        return Ok(Err(RefundRefusal::Made));
    }

    let spent = charge.total() - there(db, &charge).await?;
    if spent > 0 && !order.force {
        return Ok(Err(RefundRefusal::Spent(Credits::new(spent))));
    }

    set_aside(db, &charge, &order).await?;
    Ok(Ok(()))
}

/// Begins a refund without the operator: of a charge that bought nothing.
pub(super) async fn begin_automatic(db: &mut Connection, order: RefundOrder) -> Result<()> {
    let Some(charge) = charge(db, &order.charge).await? else {
        return Ok(());
    };
    set_aside(db, &charge, &order).await.map(drop)
}

/// Whether the charge paid for a canvas that the print shop has or had.
async fn is_in_production(db: &mut Connection, charge: &ChargeKey) -> Result<bool> {
    let sql = "SELECT count(*) FROM orders
               WHERE charge_provider = $1 AND charge_id = $2 AND stage IN ('in_production', 'shipped', 'delivered')";
    let orders = query_scalar::<i64>(sql)
        .bind(charge.provider.name())
        .bind(&charge.id);

    Ok(orders.fetch_one(db).await? > 0)
}

/// The canvas order that a charge was for, if it was for one.
pub(super) async fn order(db: &mut Connection, charge: &ChargeKey) -> Result<Option<OrderId>> {
    let sql = "SELECT order_id FROM charges
               JOIN purchases ON purchases.id = purchase_id
               WHERE charges.provider = $1 AND charges.id = $2";
    let found: Option<Option<i64>> = query_scalar(sql)
        .bind(charge.provider.name())
        .bind(&charge.id)
        .fetch_optional(db)
        .await?;

    Ok(found.flatten().map(OrderId::from_row))
}

/// How many of the charge's credits the person still has.
async fn there(db: &mut Connection, charge: &Charge) -> Result<u32> {
    let Some(person) = charge.person_id else {
        return Ok(0);
    };
    let sql = "SELECT balance FROM accounts WHERE name = $1";
    let balance: u32 = query_scalar(sql)
        .bind(ledger::user(PersonId(person)))
        .fetch_one(db)
        .await?;

    Ok(balance.min(charge.total()))
}

pub(super) async fn set_aside(
    db: &mut Connection,
    charge: &Charge,
    order: &RefundOrder,
) -> Result<OpenRefund> {
    if let Some(person) = charge.person_id {
        locks::person(db, PersonId(person)).await?;
    }
    let set_aside = there(db, charge).await?;
    let written_off = charge.total() - set_aside;
    let sql = "INSERT INTO refunds (provider, charge_id, reason, forced, set_aside, written_off, next_at, next_set_at, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7)
               RETURNING id";

    let id: i64 = query_scalar(sql)
        .bind(order.charge.provider.name())
        .bind(&order.charge.id)
        .bind(&order.reason)
        .bind(order.force)
        .bind(set_aside)
        .bind(written_off)
        .bind(order.now.millis())
        .fetch_one(&mut *db)
        .await?;

    let name = order.charge.name();
    let user = user(charge);
    let moves = [
        (
            format!("refund:{id}"),
            "refund",
            user.as_str(),
            "refunds",
            set_aside,
        ),
        (
            format!("refund-loss:{id}"),
            "loss",
            "losses",
            "refunds",
            written_off,
        ),
    ];

    book(db, moves, &name, order.now).await?;
    changed(db, charge).await?;

    Ok(OpenRefund {
        id,
        set_aside,
        written_off,
    })
}

/// The account that was credited; empty if nobody was, and then nothing moves.
pub(super) fn user(charge: &Charge) -> String {
    charge
        .person_id
        .map(|person| ledger::user(PersonId(person)))
        .unwrap_or_default()
}

pub(super) async fn changed(db: &mut Connection, charge: &Charge) -> Result<()> {
    match charge.person_id {
        Some(person) => persons::changed(db, PersonId(person)).await,
        None => Ok(()),
    }
}

type Move<'a> = (String, &'static str, &'a str, &'a str, u32);

pub(super) async fn book(
    db: &mut Connection,
    moves: [Move<'_>; 2],
    note: &str,
    now: Moment,
) -> Result<()> {
    for (reason, kind, from, to, amount) in moves {
        let movement = ledger::Movement {
            reason: &reason,
            kind,
            from,
            to,
            amount: Credits::new(amount),
            note,
        };
        ledger::book(db, movement, now).await?;
    }

    Ok(())
}
