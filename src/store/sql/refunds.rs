//! Refunds.
//!
//! The credits of a charge are set aside while its provider is asked. Then they go back to where
//! they came from, or to the person. A charge is refunded at most once.

use crate::store::database::{Connection, Pool, query, query_as, query_scalar};
use sqlx::FromRow;
use std::time::Duration;

use async_trait::async_trait;

use super::amounts::{money, provider};
use super::purchases::LONGEST_PAUSE;
use super::refund_requests::{
    Charge, OpenRefund, begin, book, changed, charge, open_refund, order, set_aside, user,
};
use super::{due, inbox_rows, locks, orders};
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, InboxId};
use crate::domain::incoming::Incoming;
use crate::domain::news::News;
use crate::domain::time::Moment;
use crate::store::refunds::RefundStore;
use crate::store::sql::SqlStore;
use crate::store::{
    ChargeKey, Refund, RefundOrder, RefundOutcome, RefundRefusal, RefundState, Result,
};

#[async_trait]
impl RefundStore for SqlStore {
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

pub(super) async fn settle(
    db: &mut Connection,
    key: &ChargeKey,
    outcome: RefundOutcome,
    now: Moment,
) -> Result<()> {
    locks::charge(db, key).await?;
    let (Some(charge), Some(refund)) = (charge(db, key).await?, open_refund(db, key).await?) else {
        return Ok(());
    };
    end(db, refund.id, outcome, now).await?;

    match outcome {
        RefundOutcome::Done => give_back(db, key, &charge, &refund, now).await?,
        RefundOutcome::Refused => restore(db, key, &charge, &refund, now).await?,
    }

    changed(db, &charge).await
}

async fn end(db: &mut Connection, id: i64, outcome: RefundOutcome, now: Moment) -> Result<()> {
    let state = match outcome {
        RefundOutcome::Done => "done",
        RefundOutcome::Refused => "refused",
    };
    let sql = "UPDATE refunds SET state = $2, ended_at = $3 WHERE id = $1";
    query(sql)
        .bind(id)
        .bind(state)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// The money is back: the credits return to where they came from.
async fn give_back(
    db: &mut Connection,
    key: &ChargeKey,
    charge: &Charge,
    refund: &OpenRefund,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE charges SET returned_at = $3,
                      payer = CASE WHEN EXISTS (SELECT 1 FROM persons
                                                WHERE persons.id = person_id AND forgotten_at IS NOT NULL)
                                   THEN NULL ELSE payer END
               WHERE provider = $1 AND id = $2";

    query(sql)
        .bind(key.provider.name())
        .bind(&key.id)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    let OpenRefund { id, set_aside, .. } = refund;
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

    inbox_rows::tell(db, chat, &format!("returned:{}", key.name()), &news, now).await
}

/// The chat that hears of it: the one that bought, if the person still has it.
async fn chat(db: &mut Connection, key: &ChargeKey, person: i64) -> Result<Option<i64>> {
    let sql = "SELECT chats.id FROM chats
               WHERE person_id = $1 AND private_id IS NULL
               ORDER BY chats.id IN (SELECT chat_id FROM purchases
                                     JOIN charges ON charges.purchase_id = purchases.id
                                     WHERE charges.provider = $2 AND charges.id = $3) DESC,
                        chats.id DESC
               LIMIT 1";

    let chat = query_scalar(sql)
        .bind(person)
        .bind(key.provider.name())
        .bind(&key.id);

    Ok(chat.fetch_optional(db).await?)
}

/// The provider refused: the person keeps the credits.
async fn restore(
    db: &mut Connection,
    key: &ChargeKey,
    charge: &Charge,
    refund: &OpenRefund,
    now: Moment,
) -> Result<()> {
    let OpenRefund {
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
    db: &mut Connection,
    key: ChargeKey,
    updates: Vec<InboxId>,
    now: Moment,
) -> Result<()> {
    inbox_rows::answered(db, &updates, now).await?;

    locks::charge(db, &key).await?;
    let Some(charge) = charge(db, &key)
        .await?
        .filter(|charge| charge.returned_at.is_none())
    else {
        return Ok(());
    };

    if open_refund(db, &key).await?.is_none() {
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
    db: &mut Connection,
    now: Moment,
    hide_for: Duration,
    limit: u32,
) -> Result<Vec<Refund>> {
    let sql = format!(
        "UPDATE refunds
         SET next_at = $1 + $2 * {}, next_set_at = $1, attempts = attempts + 1
         WHERE id IN (
             SELECT id FROM refunds WHERE state = 'asked' AND {} ORDER BY next_at LIMIT $3
             FOR UPDATE SKIP LOCKED
         )
         RETURNING id",
        due::BACKOFF,
        due::NEXT,
    );

    let hidden = i64::try_from(hide_for.as_millis()).unwrap_or(i64::MAX / (LONGEST_PAUSE * 2));
    let ids: Vec<i64> = query_scalar(sql)
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

async fn find(db: &mut Connection, id: i64) -> Result<Refund> {
    let sql = "SELECT refunds.provider, charge_id, reason, minor, currency, payer
               FROM refunds
               JOIN charges ON charges.provider = refunds.provider AND charges.id = charge_id
               WHERE refunds.id = $1";
    let row: Row = query_as(sql).bind(id).fetch_one(db).await?;

    Ok(Refund {
        number: id,
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
pub(super) async fn state(db: &Pool, key: &ChargeKey) -> Result<Option<RefundState>> {
    let sql =
        "SELECT state FROM refunds WHERE provider = $1 AND charge_id = $2 ORDER BY id DESC LIMIT 1";
    let state: Option<String> = query_scalar(sql)
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
