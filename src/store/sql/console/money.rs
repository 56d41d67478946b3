//! Charges, and purchases that are not paid yet.

use super::page_sql::push_page;
use crate::domain::credits::Credits;
use crate::domain::ids::{OrderId, PersonId, PurchaseId};
use crate::domain::payment::DisputeState;
use crate::domain::time::Moment;
use crate::store::console::lists::ListOrder;
use crate::store::console::{
    ChargeFilter, ChargeLine, ChargeListKey, ListKey, ListPage, OpenPurchase, PageStart,
};
use crate::store::database::{Connection, QueryBuilder};
use crate::store::sql::amounts::{money, provider};
use crate::store::sql::{charges, orders};
use crate::store::{ChargeKey, KeptCharge, RefundState, Result};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    provider: String,
    id: String,
    purchase_id: Option<i64>,
    person_id: Option<i64>,
    minor: i64,
    currency: String,
    #[sqlx(try_from = "i64")]
    brought: u32,
    at: i64,
    returned_at: Option<i64>,
    refund: Option<String>,
    returned_part: Option<i64>,
    dispute: Option<String>,
}

const LINE: &str =
    "SELECT provider, id, purchase_id, person_id, minor, currency, credits + extra AS brought, at, returned_at,
                           (SELECT state FROM refunds
                            WHERE refunds.provider = charges.provider AND charge_id = charges.id
                            ORDER BY refunds.id DESC
                            LIMIT 1) AS refund,
                           (SELECT max(total) FROM partial_returns
                            WHERE partial_returns.provider = charges.provider AND charge_id = charges.id) AS returned_part,
                           (SELECT state FROM disputes
                            WHERE disputes.provider = charges.provider AND charge_id = charges.id
                            ORDER BY opened_at DESC, disputes.id DESC
                            LIMIT 1) AS dispute
                    FROM charges";

fn line(row: Row) -> Result<ChargeLine> {
    Ok(ChargeLine {
        key: ChargeKey {
            provider: provider(&row.provider)?,
            id: row.id,
        },
        purchase: row.purchase_id.map(PurchaseId::from_row),
        person: row.person_id.map(PersonId),
        amount: money(row.minor, &row.currency)?,
        credits: Credits::new(row.brought),
        at: Moment::from_millis(row.at),
        returned_at: row.returned_at.map(Moment::from_millis),
        refund: row.refund.map(|state| match state.as_str() {
            "done" => RefundState::Done,
            "refused" => RefundState::Refused,
            _ => RefundState::Asked,
        }),
        returned_in_part: row
            .returned_part
            .filter(|_| row.returned_at.is_none())
            .map(|minor| money(minor, &row.currency))
            .transpose()?,
        dispute: row.dispute.as_deref().and_then(DisputeState::parse),
    })
}

impl Row {
    fn key(&self) -> Result<ChargeListKey> {
        Ok(ChargeListKey {
            at: Moment::from_millis(self.at),
            charge: ChargeKey {
                provider: provider(&self.provider)?,
                id: self.id.clone(),
            },
        })
    }
}

/// A page of charges, newest first.
pub(super) async fn charges(
    db: &mut Connection,
    filter: &ChargeFilter,
    start: &PageStart<ChargeListKey>,
    limit: usize,
) -> Result<ListPage<ChargeLine, ChargeListKey>> {
    let mut query = QueryBuilder::new(LINE);
    query.push(" WHERE TRUE");

    if let Some(person) = filter.person {
        query.push(" AND person_id = ").push_bind(person.0);
    }

    if let Some(provider) = filter.provider {
        query.push(" AND provider = ").push_bind(provider.name());
    }

    if filter.unmatched {
        query.push(" AND person_id IS NULL AND returned_at IS NULL");
    }

    if filter.disputed {
        query.push(
            " AND EXISTS (SELECT 1 FROM disputes
                          WHERE disputes.provider = charges.provider AND charge_id = charges.id)",
        );
    }

    push_page(
        &mut query,
        &["at", "provider", "id"],
        ListOrder::NewestFirst,
        start,
        limit,
    );

    let rows: Vec<Row> = query.build_query_as().fetch_all(db).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(Line {
            key: row.key()?,
            charge: line(row)?,
        });
    }

    let page = ListPage::from_rows(lines, start, ListOrder::NewestFirst, limit, |line| {
        line.key.clone()
    });
    page.try_map(|line| Ok(line.charge))
}

/// A line and its place in the list.
struct Line {
    key: ChargeListKey,
    charge: ChargeLine,
}

/// The charges that a name means: `provider:id`, an order or a purchase.
pub(super) async fn payments(db: &mut Connection, name: &str) -> Result<Vec<KeptCharge>> {
    if let Some(key) = ChargeKey::parse(name) {
        return charges::of_key(db, &key)
            .await
            .map(|found| found.into_iter().collect());
    }

    if let Some(order) = OrderId::parse(name)
        && let Some(kept) = orders::find(db, order).await?
    {
        let Some(key) = kept.charge else {
            return Ok(Vec::new());
        };
        return charges::of_key(db, &key)
            .await
            .map(|found| found.into_iter().collect());
    }

    match PurchaseId::parse(name) {
        Some(purchase) => charges::of_purchase(db, purchase).await,
        None => Ok(Vec::new()),
    }
}

#[derive(FromRow)]
struct OpenRow {
    id: i64,
    person_id: i64,
    minor: i64,
    currency: String,
    #[sqlx(try_from = "i64")]
    wanted: u32,
    provider: String,
    state: String,
    asked_at: i64,
}

/// A page of purchases that are not paid yet, newest first.
pub(super) async fn open_purchases(
    db: &mut Connection,
    start: &PageStart<ListKey>,
    limit: usize,
) -> Result<ListPage<OpenPurchase, ListKey>> {
    let mut query = QueryBuilder::new(
        "SELECT id, person_id, minor, currency, credits + bonus AS wanted, provider, state, asked_at
         FROM purchases
         WHERE ended_at IS NULL",
    );
    push_page(
        &mut query,
        &["asked_at", "id"],
        ListOrder::NewestFirst,
        start,
        limit,
    );

    let rows: Vec<OpenRow> = query.build_query_as().fetch_all(db).await?;
    let page = ListPage::from_rows(rows, start, ListOrder::NewestFirst, limit, |row| ListKey {
        rank: row.asked_at,
        id: row.id,
    });

    page.try_map(|row| {
        Ok(OpenPurchase {
            id: PurchaseId::from_row(row.id),
            person: PersonId(row.person_id),
            price: money(row.minor, &row.currency)?,
            credits: Credits::new(row.wanted),
            provider: provider(&row.provider)?,
            is_open: row.state == "open",
            asked_at: Moment::from_millis(row.asked_at),
        })
    })
}
