//! Charges, and purchases that are not paid yet.

use sqlx::{FromRow, QueryBuilder, Sqlite, SqliteConnection};

use super::PAGE;
use crate::domain::credits::Credits;
use crate::domain::ids::{OrderId, PersonId, PurchaseId};
use crate::domain::time::Moment;
use crate::store::console::{ChargeFilter, ChargeLine, OpenPurchase};
use crate::store::sqlite::amounts::{money, provider};
use crate::store::sqlite::{charges, orders};
use crate::store::{ChargeKey, KeptCharge, RefundState, Result};

#[derive(FromRow)]
struct Row {
    provider: String,
    id: String,
    purchase_id: Option<i64>,
    person_id: Option<i64>,
    minor: i64,
    currency: String,
    brought: u32,
    at: i64,
    returned_at: Option<i64>,
    refund: Option<String>,
}

const LINE: &str =
    "SELECT provider, id, purchase_id, person_id, minor, currency, credits + extra AS brought, at, returned_at,
                           (SELECT state FROM refunds
                            WHERE refunds.provider = charges.provider AND charge_id = charges.id
                            ORDER BY refunds.id DESC
                            LIMIT 1) AS refund
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
    })
}

pub(super) async fn charges(
    db: &mut SqliteConnection,
    filter: &ChargeFilter,
) -> Result<Vec<ChargeLine>> {
    let mut query = QueryBuilder::<Sqlite>::new(LINE);
    query
        .push(" WHERE at < ")
        .push_bind(filter.before.map_or(i64::MAX, Moment::millis));

    if let Some(provider) = filter.provider {
        query.push(" AND provider = ").push_bind(provider.name());
    }

    if filter.unmatched {
        query.push(" AND person_id IS NULL AND returned_at IS NULL");
    }

    query
        .push(" ORDER BY at DESC, provider, id LIMIT ")
        .push_bind(PAGE);

    let rows: Vec<Row> = query.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(line).collect()
}

/// The charges of a person.
pub(super) async fn of_person(db: &mut SqliteConnection, person: i64) -> Result<Vec<ChargeLine>> {
    let mut query = QueryBuilder::<Sqlite>::new(LINE);
    query
        .push(" WHERE person_id = ")
        .push_bind(person)
        .push(" ORDER BY at DESC LIMIT ")
        .push_bind(PAGE);

    let rows: Vec<Row> = query.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(line).collect()
}

/// The charges that a name means: `provider:id`, an order or a purchase.
pub(super) async fn payments(db: &mut SqliteConnection, name: &str) -> Result<Vec<KeptCharge>> {
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
    wanted: u32,
    provider: String,
    state: String,
    asked_at: i64,
}

pub(super) async fn open_purchases(db: &mut SqliteConnection) -> Result<Vec<OpenPurchase>> {
    let sql = "SELECT id, person_id, minor, currency, credits + bonus AS wanted, provider, state, asked_at
               FROM purchases
               WHERE ended_at IS NULL
               ORDER BY asked_at DESC
               LIMIT ?1";
    let rows: Vec<OpenRow> = sqlx::query_as(sql).bind(PAGE).fetch_all(db).await?;
    let purchase = |row: OpenRow| {
        Ok(OpenPurchase {
            id: PurchaseId::from_row(row.id),
            person: PersonId(row.person_id),
            price: money(row.minor, &row.currency)?,
            credits: Credits::new(row.wanted),
            provider: provider(&row.provider)?,
            is_open: row.state == "open",
            asked_at: Moment::from_millis(row.asked_at),
        })
    };

    rows.into_iter().map(purchase).collect()
}
