//! Refunds.
//!
//! The credits of a charge are set aside while its provider is asked. Then they go back to where
//! they came from, or to the person. A charge is refunded at most once.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::{FromRow, SqliteConnection, SqlitePool};

use super::purchases::{LONGEST_PAUSE, money, provider};
use super::{inbox, jobs, ledger, orders};
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, InboxId, OrderId, PersonId};
use crate::domain::incoming::Incoming;
use crate::domain::news::News;
use crate::domain::time::Moment;
use crate::store::refunds::RefundStore;
use crate::store::sqlite::SqliteStore;
use crate::store::{
    ChargeKey, Refund, RefundOrder, RefundOutcome, RefundRefusal, RefundState, Result,
};

#[async_trait]
impl RefundStore for SqliteStore {
    async fn begin_refund(
        &self,
        refund: RefundOrder,
    ) -> Result<std::result::Result<(), RefundRefusal>> {
        self.writer.run(move |db| Box::pin(begin(db, refund))).await
    }

    async fn due_refunds(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<Refund>> {
        self.writer
            .run(move |db| Box::pin(due(db, now, hide_for, limit)))
            .await
    }

    async fn settle_refund(
        &self,
        charge: &ChargeKey,
        outcome: RefundOutcome,
        now: Moment,
    ) -> Result<()> {
        let charge = charge.clone();
        self.writer
            .run(move |db| Box::pin(async move { settle(db, &charge, outcome, now).await }))
            .await
    }

    async fn refund_state(&self, charge: &ChargeKey) -> Result<Option<RefundState>> {
        state(&self.readers, charge).await
    }
}

/// What a charge brought, and whether it was returned.
#[derive(FromRow)]
struct Charge {
    person_id: Option<i64>,
    credits: u32,
    extra: u32,
    returned_at: Option<i64>,
}

impl Charge {
    fn total(&self) -> u32 {
        self.credits.saturating_add(self.extra)
    }
}

async fn charge(db: &mut SqliteConnection, key: &ChargeKey) -> Result<Option<Charge>> {
    let sql = "SELECT person_id, credits, extra, returned_at FROM charges WHERE provider = ?1 AND id = ?2";
    Ok(sqlx::query_as(sql)
        .bind(key.provider.name())
        .bind(&key.id)
        .fetch_optional(db)
        .await?)
}

/// A refund that its provider was asked for.
#[derive(FromRow)]
struct Asked {
    id: i64,
    set_aside: u32,
    written_off: u32,
}

async fn asked(db: &mut SqliteConnection, key: &ChargeKey) -> Result<Option<Asked>> {
    let sql = "SELECT id, set_aside, written_off FROM refunds
               WHERE provider = ?1 AND charge_id = ?2 AND state = 'asked'";
    Ok(sqlx::query_as(sql)
        .bind(key.provider.name())
        .bind(&key.id)
        .fetch_optional(db)
        .await?)
}

pub(super) async fn begin(
    db: &mut SqliteConnection,
    order: RefundOrder,
) -> Result<std::result::Result<(), RefundRefusal>> {
    let Some(charge) = charge(db, &order.charge).await? else {
        return Ok(Err(RefundRefusal::Unknown));
    };

    if charge.returned_at.is_some() || asked(db, &order.charge).await?.is_some() {
        return Ok(Err(RefundRefusal::Twice));
    }

    if !order.force && is_made(db, &order.charge).await? {
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
pub(super) async fn begin_automatic(db: &mut SqliteConnection, order: RefundOrder) -> Result<()> {
    let Some(charge) = charge(db, &order.charge).await? else {
        return Ok(());
    };
    set_aside(db, &charge, &order).await.map(drop)
}

/// Whether the charge paid for a canvas that the print shop has or had.
async fn is_made(db: &mut SqliteConnection, charge: &ChargeKey) -> Result<bool> {
    let sql = "SELECT count(*) FROM orders
               WHERE charge_provider = ?1 AND charge_id = ?2 AND stage IN ('in_production', 'shipped', 'delivered')";
    let made = sqlx::query_scalar::<_, i64>(sql)
        .bind(charge.provider.name())
        .bind(&charge.id);

    Ok(made.fetch_one(db).await? > 0)
}

/// The canvas order that a charge was for, if it was for one.
async fn order(db: &mut SqliteConnection, charge: &ChargeKey) -> Result<Option<OrderId>> {
    let sql = "SELECT order_id FROM charges
               JOIN purchases ON purchases.id = purchase_id
               WHERE charges.provider = ?1 AND charges.id = ?2";
    let found: Option<Option<i64>> = sqlx::query_scalar(sql)
        .bind(charge.provider.name())
        .bind(&charge.id)
        .fetch_optional(db)
        .await?;

    Ok(found.flatten().map(OrderId::from_row))
}

/// How many of the charge's credits the person still has.
async fn there(db: &mut SqliteConnection, charge: &Charge) -> Result<u32> {
    let Some(person) = charge.person_id else {
        return Ok(0);
    };
    let sql = "SELECT balance FROM accounts WHERE name = ?1";
    let balance: u32 = sqlx::query_scalar(sql)
        .bind(ledger::user(PersonId(person)))
        .fetch_one(db)
        .await?;

    Ok(balance.min(charge.total()))
}

async fn set_aside(
    db: &mut SqliteConnection,
    charge: &Charge,
    order: &RefundOrder,
) -> Result<Asked> {
    let set_aside = there(db, charge).await?;
    let written_off = charge.total() - set_aside;
    let sql = "INSERT INTO refunds (provider, charge_id, reason, forced, set_aside, written_off, next_at, asked_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
               RETURNING id";

    let id: i64 = sqlx::query_scalar(sql)
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

    Ok(Asked {
        id,
        set_aside,
        written_off,
    })
}

/// The account that was credited; empty if nobody was, and then nothing moves.
fn user(charge: &Charge) -> String {
    charge
        .person_id
        .map(|person| ledger::user(PersonId(person)))
        .unwrap_or_default()
}

async fn changed(db: &mut SqliteConnection, charge: &Charge) -> Result<()> {
    match charge.person_id {
        Some(person) => jobs::changed(db, PersonId(person)).await,
        None => Ok(()),
    }
}

type Move<'a> = (String, &'static str, &'a str, &'a str, u32);

async fn book(
    db: &mut SqliteConnection,
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

pub(super) async fn settle(
    db: &mut SqliteConnection,
    key: &ChargeKey,
    outcome: RefundOutcome,
    now: Moment,
) -> Result<()> {
    let (Some(charge), Some(refund)) = (charge(db, key).await?, asked(db, key).await?) else {
        return Ok(());
    };
    end(db, refund.id, outcome, now).await?;

    match outcome {
        RefundOutcome::Done => give_back(db, key, &charge, &refund, now).await?,
        RefundOutcome::Refused => restore(db, key, &charge, &refund, now).await?,
    }

    changed(db, &charge).await
}

async fn end(
    db: &mut SqliteConnection,
    id: i64,
    outcome: RefundOutcome,
    now: Moment,
) -> Result<()> {
    let state = match outcome {
        RefundOutcome::Done => "done",
        RefundOutcome::Refused => "refused",
    };
    let sql = "UPDATE refunds SET state = ?2, ended_at = ?3 WHERE id = ?1";
    sqlx::query(sql)
        .bind(id)
        .bind(state)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// The money is back: the credits return to where they came from.
async fn give_back(
    db: &mut SqliteConnection,
    key: &ChargeKey,
    charge: &Charge,
    refund: &Asked,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE charges SET returned_at = ?3,
                      payer = CASE WHEN EXISTS (SELECT 1 FROM persons
                                                WHERE persons.id = person_id AND forgotten_at IS NOT NULL)
                                   THEN NULL ELSE payer END
               WHERE provider = ?1 AND id = ?2";

    sqlx::query(sql)
        .bind(key.provider.name())
        .bind(&key.id)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    let Asked { id, set_aside, .. } = refund;
    let moves = [
        (
            format!("refund-sold:{id}"),
            "unsold",
            "refunds",
            key.provider.name(),
            charge.credits,
        ),
        (
            format!("refund-extra:{id}"),
            "ungiven",
            "refunds",
            "gifts",
            charge.extra,
        ),
    ];

    book(db, moves, &key.name(), now).await?;

    let Some(person) = charge.person_id else {
        return Ok(());
    };
    let chat = chat(db, key, person).await?.map(ChatId);
    if let Some(order) = order(db, key).await? {
        return orders::transitions::returned(db, order, key, chat, now).await;
    }

    let Some(chat) = chat else { return Ok(()) };
    let news = Incoming::News(News::TakenBack(Credits::new(*set_aside)));

    inbox::tell(db, chat, &format!("returned:{}", key.name()), &news, now).await
}

/// The chat that hears of it: the one that bought, if the person still has it.
async fn chat(db: &mut SqliteConnection, key: &ChargeKey, person: i64) -> Result<Option<i64>> {
    let sql = "SELECT chats.id FROM chats
               WHERE person_id = ?1
               ORDER BY chats.id IN (SELECT chat_id FROM purchases
                                     JOIN charges ON charges.purchase_id = purchases.id
                                     WHERE charges.provider = ?2 AND charges.id = ?3) DESC,
                        chats.id DESC
               LIMIT 1";

    let chat = sqlx::query_scalar(sql)
        .bind(person)
        .bind(key.provider.name())
        .bind(&key.id);

    Ok(chat.fetch_optional(db).await?)
}

/// The provider refused: the person keeps the credits.
async fn restore(
    db: &mut SqliteConnection,
    key: &ChargeKey,
    charge: &Charge,
    refund: &Asked,
    now: Moment,
) -> Result<()> {
    let Asked {
        id,
        set_aside,
        written_off,
    } = refund;
    let user = user(charge);
    let moves = [
        (
            format!("refund-restored:{id}"),
            "restore",
            "refunds",
            user.as_str(),
            *set_aside,
        ),
        (
            format!("refund-regained:{id}"),
            "regain",
            "refunds",
            "losses",
            *written_off,
        ),
    ];

    book(db, moves, &key.name(), now).await
}

/// The provider returned the money on its own.
pub(super) async fn returned(
    db: &mut SqliteConnection,
    key: ChargeKey,
    updates: Vec<InboxId>,
    now: Moment,
) -> Result<()> {
    inbox::answered(db, &updates, now).await?;

    let Some(charge) = charge(db, &key)
        .await?
        .filter(|charge| charge.returned_at.is_none())
    else {
        return Ok(());
    };

    if asked(db, &key).await?.is_none() {
        let order = RefundOrder {
            charge: key.clone(),
            reason: String::new(),
            force: false,
            now,
        };
        set_aside(db, &charge, &order).await?;
    }

    settle(db, &key, RefundOutcome::Done, now).await
}

#[derive(FromRow)]
struct Row {
    provider: String,
    charge_id: String,
    reason: String,
    minor: i64,
    currency: String,
    payer: Option<String>,
}

pub(super) async fn due(
    db: &mut SqliteConnection,
    now: Moment,
    hide_for: Duration,
    limit: u32,
) -> Result<Vec<Refund>> {
    let sql = "UPDATE refunds
               SET next_at = ?1 + ?2 * min(1 << min(attempts, 16), ?4), attempts = attempts + 1
               WHERE id IN (
                   SELECT id FROM refunds WHERE state = 'asked' AND next_at <= ?1 ORDER BY next_at LIMIT ?3
               )
               RETURNING id";

    let hidden = i64::try_from(hide_for.as_millis()).unwrap_or(i64::MAX / (LONGEST_PAUSE * 2));
    let ids: Vec<i64> = sqlx::query_scalar(sql)
        .bind(now.millis())
        .bind(hidden)
        .bind(limit)
        .bind(LONGEST_PAUSE)
        .fetch_all(&mut *db)
        .await?;

    let mut due = Vec::with_capacity(ids.len());
    for id in ids {
        due.push(find(db, id).await?);
    }

    Ok(due)
}

async fn find(db: &mut SqliteConnection, id: i64) -> Result<Refund> {
    let sql = "SELECT refunds.provider, charge_id, reason, minor, currency, payer
               FROM refunds
               JOIN charges ON charges.provider = refunds.provider AND charges.id = charge_id
               WHERE refunds.id = ?1";
    let row: Row = sqlx::query_as(sql).bind(id).fetch_one(db).await?;

    Ok(Refund {
        charge: ChargeKey {
            provider: provider(&row.provider)?,
            id: row.charge_id,
        },
        amount: money(row.minor, &row.currency)?,
        reason: row.reason,
        payer: row
            .payer
            .map(|json| serde_json::from_str(&json))
            .transpose()?,
    })
}

/// The state of the newest refund of a charge.
pub(super) async fn state(db: &SqlitePool, key: &ChargeKey) -> Result<Option<RefundState>> {
    let sql =
        "SELECT state FROM refunds WHERE provider = ?1 AND charge_id = ?2 ORDER BY id DESC LIMIT 1";
    let state: Option<String> = sqlx::query_scalar(sql)
        .bind(key.provider.name())
        .bind(&key.id)
        .fetch_optional(db)
        .await?;

    Ok(state.map(|state| match state.as_str() {
        "done" => RefundState::Done,
        "refused" => RefundState::Refused,
        _ => RefundState::Asked,
    }))
}
