//! An order moves on: by money that comes or goes back, or by the operator's word. Whatever follows
//! from it is done in the same transaction, and the person is told in their turn.

use sqlx::SqliteConnection;

use super::super::{charges, inbox, pictures, refunds};
use super::{UNDER_WAY, find, masters, write};
use crate::domain::ids::{ChatId, OrderId, PersonId};
use crate::domain::order::{CanvasOrder, Delivery, Recipient, Stage};
use crate::domain::payment::Charge;
use crate::domain::time::Moment;
use crate::domain::{
    incoming::Incoming,
    news::{News, OrderNews},
};
use crate::store::orders::{Advance, KeptOrder, OrderRefusal};
use crate::store::{ChargeKey, Purchase, RefundOrder, RefundRefusal, Result};

/// Money has come for an order. One that does not wait for it (cancelled, paid before) has it given
/// back by itself.
pub(in crate::store::sqlite) async fn pay(
    db: &mut SqliteConnection,
    (charge, way): (&Charge, Delivery),
    (purchase, kept): (&Purchase, KeptOrder),
    now: Moment,
) -> Result<()> {
    let key = charges::key(charge);
    let id = kept.order.id;
    let order = with_recipient(kept.order, charge);
    let Ok(paid) = order.paid(Some(way), now) else {
        tell(
            db,
            purchase.chat,
            (id, OrderNews::PaidInVain),
            &format!("in-vain:{}", key.name()),
            now,
        )
        .await?;

        let reason = format!("order {id} did not wait for it");
        return refunds::begin_by_itself(
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
        (id, OrderNews::Paid(purchase.order.id)),
        "",
        now,
    )
    .await
}

/// Where it goes, if that was said while it was paid.
fn with_recipient(order: CanvasOrder, charge: &Charge) -> CanvasOrder {
    match &charge.destination {
        Some(destination) => CanvasOrder {
            recipient: destination.recipient.clone(),
            ..order
        },
        None => order,
    }
}

/// The money of a charge for an order is back.
pub(in crate::store::sqlite) async fn returned(
    db: &mut SqliteConnection,
    (id, charge): (OrderId, &ChargeKey),
    chat: Option<ChatId>,
    now: Moment,
) -> Result<()> {
    let Some(kept) = find(db, id).await? else {
        return Ok(());
    };
    let chat = chat.or(kept.chat);
    if kept.charge.as_ref() != Some(charge) {
        let name = format!("in-vain-returned:{}", charge.name());
        return tell(db, chat, (id, OrderNews::ReturnedInVain), &name, now).await;
    }

    let Ok(order) = kept.order.refunded(now) else {
        return Ok(());
    };
    write(db, &order, None).await?;
    masters::cancel(db, id, now).await?;
    tell(db, chat, (id, OrderNews::Refunded), "", now).await?;

    release(db, kept.person, order, now).await
}

pub(in crate::store::sqlite) async fn advance(
    db: &mut SqliteConnection,
    id: OrderId,
    advance: Advance,
    now: Moment,
) -> Result<std::result::Result<CanvasOrder, OrderRefusal>> {
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
        tell(db, kept.chat, (id, news), "", now).await?;
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

pub(in crate::store::sqlite) async fn refund(
    db: &mut SqliteConnection,
    id: OrderId,
    (reason, force): (String, bool),
    now: Moment,
) -> Result<std::result::Result<ChargeKey, RefundRefusal>> {
    let charge = find(db, id).await?.and_then(|kept| kept.charge);
    let Some(charge) = charge else {
        return Ok(Err(RefundRefusal::Unknown));
    };
    let begun = refunds::begin(
        db,
        RefundOrder {
            charge: charge.clone(),
            reason,
            force,
            now,
        },
    )
    .await?;

    Ok(begun.map(|()| charge))
}

/// Each stage is told once; other news bear a name of their own.
async fn tell(
    db: &mut SqliteConnection,
    chat: Option<ChatId>,
    (order, news): (OrderId, OrderNews),
    name: &str,
    at: Moment,
) -> Result<()> {
    let Some(chat) = chat else { return Ok(()) };
    let stage = match &news {
        OrderNews::Paid(_) => "paid",
        OrderNews::InProduction => "in_production",
        OrderNews::Shipped { .. } => "shipped",
        OrderNews::Delivered => "delivered",
        OrderNews::Cancelled => "cancelled",
        OrderNews::Refunded => "refunded",
        OrderNews::PaidInVain | OrderNews::ReturnedInVain => name,
    };

    inbox::tell(
        db,
        chat,
        &format!("order:{order}:{stage}"),
        &Incoming::News(News::Ordered { order, news, at }),
        at,
    )
    .await
}

/// Somebody who was forgotten is so wholly once the last of their orders has ended.
async fn release(
    db: &mut SqliteConnection,
    person: PersonId,
    order: CanvasOrder,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT count(*) FROM persons WHERE id = ?1 AND forgotten_at IS NOT NULL";
    if sqlx::query_scalar::<_, i64>(sql)
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

    pictures::doom_all(db, person, now).await
}

/// `/delete_me`: what is paid is still made and sent, and keeps what it needs for that; the rest of
/// the orders ends here.
pub(in crate::store::sqlite) async fn forget(
    db: &mut SqliteConnection,
    person: PersonId,
    now: Moment,
) -> Result<()> {
    sqlx::query("DELETE FROM orders WHERE person_id = ?1 AND stage = 'draft'")
        .bind(person.0)
        .execute(&mut *db)
        .await?;

    let sql = "UPDATE orders SET chat_id = NULL WHERE person_id = ?1";
    sqlx::query(sql).bind(person.0).execute(&mut *db).await?;

    let sql = format!("SELECT id FROM orders WHERE person_id = ?1 AND stage NOT IN {UNDER_WAY}");
    let ended: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(person.0)
        .fetch_all(&mut *db)
        .await?;

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
