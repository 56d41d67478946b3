//! The audit of the ledger: recomputes every balance, and compares what is stored in two places.

use crate::domain::ids::OrderId;
use crate::store::database::{Connection, Pool, query_as, query_scalar};
use crate::store::{Discrepancy, Result};

pub(super) async fn audit(db: &Pool) -> Result<Vec<Discrepancy>> {
    let mut db = db.begin().await?;
    let mut found = balances(&mut db).await?;
    let sum = sum(&mut db).await?;

    found.extend((sum != 0).then_some(Discrepancy::Sum(sum)));
    found.extend(joined(&mut db).await?);
    found.extend(holds(&mut db).await?);
    found.extend(charges(&mut db).await?);
    found.extend(prices(&mut db).await?);
    found.extend(over_returned(&mut db).await?);
    found.extend(refunds(&mut db).await?);

    found.extend(orders(&mut db).await?);
    Ok(found)
}

/// The cached balances, which only persons have.
async fn balances(db: &mut Connection) -> Result<Vec<Discrepancy>> {
    let sql = "SELECT name, balance, CAST(coalesce(sum(entries.amount), 0) AS BIGINT)
               FROM accounts
               LEFT JOIN entries ON entries.account = name
               WHERE kind IN ('user', 'held')
               GROUP BY name, balance
               HAVING balance <> coalesce(sum(entries.amount), 0)
               ORDER BY name";
    let rows: Vec<(String, i64, i64)> = query_as(sql).fetch_all(db).await?;
    let differing = |(account, cached, summed)| Discrepancy::Balance {
        account,
        cached,
        summed,
    };

    Ok(rows.into_iter().map(differing).collect())
}

/// What all accounts have together: persons by their cached balances, the service by its movements.
async fn sum(db: &mut Connection) -> Result<i64> {
    let sql = "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM (
                   SELECT balance AS amount FROM accounts WHERE kind IN ('user', 'held')
                   UNION ALL
                   SELECT entries.amount FROM entries
                   JOIN accounts ON accounts.name = account
                   WHERE accounts.kind NOT IN ('user', 'held')
               ) AS amounts";

    Ok(query_scalar(sql).fetch_one(db).await?)
}

/// An account that joined another has nothing left, and the other has not joined anybody.
async fn joined(db: &mut Connection) -> Result<Vec<Discrepancy>> {
    let sql = "SELECT persons.id FROM persons
               WHERE joined_into IS NOT NULL
                 AND (EXISTS (SELECT 1 FROM accounts WHERE name IN ('user:' || persons.id, 'held:' || persons.id)
                                                       AND balance <> 0)
                      OR EXISTS (SELECT 1 FROM persons AS other
                                 WHERE other.id = persons.joined_into AND other.joined_into IS NOT NULL))
               ORDER BY persons.id";
    let persons: Vec<i64> = query_scalar(sql).fetch_all(db).await?;

    Ok(persons.into_iter().map(Discrepancy::Joined).collect())
}

async fn holds(db: &mut Connection) -> Result<Vec<Discrepancy>> {
    let sql = "SELECT hold.job_id FROM movements AS hold
               LEFT JOIN jobs ON jobs.id = hold.job_id AND jobs.ended_at IS NULL
               WHERE hold.kind = 'hold'
                 AND jobs.id IS NULL
                 AND NOT EXISTS (SELECT 1 FROM movements WHERE reason = 'settle:' || hold.job_id)";
    let without_job: Vec<i64> = query_scalar(sql).fetch_all(&mut *db).await?;
    let sql = "SELECT id FROM jobs
               WHERE ended_at IS NULL
                 AND price > 0
                 AND (NOT EXISTS (SELECT 1 FROM movements WHERE reason = 'hold:' || jobs.id AND amount = price)
                      OR EXISTS (SELECT 1 FROM movements WHERE reason = 'settle:' || jobs.id))";

    let without_hold: Vec<i64> = query_scalar(sql).fetch_all(db).await?;
    let holds = without_job.into_iter().map(Discrepancy::HoldWithoutJob);

    Ok(holds
        .chain(without_hold.into_iter().map(Discrepancy::JobWithoutHold))
        .collect())
}

/// Each credited charge has its movements, and no credits were sold without a charge.
async fn charges(db: &mut Connection) -> Result<Vec<Discrepancy>> {
    // What was booked for each charge, by the name that its movements carry.
    let sql = "SELECT name, wanted, coalesce(booked, 0)
               FROM (SELECT provider || ':' || id AS name, credits + extra AS wanted
                     FROM charges WHERE person_id IS NOT NULL) AS credited
               LEFT JOIN (
                   SELECT note, CAST(sum(amount) AS BIGINT) AS booked FROM movements
                   WHERE kind IN ('sale', 'bonus', 'gift') AND note <> ''
                   GROUP BY note
               ) AS moved ON note = name
               WHERE wanted <> coalesce(booked, 0)
               ORDER BY name";
    let rows: Vec<(String, i64, i64)> = query_as(sql).fetch_all(&mut *db).await?;
    let differing = rows
        .into_iter()
        .map(|(charge, wanted, booked)| Discrepancy::Charge {
            charge,
            wanted,
            booked,
        });

    let sql = "SELECT note FROM movements WHERE kind IN ('sale', 'bonus')
               EXCEPT
               SELECT provider || ':' || id FROM charges WHERE person_id IS NOT NULL";
    let unknown: Vec<String> = query_scalar(sql).fetch_all(db).await?;

    Ok(differing
        .chain(unknown.into_iter().map(Discrepancy::NoCharge))
        .collect())
}

/// What was credited was paid at its price, in its currency.
async fn prices(db: &mut Connection) -> Result<Vec<Discrepancy>> {
    let sql = "SELECT charges.provider || ':' || charges.id AS name
               FROM charges
               JOIN purchases ON purchases.id = purchase_id
               WHERE charges.person_id IS NOT NULL
                 AND (charges.currency <> purchases.currency
                      OR (order_id IS NULL AND charges.minor <> purchases.minor))
               UNION
               SELECT charges.provider || ':' || charges.id
               FROM charges
               JOIN orders ON charge_provider = charges.provider AND charge_id = charges.id
               WHERE charges.currency <> json_extract(content, '$.agreed.print.currency')
               ORDER BY name";
    let names: Vec<String> = query_scalar(sql).fetch_all(db).await?;

    Ok(names.into_iter().map(Discrepancy::Price).collect())
}

async fn over_returned(db: &mut Connection) -> Result<Vec<Discrepancy>> {
    let sql = "SELECT provider || ':' || charge_id AS name
               FROM returned_amounts
               GROUP BY provider, charge_id
               HAVING sum(minor) > (SELECT charges.minor FROM charges
                                    WHERE charges.provider = returned_amounts.provider
                                      AND charges.id = returned_amounts.charge_id)
               ORDER BY name";
    let names: Vec<String> = query_scalar(sql).fetch_all(db).await?;

    Ok(names.into_iter().map(Discrepancy::OverReturned).collect())
}

/// Each paid order has a charge of exactly its amount, which was returned exactly if the order is
/// refunded.
async fn orders(db: &mut Connection) -> Result<Vec<Discrepancy>> {
    let sql = "SELECT orders.id FROM orders
               LEFT JOIN charges ON charges.provider = charge_provider AND charges.id = charge_id
               WHERE charge_id IS NOT NULL
                 AND (charges.id IS NULL
                      OR minor IS DISTINCT FROM print_minor + delivery_minor
                      OR (returned_at IS NOT NULL) <> (stage = 'refunded'))
               ORDER BY orders.id";
    let ids: Vec<i64> = query_scalar(sql).fetch_all(db).await?;

    Ok(ids
        .into_iter()
        .map(|id| Discrepancy::Order(OrderId::from_row(id).to_string()))
        .collect())
}

/// Credits that are set aside belong to refunds under way, and a charge is returned exactly if its
/// refund is done.
async fn refunds(db: &mut Connection) -> Result<Vec<Discrepancy>> {
    let sql = "SELECT (SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM entries WHERE account = 'refunds'),
                      (SELECT CAST(coalesce(sum(set_aside + written_off), 0) AS BIGINT)
                       FROM refunds WHERE state = 'asked')";
    let (balance, claimed): (i64, i64) = query_as(sql).fetch_one(&mut *db).await?;
    let apart = (balance != claimed).then_some(Discrepancy::SetAside { balance, claimed });
    let sql = "WITH gone AS (SELECT provider || ':' || id AS name FROM charges WHERE returned_at IS NOT NULL),
                    done AS (SELECT provider || ':' || charge_id AS name FROM refunds WHERE state = 'done')
               SELECT name FROM gone WHERE name NOT IN (SELECT name FROM done)
               UNION
               SELECT name FROM done WHERE name NOT IN (SELECT name FROM gone)";

    let half: Vec<String> = query_scalar(sql).fetch_all(db).await?;
    Ok(apart
        .into_iter()
        .chain(half.into_iter().map(Discrepancy::HalfReturned))
        .collect())
}
