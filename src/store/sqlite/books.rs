//! The books: income and movements of credits in a span.

use sqlx::{SqliteConnection, SqlitePool};

use super::amounts::kopecks;
use super::amounts::{money, provider};
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::ledger::{Books, CanvasIncome, CreditTotal, Income};

/// The operator's names for the kinds of movements.
const FLOWS: [(&str, &str); 16] = [
    ("sold", "sale"),
    ("bonus", "bonus"),
    ("gifts", "gift"),
    ("promo_codes", "promo"),
    ("promo_codes_used_twice", "twice"),
    ("granted", "grant"),
    ("moved_by_joining", "joined"),
    ("held", "hold"),
    ("released", "void"),
    ("spent", "post"),
    ("set_aside_for_refunds", "refund"),
    ("written_off", "loss"),
    ("refunds_refused", "restore"),
    ("written_off_in_vain", "regain"),
    ("returned_sold", "unsold"),
    ("returned_gifts", "ungiven"),
];

/// What people have at the end of the span.
const STOCKS: [(&str, &str); 2] = [("people_have", "user"), ("on_hold", "held")];

pub(super) async fn books(db: &SqlitePool, from: Moment, until: Moment) -> Result<Books> {
    let mut db = db.begin().await?;
    let mut credits = Vec::new();
    for (name, kind) in FLOWS {
        credits.push(CreditTotal {
            name: name.to_owned(),
            amount: flow(&mut db, kind, from, until).await?,
        });
    }

    for (name, kind) in STOCKS {
        credits.push(CreditTotal {
            name: name.to_owned(),
            amount: stock(&mut db, kind, until).await?,
        });
    }

    let income = income(&mut db, from, until).await?;
    let canvases = canvases(&mut db, from, until).await?;

    Ok(Books {
        income,
        canvases,
        credits,
    })
}

async fn flow(db: &mut SqliteConnection, kind: &str, from: Moment, until: Moment) -> Result<i64> {
    let sql =
        "SELECT coalesce(sum(amount), 0) FROM movements WHERE kind = ?1 AND at >= ?2 AND at < ?3";
    Ok(sqlx::query_scalar(sql)
        .bind(kind)
        .bind(from.millis())
        .bind(until.millis())
        .fetch_one(db)
        .await?)
}

async fn stock(db: &mut SqliteConnection, kind: &str, until: Moment) -> Result<i64> {
    let sql = "SELECT coalesce(sum(entries.amount), 0) FROM entries
               JOIN accounts ON accounts.name = account
               WHERE accounts.kind = ?1 AND at < ?2";
    Ok(sqlx::query_scalar(sql)
        .bind(kind)
        .bind(until.millis())
        .fetch_one(db)
        .await?)
}

async fn canvases(
    db: &mut SqliteConnection,
    from: Moment,
    until: Moment,
) -> Result<Vec<CanvasIncome>> {
    let sql = "SELECT provider, sum(orders), sum(prints), sum(delivery), sum(returned) FROM (
                   SELECT charges.provider, 1 AS orders, print_minor AS prints, delivery_minor AS delivery, 0 AS returned
                   FROM orders
                   JOIN charges ON charges.provider = charge_provider AND charges.id = charge_id
                   WHERE at >= ?1 AND at < ?2
                   UNION ALL
                   SELECT charges.provider, 0, 0, 0, minor
                   FROM orders
                   JOIN charges ON charges.provider = charge_provider AND charges.id = charge_id
                   WHERE returned_at >= ?1 AND returned_at < ?2
               )
               GROUP BY provider
               ORDER BY provider";

    let rows: Vec<(String, u32, i64, i64, i64)> = sqlx::query_as(sql)
        .bind(from.millis())
        .bind(until.millis())
        .fetch_all(db)
        .await?;

    let income = |(name, orders, prints, delivery, returned): (String, u32, i64, i64, i64)| {
        let prints = kopecks(prints);
        let delivery = kopecks(delivery);
        let returned = kopecks(returned);

        Ok(CanvasIncome {
            provider: provider(&name)?,
            orders: orders.into(),
            prints,
            delivery,
            returned,
        })
    };

    rows.into_iter().map(income).collect()
}

async fn income(db: &mut SqliteConnection, from: Moment, until: Moment) -> Result<Vec<Income>> {
    let sql = "SELECT provider, currency, sum(taken), sum(charges), sum(unmatched), sum(returned) FROM (
                   SELECT provider, currency, minor AS taken, 1 AS charges,
                          person_id IS NULL AND returned_at IS NULL AS unmatched, 0 AS returned
                   FROM charges
                   WHERE at >= ?1 AND at < ?2
                   UNION ALL
                   SELECT provider, currency, 0, 0, 0, minor FROM charges WHERE returned_at >= ?1 AND returned_at < ?2
               )
               GROUP BY provider, currency
               ORDER BY provider, currency";

    let rows: Vec<(String, String, i64, u32, u32, i64)> = sqlx::query_as(sql)
        .bind(from.millis())
        .bind(until.millis())
        .fetch_all(db)
        .await?;

    let income = |(name, currency, taken, charges, unmatched, returned): (
        String,
        String,
        i64,
        u32,
        u32,
        i64,
    )| {
        Ok(Income {
            provider: provider(&name)?,
            taken: money(taken, &currency)?,
            charges: charges.into(),
            unmatched: unmatched.into(),
            returned: money(returned, &currency)?,
        })
    };

    rows.into_iter().map(income).collect()
}
