//! The books: income and movements of credits in a span.

use super::amounts::{money, provider};
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, Pool, Whole, query_as, query_scalar};
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

pub(super) async fn books(db: &Pool, from: Moment, until: Moment) -> Result<Books> {
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

async fn flow(db: &mut Connection, kind: &str, from: Moment, until: Moment) -> Result<i64> {
    let sql = "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM movements WHERE kind = $1 AND at >= $2 AND at < $3";
    Ok(query_scalar(sql)
        .bind(kind)
        .bind(from.millis())
        .bind(until.millis())
        .fetch_one(db)
        .await?)
}

async fn stock(db: &mut Connection, kind: &str, until: Moment) -> Result<i64> {
    let sql = "SELECT CAST(coalesce(sum(entries.amount), 0) AS BIGINT) FROM entries
               JOIN accounts ON accounts.name = account
               WHERE accounts.kind = $1 AND at < $2";
    Ok(query_scalar(sql)
        .bind(kind)
        .bind(until.millis())
        .fetch_one(db)
        .await?)
}

async fn canvases(db: &mut Connection, from: Moment, until: Moment) -> Result<Vec<CanvasIncome>> {
    let sql = "SELECT provider, currency, CAST(sum(orders) AS BIGINT), CAST(sum(prints) AS BIGINT),
                      CAST(sum(delivery) AS BIGINT), CAST(sum(returned) AS BIGINT) FROM (
                   SELECT charges.provider, currency, 1 AS orders, print_minor AS prints,
                          delivery_minor AS delivery, 0 AS returned
                   FROM orders
                   JOIN charges ON charges.provider = charge_provider AND charges.id = charge_id
                   WHERE at >= $1 AND at < $2
                   UNION ALL
                   SELECT provider, currency, 0, 0, 0, minor
                   FROM orders
                   JOIN returned_amounts ON provider = charge_provider AND returned_amounts.charge_id = orders.charge_id
                   WHERE at >= $1 AND at < $2
               ) AS parts
               GROUP BY provider, currency
               ORDER BY provider, currency";

    let rows: Vec<CanvasRow> = query_as(sql)
        .bind(from.millis())
        .bind(until.millis())
        .fetch_all(db)
        .await?;

    let income = |(name, currency, Whole(orders), prints, delivery, returned): CanvasRow| {
        Ok(CanvasIncome {
            provider: provider(&name)?,
            orders: orders.into(),
            prints: money(prints, &currency)?,
            delivery: money(delivery, &currency)?,
            returned: money(returned, &currency)?,
        })
    };

    rows.into_iter().map(income).collect()
}

/// Provider, currency, orders, prints, delivery, what was given back.
type CanvasRow = (String, String, Whole, i64, i64, i64);

async fn income(db: &mut Connection, from: Moment, until: Moment) -> Result<Vec<Income>> {
    let sql = "SELECT provider, currency, CAST(sum(taken) AS BIGINT), CAST(sum(charges) AS BIGINT),
                      CAST(sum(unmatched) AS BIGINT), CAST(sum(returned) AS BIGINT) FROM (
                   SELECT provider, currency, minor AS taken, 1 AS charges,
                          CASE WHEN person_id IS NULL AND returned_at IS NULL THEN 1 ELSE 0 END AS unmatched, 0 AS returned
                   FROM charges
                   WHERE at >= $1 AND at < $2
                   UNION ALL
                   SELECT provider, currency, 0, 0, 0, minor FROM returned_amounts WHERE at >= $1 AND at < $2
               ) AS parts
               GROUP BY provider, currency
               ORDER BY provider, currency";

    let rows: Vec<(String, String, i64, Whole, Whole, i64)> = query_as(sql)
        .bind(from.millis())
        .bind(until.millis())
        .fetch_all(db)
        .await?;

    let income = |(name, currency, taken, Whole(charges), Whole(unmatched), returned): (
        String,
        String,
        i64,
        Whole,
        Whole,
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
