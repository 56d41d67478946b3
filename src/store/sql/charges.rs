//! Charges: what providers have taken.
//!
//! Each charge is credited once, by the provider's own id. Everything that follows from it happens
//! in the same transaction.

use crate::store::database::{Connection, Pool, query, query_as, query_scalar};
use async_trait::async_trait;
use sqlx::FromRow;

use super::amounts::{minor, money, provider};
use super::{ledger, locks, orders, promos, purchases, returns};
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, InboxId, OrderId, PersonId, PurchaseId};
use crate::domain::incoming::Incoming;
use crate::domain::money::Money;
use crate::domain::news::News;
use crate::domain::payment::{Charge, Dispute, Goods, Payer, settled_way};
use crate::domain::time::Moment;
use crate::store::charges::ChargeStore;
use crate::store::charges::{ChargeOutcome, Gifts, KeptCharge};
use crate::store::purchases::Purchase;
use crate::store::sql::SqlStore;
use crate::store::sql::inbox_rows;
use crate::store::sql::persons;
use crate::store::{ChargeKey, Result};

#[async_trait]
impl ChargeStore for SqlStore {
    async fn record_charge(
        &self,
        charge: &Charge,
        updates: &[InboxId],
        gifts: Gifts,
        now: Moment,
    ) -> Result<ChargeOutcome> {
        let charge = charge.clone();
        let updates = updates.to_vec();
        self.writer
            .run(move |db| Box::pin(take(db, charge, updates, gifts, now)))
            .await
    }

    async fn record_returned_charge(
        &self,
        charge: &ChargeKey,
        updates: &[InboxId],
        now: Moment,
    ) -> Result<()> {
        let charge = charge.clone();
        let updates = updates.to_vec();
        self.writer
            .run(move |db| Box::pin(super::refunds::returned(db, charge, updates, now)))
            .await
    }

    async fn record_partial_return(
        &self,
        charge: &ChargeKey,
        total: Money,
        now: Moment,
    ) -> Result<Option<Money>> {
        let charge = charge.clone();
        self.writer
            .run(move |db| Box::pin(async move { returns::part(db, &charge, total, now).await }))
            .await
    }

    async fn record_dispute(&self, dispute: &Dispute, now: Moment) -> Result<bool> {
        let dispute = dispute.clone();
        self.writer
            .run(move |db| Box::pin(async move { returns::dispute(db, &dispute, now).await }))
            .await
    }

    async fn charges(&self, from: Moment, until: Moment) -> Result<Vec<KeptCharge>> {
        list(&self.readers, from, until).await
    }
}

pub(super) async fn take(
    db: &mut Connection,
    charge: Charge,
    updates: Vec<InboxId>,
    gifts: Gifts,
    now: Moment,
) -> Result<ChargeOutcome> {
    inbox_rows::answered(db, &updates, now).await?;

    if is_known(db, &ChargeKey::from_charge(&charge)).await? {
        return Ok(ChargeOutcome::Known);
    }

    let Some(purchase) = paid_for(db, &charge).await? else {
        return unmatched(db, &charge, now).await;
    };

    if let Goods::Canvas(order) = purchase.order.goods {
        locks::order(db, order).await?;
        return take_for_canvas(db, charge, purchase, order, now).await;
    }

    let Some((person, chat)) = payer(db, &charge, &purchase).await? else {
        return unmatched(db, &charge, now).await;
    };
    let person = locks::person(db, person).await?;
    let (credits, _) = purchase.order.goods.credits();
    let extra = extra(db, person, &purchase, gifts).await?;
    let credited = CreditedPerson {
        person,
        credits,
        extra: extra.total(),
    };
    insert(db, &charge, Some(credited), now).await?;
    credit(
        db,
        &charge,
        Credited {
            person,
            sold: credits,
        },
        &extra,
        now,
    )
    .await?;

    pay(db, purchase.order.id, now).await?;

    if let Some(chat) = chat {
        let credits = Credits::new(credits.amount().saturating_add(extra.total().amount()));
        let news = Incoming::News(News::Paid {
            purchase: Some(purchase.order.id),
            credits,
        });
        inbox_rows::tell(
            db,
            chat,
            &format!("paid:{}", ChargeKey::from_charge(&charge).name()),
            &news,
            now,
        )
        .await?;
    }

    if extra.is_first {
        thank_inviter(db, person, gifts, now).await?;
    }

    persons::changed(db, person).await?;
    Ok(ChargeOutcome::Credited)
}

async fn is_known(db: &mut Connection, charge: &ChargeKey) -> Result<bool> {
    let sql = "SELECT count(*) FROM charges WHERE provider = $1 AND id = $2";
    let found: i64 = query_scalar(sql)
        .bind(charge.provider.name())
        .bind(&charge.id)
        .fetch_one(db)
        .await?;

    Ok(found == 1)
}

async fn unmatched(db: &mut Connection, charge: &Charge, now: Moment) -> Result<ChargeOutcome> {
    insert(db, charge, None, now).await?;
    Ok(ChargeOutcome::Unmatched)
}

/// The purchase of a charge, if the provider is the same and the price matches. For a canvas the
/// order checks the price.
async fn paid_for(db: &mut Connection, charge: &Charge) -> Result<Option<Purchase>> {
    let Some(id) = charge.purchase else {
        return Ok(None);
    };
    let found = purchases::find(db, id)
        .await?
        .filter(|one| one.order.provider == charge.provider);

    Ok(found.filter(|one| one.order.price == charge.amount || one.order.goods.order().is_some()))
}

/// Takes a charge for a canvas order. The canvas belongs to the person who ordered it, no matter
/// who pays. The price is the agreed one, no matter what it would cost now.
async fn take_for_canvas(
    db: &mut Connection,
    charge: Charge,
    purchase: Purchase,
    order: OrderId,
    now: Moment,
) -> Result<ChargeOutcome> {
    let kept = orders::find(db, order).await?;
    let way = kept
        .as_ref()
        .and_then(|kept| settled_way(&charge, &kept.order));
    let (Some(kept), Some(way)) = (kept, way) else {
        return unmatched(db, &charge, now).await;
    };

    insert(
        db,
        &charge,
        Some(CreditedPerson {
            person: kept.person,
            credits: Credits::ZERO,
            extra: Credits::ZERO,
        }),
        now,
    )
    .await?;

    pay(db, purchase.order.id, now).await?;
    let payment = orders::transitions::OrderPayment {
        charge: &charge,
        purchase: &purchase,
        kept,
        way,
    };
    orders::transitions::pay(db, payment, now).await?;
    persons::changed(db, purchase.person).await?;

    Ok(ChargeOutcome::Credited)
}

/// Who gets the credits: the payer if they are known, otherwise the buyer. Nobody if they were
/// forgotten, because they could not use them.
async fn payer(
    db: &mut Connection,
    charge: &Charge,
    purchase: &Purchase,
) -> Result<Option<(PersonId, Option<ChatId>)>> {
    if let Some(payer) = &charge.payer {
        let sql = "SELECT id, person_id FROM chats WHERE messenger = $1 AND external_id = $2 AND person_id IS NOT NULL";
        let known: Option<(i64, i64)> = query_as(sql)
            .bind(&payer.messenger)
            .bind(&payer.chat)
            .fetch_optional(&mut *db)
            .await?;

        if let Some((chat, person)) = known {
            return Ok(Some((PersonId(person), Some(ChatId(chat)))));
        }
    }

    let sql = "SELECT count(*) FROM persons WHERE id = $1 AND forgotten_at IS NULL";
    let is_there: i64 = query_scalar(sql)
        .bind(purchase.person.0)
        .fetch_one(db)
        .await?;

    Ok((is_there == 1).then_some((purchase.person, purchase.chat)))
}

/// What comes on top of the credits that were bought.
struct Extra {
    bonus: Credits,
    first: Credits,
    is_first: bool,
}

impl Extra {
    fn total(&self) -> Credits {
        Credits::new(self.bonus.amount().saturating_add(self.first.amount()))
    }
}

async fn extra(
    db: &mut Connection,
    person: PersonId,
    purchase: &Purchase,
    gifts: Gifts,
) -> Result<Extra> {
    let sql = "SELECT count(*) FROM charges WHERE person_id = $1 AND credits > 0";
    let has_bought = query_scalar::<i64>(sql)
        .bind(person.0)
        .fetch_one(&mut *db)
        .await?
        > 0;
    let is_first = !has_bought && !promos::was_given(db, person, promos::FIRST).await?;
    let first = if is_first {
        gifts.first_purchase
    } else {
        Credits::ZERO
    };

    let (_, bonus) = purchase.order.goods.credits();
    Ok(Extra {
        bonus,
        first,
        is_first,
    })
}

/// Who a charge belongs to, and what it brings them.
#[derive(Clone, Copy)]
struct CreditedPerson {
    person: PersonId,
    /// The credits that were bought.
    credits: Credits,
    /// What comes on top.
    extra: Credits,
}

async fn insert(
    db: &mut Connection,
    charge: &Charge,
    credited: Option<CreditedPerson>,
    now: Moment,
) -> Result<()> {
    let sql = "INSERT INTO charges (provider, id, purchase_id, person_id, minor, currency, credits, extra, payer, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    query(sql)
        .bind(charge.provider.name())
        .bind(&charge.id)
        .bind(charge.purchase.map(PurchaseId::row))
        .bind(credited.map(|one| one.person.0))
        .bind(minor(charge.amount)?)
        .bind(charge.amount.currency.code())
        .bind(credited.map_or(0, |one| one.credits.amount()))
        .bind(credited.map_or(0, |one| one.extra.amount()))
        .bind(
            charge
                .payer
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
        )
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// Who gets how many credits for a charge.
struct Credited {
    person: PersonId,
    sold: Credits,
}

async fn credit(
    db: &mut Connection,
    charge: &Charge,
    credited: Credited,
    extra: &Extra,
    now: Moment,
) -> Result<()> {
    let Credited { person, sold } = credited;
    let name = ChargeKey::from_charge(charge).name();
    let user = ledger::user(person);
    let moves = [
        (
            format!("charge:{name}"),
            "sale",
            charge.provider.name(),
            sold,
        ),
        (format!("bonus:{name}"), "bonus", "gifts", extra.bonus),
        (format!("gift:first:{person}"), "gift", "gifts", extra.first),
    ];

    for (reason, kind, from, amount) in moves {
        let movement = ledger::Movement {
            reason: &reason,
            kind,
            from,
            to: &user,
            amount,
            note: &name,
        };
        ledger::book(db, movement, now).await?;
    }

    Ok(())
}

/// Marks a purchase as paid, also if it was closed before the charge came.
async fn pay(db: &mut Connection, purchase: PurchaseId, now: Moment) -> Result<()> {
    let sql =
        "UPDATE purchases SET state = 'paid', ended_at = $2 WHERE id = $1 AND state <> 'paid'";
    query(sql)
        .bind(purchase.row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// Gives the inviter their gift for the buyer's first purchase, and tells them.
async fn thank_inviter(
    db: &mut Connection,
    friend: PersonId,
    gifts: Gifts,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT inviter.id,
                      (SELECT chats.id FROM chats WHERE person_id = inviter.id AND private_id IS NULL ORDER BY chats.id DESC LIMIT 1)
               FROM persons AS friend
               JOIN persons AS inviter ON inviter.id = friend.invited_by
               WHERE friend.id = $1 AND inviter.forgotten_at IS NULL";

    let inviter: Option<(i64, Option<i64>)> = query_as(sql)
        .bind(friend.0)
        .fetch_optional(&mut *db)
        .await?;
    let Some((inviter, chat)) = inviter.filter(|_| !gifts.inviter.is_zero()) else {
        return Ok(());
    };
    let inviter = PersonId(inviter);
    let reason = format!("gift:inviter:{friend}");
    let user = ledger::user(inviter);

    let from = "gifts";
    let amount = gifts.inviter;
    let movement = ledger::Movement {
        reason: &reason,
        kind: "gift",
        from,
        to: &user,
        amount,
        note: "",
    };

    ledger::book(db, movement, now).await?;

    if let Some(chat) = chat {
        inbox_rows::tell(
            db,
            ChatId(chat),
            &reason,
            &Incoming::News(News::Gifted(amount)),
            now,
        )
        .await?;
    }

    persons::changed(db, inviter).await
}

#[derive(FromRow)]
struct Row {
    provider: String,
    id: String,
    purchase_id: Option<i64>,
    person_id: Option<i64>,
    minor: i64,
    currency: String,
    #[sqlx(try_from = "i64")]
    credits: u32,
    #[sqlx(try_from = "i64")]
    extra: u32,
    payer: Option<String>,
    at: i64,
    returned_at: Option<i64>,
}

/// The charge of a key.
pub(super) async fn of_key(db: &mut Connection, key: &ChargeKey) -> Result<Option<KeptCharge>> {
    let sql = "SELECT provider, id, purchase_id, person_id, minor, currency, credits, extra, payer, at, returned_at
               FROM charges
               WHERE provider = $1 AND id = $2";
    let row: Option<Row> = query_as(sql)
        .bind(key.provider.name())
        .bind(&key.id)
        .fetch_optional(db)
        .await?;

    row.map(kept).transpose()
}

/// All charges of a purchase.
pub(super) async fn of_purchase(
    db: &mut Connection,
    purchase: PurchaseId,
) -> Result<Vec<KeptCharge>> {
    let sql = "SELECT provider, id, purchase_id, person_id, minor, currency, credits, extra, payer, at, returned_at
               FROM charges
               WHERE purchase_id = $1
               ORDER BY at, provider, id";
    let rows: Vec<Row> = query_as(sql).bind(purchase.row()).fetch_all(db).await?;

    rows.into_iter().map(kept).collect()
}

pub(super) async fn list(db: &Pool, from: Moment, until: Moment) -> Result<Vec<KeptCharge>> {
    let sql = "SELECT provider, id, purchase_id, person_id, minor, currency, credits, extra, payer, at, returned_at
               FROM charges
               WHERE at >= $1 AND at < $2
               ORDER BY at, provider, id";
    let rows: Vec<Row> = query_as(sql)
        .bind(from.millis())
        .bind(until.millis())
        .fetch_all(db)
        .await?;

    rows.into_iter().map(kept).collect()
}

fn kept(row: Row) -> Result<KeptCharge> {
    let payer: Option<Payer> = row
        .payer
        .map(|json| serde_json::from_str(&json))
        .transpose()?;
    Ok(KeptCharge {
        charge: Charge {
            provider: provider(&row.provider)?,
            id: row.id,
            purchase: row.purchase_id.map(PurchaseId::from_row),
            amount: money(row.minor, &row.currency)?,
            payer,
            destination: None,
        },
        person: row.person_id.map(PersonId),
        credits: Credits::new(row.credits.saturating_add(row.extra)),
        at: Moment::from_millis(row.at),
        refunded: row.returned_at.is_some(),
    })
}
