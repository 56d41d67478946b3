//! Canvas orders as rows: the order as JSON, beside the columns by which it is found.

pub(super) mod masters;
pub(super) mod transitions;

use crate::store::database::{Connection, QueryBuilder, Target, query, query_as, query_scalar};
use async_trait::async_trait;
use sqlx::FromRow;

use super::amounts::{minor, provider};
use super::pictures;
use crate::domain::ids::{ChatId, OrderId, PersonId};
use crate::domain::language::Language;
use crate::domain::order::{CanvasOrder, Stage};
use crate::domain::time::Moment;
use crate::store::ChatOwner;
use crate::store::orders::{Advance, KeptOrder, OrderRefusal, OrderStore, StageCount};
use crate::store::refunds::RefundRefusal;
use crate::store::sql::SqlStore;
use crate::store::sql::persons;
use crate::store::{ChargeKey, Result, StoreError};

#[async_trait]
impl OrderStore for SqlStore {
    async fn orders_at_stage(&self, stage: &str, limit: u32) -> Result<Vec<KeptOrder>> {
        at(&self.readers, stage, limit).await
    }

    async fn orders_by_stage(&self) -> Result<Vec<StageCount>> {
        by_stage(&self.readers).await
    }

    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>> {
        let mut db = self.readers.acquire().await?;
        find(&mut db, id).await
    }

    async fn advance_order(
        &self,
        id: OrderId,
        advance: Advance,
        now: Moment,
    ) -> Result<std::result::Result<CanvasOrder, OrderRefusal>> {
        self.writer
            .run(move |db| Box::pin(transitions::advance(db, id, advance, now)))
            .await
    }

    async fn drop_drafts(&self, before: Moment) -> Result<u64> {
        self.writer
            .run(move |db| Box::pin(drop_drafts(db, before)))
            .await
    }

    async fn refund_order(
        &self,
        id: OrderId,
        reason: String,
        force: bool,
        now: Moment,
    ) -> Result<std::result::Result<ChargeKey, RefundRefusal>> {
        self.writer
            .run(move |db| {
                Box::pin(transitions::refund(
                    db,
                    id,
                    transitions::RefundReason { reason, force },
                    now,
                ))
            })
            .await
    }
}

/// The stages at which a paid canvas is under way.
pub(super) const UNDER_WAY: &str = "('paid', 'in_production', 'shipped')";
/// Drafts that are deleted in one transaction.
const DROPPED_AT_ONCE: u32 = 500;
/// How many orders a person sees.
const LISTED: u32 = 10;

/// Saves an order as a step left it. Fails with `Conflict` if the number belongs to somebody else,
/// so that the step draws another.
pub(super) async fn keep(
    db: &mut Connection,
    owner: ChatOwner,
    order: &CanvasOrder,
    now: Moment,
) -> Result<()> {
    let ChatOwner { person, chat } = owner;
    if !pictures::is_usable(db, person, order.picture).await? {
        return Err(StoreError::Conflict);
    }

    let sql = "INSERT INTO orders (id, person_id, chat_id, picture, content, stage, since, print_minor, delivery_minor,
                                   asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
               ON CONFLICT (id) DO UPDATE SET
                   chat_id = excluded.chat_id,
                   content = excluded.content,
                   stage = excluded.stage,
                   since = excluded.since,
                   print_minor = excluded.print_minor,
                   delivery_minor = excluded.delivery_minor
                   WHERE orders.person_id = excluded.person_id AND orders.stage IN ('draft', 'confirmed')";

    let agreed = order
        .agreed
        .as_ref()
        .map(|agreed| minor(agreed.print))
        .transpose()?;

    // A draft ages from its last change.
    let since = if order.stage == Stage::Draft {
        now
    } else {
        order.since
    };

    let kept = query(sql)
        .bind(order.id.row())
        .bind(person.0)
        .bind(chat.0)
        .bind(order.picture.to_string())
        .bind(serde_json::to_string(order)?)
        .bind(order.stage.name())
        .bind(since.millis())
        .bind(agreed)
        .bind(delivery(order)?)
        .bind(now.millis())
        .execute(db)
        .await?;

    if kept.rows_affected() == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

fn delivery(order: &CanvasOrder) -> Result<Option<i64>> {
    order
        .delivery
        .as_ref()
        .map(|way| minor(way.price))
        .transpose()
}

/// Deletes a draft.
pub(super) async fn drop(db: &mut Connection, person: PersonId, id: OrderId) -> Result<()> {
    let sql = "DELETE FROM orders WHERE id = $1 AND person_id = $2 AND stage = 'draft'";
    let gone = query(sql).bind(id.row()).bind(person.0).execute(db).await?;

    if gone.rows_affected() == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

/// Deletes drafts that have not changed since `before`, a bounded number of them.
pub(super) async fn drop_drafts(db: &mut Connection, before: Moment) -> Result<u64> {
    let sql = "DELETE FROM orders
               WHERE id IN (SELECT id FROM orders WHERE stage = 'draft' AND since < $1 LIMIT $2)";
    Ok(query(sql)
        .bind(before.millis())
        .bind(DROPPED_AT_ONCE)
        .execute(db)
        .await?
        .rows_affected())
}

/// The orders that an event names, and the last ones if asked for; newest first.
pub(super) async fn facts(
    db: &mut Connection,
    person: i64,
    named: &[OrderId],
    wants_last: bool,
) -> Result<Vec<CanvasOrder>> {
    let sql = "SELECT content FROM orders
               WHERE person_id = $1 AND (id IN ($2, $3) OR $4)
               ORDER BY asked_at DESC, id
               LIMIT $5";
    let name = |place: usize| named.get(place).map(|id| id.row());
    let kept: Vec<String> = query_scalar(sql)
        .bind(person)
        .bind(name(0))
        .bind(name(1))
        .bind(wants_last)
        .bind(LISTED)
        .fetch_all(db)
        .await?;

    kept.iter()
        .map(|json| Ok(serde_json::from_str(json)?))
        .collect()
}

pub(super) async fn open_drafts(db: &mut Connection, person: i64) -> Result<u32> {
    let sql = "SELECT count(*) FROM orders WHERE person_id = $1 AND stage = 'draft'";
    Ok(query_scalar(sql).bind(person).fetch_one(db).await?)
}

#[derive(FromRow)]
struct Row {
    person_id: i64,
    chat_id: Option<i64>,
    language: Option<String>,
    content: String,
    charge_provider: Option<String>,
    charge_id: Option<String>,
    is_being_refunded: bool,
    state: Option<String>,
    percent: Option<i64>,
    master: Option<String>,
    sheet: Option<String>,
    method: Option<String>,
    asked_at: i64,
}

const KEPT: &str = "SELECT orders.person_id, orders.chat_id, coalesce(persons.language, chats.language) AS language,
                           content, charge_provider, charge_id, orders.asked_at,
                           EXISTS (SELECT 1 FROM refunds
                                   WHERE refunds.provider = charge_provider
                                     AND refunds.charge_id = orders.charge_id
                                     AND refunds.state = 'asked') AS is_being_refunded,
                           masters.state, percent, master, sheet, method
                    FROM orders
                    JOIN persons ON persons.id = orders.person_id
                    LEFT JOIN chats ON chats.id = orders.chat_id
                    LEFT JOIN masters ON masters.order_id = orders.id";

fn kept(row: Row) -> Result<KeptOrder> {
    let key = |(name, id): (String, String)| {
        Ok::<_, StoreError>(ChargeKey {
            provider: provider(&name)?,
            id,
        })
    };

    let master = row.state.map(|state| {
        masters::state(masters::MasterColumns {
            state,
            percent: row.percent,
            master: row.master,
            sheet: row.sheet,
            method: row.method,
        })
    });

    Ok(KeptOrder {
        order: serde_json::from_str(&row.content)?,
        person: PersonId(row.person_id),
        chat: row.chat_id.map(ChatId),
        language: row
            .language
            .and_then(|code| Language::parse(&code))
            .unwrap_or_default(),
        charge: row
            .charge_provider
            .zip(row.charge_id)
            .map(key)
            .transpose()?,
        is_being_refunded: row.is_being_refunded,
        master,
        asked_at: Moment::from_millis(row.asked_at),
    })
}

pub(super) async fn find(db: &mut Connection, id: OrderId) -> Result<Option<KeptOrder>> {
    let sql = format!("{KEPT} WHERE orders.id = $1");
    let row: Option<Row> = query_as(sql).bind(id.row()).fetch_optional(db).await?;

    row.map(kept).transpose()
}

pub(super) async fn at(
    db: impl Into<Target<'_>>,
    stage: &str,
    limit: u32,
) -> Result<Vec<KeptOrder>> {
    let sql = format!("{KEPT} WHERE orders.stage = $1 ORDER BY since DESC, orders.id LIMIT $2");
    let rows: Vec<Row> = query_as(sql).bind(stage).bind(limit).fetch_all(db).await?;

    rows.into_iter().map(kept).collect()
}

/// The orders of a page of the console: those that a condition on `(since, orders.id)` names.
pub(super) fn kept_at(stage: &str) -> QueryBuilder {
    let mut query = QueryBuilder::new(KEPT);
    query
        .push(" WHERE orders.stage = ")
        .push_bind(stage.to_owned());

    query
}

/// Reads the orders of a statement that began with [`kept_at`].
pub(super) async fn read_kept(
    db: &mut Connection,
    mut query: QueryBuilder,
) -> Result<Vec<KeptOrder>> {
    let rows: Vec<Row> = query.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(kept).collect()
}

pub(super) async fn by_stage(db: impl Into<Target<'_>>) -> Result<Vec<StageCount>> {
    let sql = "SELECT stage, count(*) FROM orders GROUP BY stage ORDER BY stage";
    let rows: Vec<(String, i64)> = query_as(sql).fetch_all(db).await?;

    Ok(rows
        .into_iter()
        .map(|(stage, count)| StageCount {
            stage,
            orders: count.unsigned_abs(),
        })
        .collect())
}

/// Saves an order after a transition.
async fn write(db: &mut Connection, order: &CanvasOrder, charge: Option<&ChargeKey>) -> Result<()> {
    let sql = "UPDATE orders
               SET content = $2, stage = $3, since = $4, delivery_minor = $5,
                   charge_provider = coalesce($6, charge_provider), charge_id = coalesce($7, charge_id)
               WHERE id = $1
               RETURNING person_id";

    let person: i64 = query_scalar(sql)
        .bind(order.id.row())
        .bind(serde_json::to_string(order)?)
        .bind(order.stage.name())
        .bind(order.since.millis())
        .bind(delivery(order)?)
        .bind(charge.map(|charge| charge.provider.name()))
        .bind(charge.map(|charge| charge.id.as_str()))
        .fetch_one(&mut *db)
        .await?;

    persons::changed(db, PersonId(person)).await
}
