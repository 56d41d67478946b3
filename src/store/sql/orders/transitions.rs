//! Transitions of an order, by a charge, a refund or the operator.
//!
//! Everything that follows from a transition happens in the same transaction. The person hears of
//! it through their inbox.

use super::super::{leases, locks, pictures};
use super::{UNDER_WAY, find, masters, write};
use crate::domain::ids::{ChatId, OrderId, PersonId};
use crate::domain::order::{CanvasOrder, Delivery, Recipient, Stage};
use crate::domain::payment::Charge;
use crate::domain::time::Moment;
use crate::domain::{
    incoming::Incoming,
    news::{News, OrderNews},
};
use crate::store::database::{Connection, query, query_scalar};
use crate::store::orders::{Advance, KeptOrder, OrderRefusal};
use crate::store::sql::inbox_rows;
use crate::store::sql::refund_requests;
use crate::store::{ChargeKey, Purchase, RefundOrder, RefundRefusal, Result};

/// A charge for an order.
pub(in crate::store::sql) struct OrderPayment<'a> {
    pub(in crate::store::sql) charge: &'a Charge,
    pub(in crate::store::sql) purchase: &'a Purchase,
    pub(in crate::store::sql) kept: KeptOrder,
    /// The delivery that was settled with the charge.
    pub(in crate::store::sql) way: Delivery,
}

/// Applies a charge to an order. An order that does not wait for money, because it is cancelled or
/// already paid, has the charge refunded automatically.
pub(in crate::store::sql) async fn pay(
    db: &mut Connection,
    payment: OrderPayment<'_>,
    now: Moment,
) -> Result<()> {
    let OrderPayment {
        charge,
        purchase,
        kept,
        way,
    } = payment;

    let key = ChargeKey::from_charge(charge);
    let id = kept.order.id;
    let order = with_recipient(kept.order, charge);
    let Ok(paid) = order.paid(Some(way), now) else {
        tell(
            db,
            purchase.chat,
            NamedNews {
                order: id,
                news: OrderNews::PaidInVain,
                name: &format!("in-vain:{}", key.name()),
            },
            now,
        )
        .await?;

        let reason = format!("order {id} did not wait for it");
        return refund_requests::begin_automatic(
            db,
            RefundOrder {
                charge: key,
                reason,
                force: false,
                now,
            },
        )
        .await;
    };

    write(db, &paid, Some(&key)).await?;
    masters::ask(db, id, now).await?;

    tell(
        db,
        kept.chat.or(purchase.chat),
        NamedNews {
            order: id,
            news: OrderNews::Paid(purchase.order.id),
            name: "",
        },
        now,
    )
    .await
}

/// The order with the recipient that was entered while paying, if there is one.
fn with_recipient(order: CanvasOrder, charge: &Charge) -> CanvasOrder {
    match &charge.destination {
        Some(destination) => CanvasOrder {
            recipient: destination.recipient.clone(),
            ..order
        },
        None => order,
    }
}

/// The money of a charge for an order was returned.
pub(in crate::store::sql) async fn returned(
    db: &mut Connection,
    id: OrderId,
    charge: &ChargeKey,
    chat: Option<ChatId>,
    now: Moment,
) -> Result<()> {
    locks::order(db, id).await?;
    let Some(kept) = find(db, id).await? else {
        return Ok(());
    };
    let chat = chat.or(kept.chat);
    if kept.charge.as_ref() != Some(charge) {
        let name = format!("in-vain-returned:{}", charge.name());
        return tell(
            db,
            chat,
            NamedNews {
                order: id,
                news: OrderNews::ReturnedInVain,
                name: &name,
            },
            now,
        )
        .await;
    }

    let Ok(order) = kept.order.refunded(now) else {
        return Ok(());
    };
    write(db, &order, None).await?;
    leases::cancel(db, id, now).await?;
    tell(
        db,
        chat,
        NamedNews {
            order: id,
            news: OrderNews::Refunded,
            name: "",
        },
        now,
    )
    .await?;

    release(db, kept.person, order, now).await
}

pub(in crate::store::sql) async fn advance(
    db: &mut Connection,
    id: OrderId,
    advance: Advance,
    now: Moment,
) -> Result<std::result::Result<CanvasOrder, OrderRefusal>> {
    locks::order(db, id).await?;
    let Some(kept) = find(db, id).await? else {
        return Ok(Err(OrderRefusal::Unknown));
    };

    if kept.is_being_refunded {
        return Ok(Err(OrderRefusal::BeingRefunded));
    }

    let order = match kept.order.turned(advance.into(), now) {
        Ok(order) => order,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    write(db, &order, None).await?;

    if let Some(news) = news(&order.stage) {
        tell(
            db,
            kept.chat,
            NamedNews {
                order: id,
                news,
                name: "",
            },
            now,
        )
        .await?;
    }

    if matches!(order.stage, Stage::Delivered | Stage::Cancelled) {
        release(db, kept.person, order.clone(), now).await?;
    }

    Ok(Ok(order))
}

fn news(stage: &Stage) -> Option<OrderNews> {
    match stage {
        Stage::InProduction => Some(OrderNews::InProduction),
        Stage::Shipped { tracking } => Some(OrderNews::Shipped {
            tracking: tracking.clone(),
        }),
        Stage::Delivered => Some(OrderNews::Delivered),
        Stage::Cancelled => Some(OrderNews::Cancelled),
        Stage::Refunded => Some(OrderNews::Refunded),
        Stage::Draft | Stage::Confirmed | Stage::Paid => None,
    }
}

/// Why an order is refunded, and whether it is forced.
pub(in crate::store::sql) struct RefundReason {
    pub(in crate::store::sql) reason: String,
    pub(in crate::store::sql) force: bool,
}

pub(in crate::store::sql) async fn refund(
    db: &mut Connection,
    id: OrderId,
    request: RefundReason,
    now: Moment,
) -> Result<std::result::Result<ChargeKey, RefundRefusal>> {
    let charge = find(db, id).await?.and_then(|kept| kept.charge);
    let Some(charge) = charge else {
        return Ok(Err(RefundRefusal::Unknown));
    };
    let begun = refund_requests::begin(
        db,
        RefundOrder {
            charge: charge.clone(),
            reason: request.reason,
            force: request.force,
            now,
        },
    )
    .await?;

    Ok(begun.map(|()| charge))
}

/// News of an order. Each stage is announced once; other news have a name of their own.
struct NamedNews<'a> {
    order: OrderId,
    news: OrderNews,
    name: &'a str,
}

/// Puts the news into the chat's inbox.
async fn tell(
    db: &mut Connection,
    chat: Option<ChatId>,
    news: NamedNews<'_>,
    at: Moment,
) -> Result<()> {
    let Some(chat) = chat else { return Ok(()) };
    let NamedNews { order, news, name } = news;
    let stage = match &news {
        OrderNews::Paid(_) => "paid",
        OrderNews::InProduction => "in_production",
        OrderNews::Shipped { .. } => "shipped",
        OrderNews::Delivered => "delivered",
        OrderNews::Cancelled => "cancelled",
        OrderNews::Refunded => "refunded",
        OrderNews::PaidInVain | OrderNews::ReturnedInVain => name,
    };

    inbox_rows::tell(
        db,
        chat,
        &format!("order:{order}:{stage}"),
        &Incoming::News(News::Ordered { order, news, at }),
        at,
    )
    .await
}

/// Deletes the rest of a forgotten person's data once their last order has ended.
async fn release(
    db: &mut Connection,
    person: PersonId,
    order: CanvasOrder,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT count(*) FROM persons WHERE id = $1 AND forgotten_at IS NOT NULL";
    if query_scalar::<i64>(sql)
        .bind(person.0)
        .fetch_one(&mut *db)
        .await?
        == 0
    {
        return Ok(());
    }

    write(
        db,
        &CanvasOrder {
            recipient: Recipient::default(),
            ..order
        },
        None,
    )
    .await?;

    pictures::mark_all_for_deletion(db, person, now).await
}

/// `/delete_me`: paid orders are still made and shipped, and keep what they need for it. All other
/// orders end.
pub(in crate::store::sql) async fn forget(
    db: &mut Connection,
    person: PersonId,
    now: Moment,
) -> Result<()> {
    query("DELETE FROM orders WHERE person_id = $1 AND stage = 'draft'")
        .bind(person.0)
        .execute(&mut *db)
        .await?;

    let sql = "UPDATE orders SET chat_id = NULL WHERE person_id = $1";
    query(sql).bind(person.0).execute(&mut *db).await?;

    let sql = format!("SELECT id FROM orders WHERE person_id = $1 AND stage NOT IN {UNDER_WAY}");
    let ended: Vec<i64> = query_scalar(sql).bind(person.0).fetch_all(&mut *db).await?;

    for id in ended {
        let Some(kept) = find(db, OrderId::from_row(id)).await? else {
            continue;
        };
        let order = kept.order.clone().cancelled(now).unwrap_or(kept.order);
        write(
            db,
            &CanvasOrder {
                recipient: Recipient::default(),
                ..order
            },
            None,
        )
        .await?;
    }

    Ok(())
}
