//! Purchases until they are paid or closed.

use crate::store::database::{Connection, query, query_as, query_scalar};
use sqlx::FromRow;
use std::time::Duration;

use async_trait::async_trait;

use super::{due, outbox};
use crate::domain::credits::Credits;
use crate::domain::facts::PurchaseFacts;
use crate::domain::ids::{ChatId, JobId, OrderId, PersonId, PurchaseId};
use crate::domain::incoming::Incoming;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::news::News;
use crate::domain::payment::{Closing, Goods, PurchaseRequest};
use crate::domain::time::Moment;
use crate::store::ChatOwner;
use crate::store::purchases::{PaymentPage, Purchase, PurchaseState, PurchaseStore};
use crate::store::sql::SqlStore;
use crate::store::sql::amounts::{minor, money, provider};
use crate::store::sql::inbox_rows;
use crate::store::{Address, Result};

#[async_trait]
impl PurchaseStore for SqlStore {
    async fn purchase(&self, id: PurchaseId) -> Result<Option<Purchase>> {
        let mut db = self.readers.acquire().await?;
        find(&mut db, id).await
    }

    async fn due_purchases(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<Purchase>> {
        self.writer
            .run(move |db| Box::pin(due(db, now, hide_for, limit)))
            .await
    }

    async fn open_purchase(
        &self,
        id: PurchaseId,
        page: PaymentPage,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(open(db, id, page, messages, now)))
            .await
    }

    async fn close_purchase(&self, id: PurchaseId, why: Closing, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(close(db, id, why, now)))
            .await
    }
}

/// The pause between two questions to the provider grows up to this multiple.
pub(super) const LONGEST_PAUSE: i64 = 64;

/// Creates a purchase.
pub(super) async fn create(
    db: &mut Connection,
    owner: ChatOwner,
    order: &PurchaseRequest,
    now: Moment,
) -> Result<()> {
    let ChatOwner { person, chat } = owner;
    let sql = "INSERT INTO purchases (id, person_id, chat_id, credits, bonus, minor, currency, provider, is_on_page,
                                      draft, contact, next_at, next_set_at, asked_at, order_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $12, $13)";
    let (credits, bonus) = order.goods.credits();
    query(sql)
        .bind(order.id.row())
        .bind(person.0)
        .bind(chat.0)
        .bind(credits.amount())
        .bind(bonus.amount())
        .bind(minor(order.price)?)
        .bind(order.price.currency.code())
        .bind(order.provider.name())
        .bind(order.provider.has_page())
        .bind(
            order
                .goods
                .draft()
                .map(|draft| serde_json::to_string(&draft))
                .transpose()?,
        )
        .bind(
            order
                .contact
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
        )
        .bind(now.millis())
        .bind(order.goods.order().map(OrderId::row))
        .execute(db)
        .await?;

    Ok(())
}

#[derive(FromRow)]
struct Row {
    id: i64,
    person_id: i64,
    chat_id: Option<i64>,
    messenger: Option<String>,
    external_id: Option<String>,
    language: Option<String>,
    #[sqlx(try_from = "i64")]
    credits: u32,
    #[sqlx(try_from = "i64")]
    bonus: u32,
    minor: i64,
    currency: String,
    provider: String,
    draft: Option<String>,
    order_id: Option<i64>,
    contact: Option<String>,
    state: String,
    payment: Option<String>,
    url: Option<String>,
    asked_at: i64,
    #[sqlx(try_from = "i64")]
    attempts: u32,
}

pub(super) async fn find(db: &mut Connection, id: PurchaseId) -> Result<Option<Purchase>> {
    let sql = "SELECT purchases.id, purchases.person_id, chat_id, messenger, external_id,
                      coalesce(persons.language, chats.language) AS language, credits, bonus, minor, currency, provider,
                      draft, order_id, purchases.contact, purchases.state, payment, url, asked_at, attempts
               FROM purchases
               JOIN persons ON persons.id = purchases.person_id
               LEFT JOIN chats ON chats.id = chat_id
               WHERE purchases.id = $1";

    let row: Option<Row> = query_as(sql).bind(id.row()).fetch_optional(db).await?;

    row.map(purchase).transpose()
}

fn purchase(row: Row) -> Result<Purchase> {
    let goods = match row.order_id {
        Some(order) => Goods::Canvas(OrderId::from_row(order)),
        None => Goods::Credits {
            credits: Credits::new(row.credits),
            bonus: Credits::new(row.bonus),
            // A draft from an older version that cannot be read is only not started automatically.
            draft: row.draft.and_then(|json| serde_json::from_str(&json).ok()),
        },
    };

    let order = PurchaseRequest {
        id: PurchaseId::from_row(row.id),
        goods,
        price: money(row.minor, &row.currency)?,
        provider: provider(&row.provider)?,
        contact: row
            .contact
            .map(|json| serde_json::from_str(&json))
            .transpose()?,
    };

    let page = row
        .payment
        .zip(row.url)
        .map(|(payment, url)| PaymentPage { payment, url });
    let state = match (row.state.as_str(), page) {
        ("paid", _) => PurchaseState::Paid,
        ("closed", _) => PurchaseState::Closed,
        ("open", Some(page)) => PurchaseState::Open(page),
        _ => PurchaseState::Wanted,
    };

    let address = row
        .messenger
        .zip(row.external_id)
        .map(|(messenger, external)| Address {
            messenger,
            external,
        });

    Ok(Purchase {
        order,
        person: PersonId(row.person_id),
        chat: row.chat_id.map(ChatId),
        address,
        language: row
            .language
            .and_then(|code| Language::parse(&code))
            .unwrap_or_default(),
        state,
        asked_at: Moment::from_millis(row.asked_at),
        attempts: row.attempts,
    })
}

pub(super) async fn due(
    db: &mut Connection,
    now: Moment,
    hide_for: Duration,
    limit: u32,
) -> Result<Vec<Purchase>> {
    // Somebody waits for a page that is not open yet; whether an open one was paid can wait for a
    // moment.
    let sql = format!(
        "UPDATE purchases
         SET next_at = $1 + $2 * {}, next_set_at = $1, attempts = attempts + 1
         WHERE id IN (
             SELECT id FROM purchases
             WHERE ended_at IS NULL AND is_on_page = TRUE AND {}
             ORDER BY state <> 'wanted', next_at
             LIMIT $3
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
        due.extend(find(db, PurchaseId::from_row(id)).await?);
    }

    Ok(due)
}

/// The facts of a purchase, if it is the person's.
pub(super) async fn facts(
    db: &mut Connection,
    person: i64,
    id: Option<PurchaseId>,
) -> Result<Option<PurchaseFacts>> {
    let Some(id) = id else { return Ok(None) };
    let Some(purchase) = find(db, id)
        .await?
        .filter(|purchase| purchase.person.0 == person)
    else {
        return Ok(None);
    };

    let sql = "SELECT count(*) FROM jobs WHERE id = $1";
    let draft = purchase.order.goods.draft().map(|draft| draft.id.row());
    let is_started = query_scalar::<i64>(sql).bind(draft).fetch_one(db).await? > 0;

    Ok(Some(PurchaseFacts {
        order: purchase.order,
        is_started,
    }))
}

/// How many payment pages of a person are open.
pub(super) async fn open_pages(db: &mut Connection, person: i64) -> Result<u32> {
    let sql = "SELECT count(*) FROM purchases WHERE person_id = $1 AND ended_at IS NULL AND is_on_page = TRUE";
    Ok(query_scalar(sql).bind(person).fetch_one(db).await?)
}

/// Removes the draft that was to start after the purchase.
pub(super) async fn drop_draft(db: &mut Connection, person: PersonId, draft: JobId) -> Result<()> {
    let sql = "UPDATE purchases SET draft = NULL
               WHERE person_id = $1 AND ended_at IS NULL AND draft IS NOT NULL AND CAST(json_extract(draft, '$.id') AS BIGINT) = $2";
    query(sql)
        .bind(person.0)
        .bind(draft.row())
        .execute(db)
        .await?;

    Ok(())
}

/// Saves the payment page. From now on the provider is asked for the result, often at first, no
/// matter how long opening took.
pub(super) async fn open(
    db: &mut Connection,
    id: PurchaseId,
    page: PaymentPage,
    messages: Vec<Message>,
    now: Moment,
) -> Result<()> {
    let sql =
        "UPDATE purchases SET state = 'open', payment = $2, url = $3, attempts = 0, next_at = $4, next_set_at = $4
               WHERE id = $1 AND state = 'wanted'
               RETURNING chat_id";
    let opened: Option<Option<i64>> = query_scalar(sql)
        .bind(id.row())
        .bind(page.payment)
        .bind(page.url)
        .bind(now.millis())
        .fetch_optional(&mut *db)
        .await?;

    let Some(Some(chat)) = opened else {
        return Ok(());
    };

    for message in messages {
        outbox::put(db, ChatId(chat), &message, now).await?;
    }

    Ok(())
}

pub(super) async fn close(
    db: &mut Connection,
    id: PurchaseId,
    why: Closing,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE purchases SET state = 'closed', ended_at = $2
               WHERE id = $1 AND state IN ('wanted', 'open')
               RETURNING chat_id";
    let closed: Option<Option<i64>> = query_scalar(sql)
        .bind(id.row())
        .bind(now.millis())
        .fetch_optional(&mut *db)
        .await?;

    let Some(Some(chat)) = closed else {
        return Ok(());
    };
    inbox_rows::tell(
        db,
        ChatId(chat),
        &format!("unpaid:{id}"),
        &Incoming::News(News::Unpaid {
            purchase: id,
            reason: why,
        }),
        now,
    )
    .await
}
