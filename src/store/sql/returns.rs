//! What was given back in part, and what people want back through their banks.

use crate::domain::money::Money;
use crate::domain::payment::Dispute;
use crate::domain::time::Moment;
use crate::store::database::{Connection, query, query_as};
use crate::store::sql::amounts::minor;
use crate::store::{ChargeKey, Result, sql::locks};

/// Saves the new part of what was given back so far. A total that is known or smaller is old news,
/// and so is one of a charge that was given back as a whole.
pub(super) async fn part(
    db: &mut Connection,
    charge: &ChargeKey,
    total: Money,
    now: Moment,
) -> Result<Option<Money>> {
    locks::charge(db, charge).await?;
    let sql = "SELECT currency, coalesce((SELECT max(total) FROM partial_returns
                                          WHERE partial_returns.provider = $1 AND charge_id = $2), 0)
               FROM charges
               WHERE provider = $1 AND id = $2 AND returned_at IS NULL";
    let kept: Option<(String, i64)> = query_as(sql)
        .bind(charge.provider.name())
        .bind(&charge.id)
        .fetch_optional(&mut *db)
        .await?;

    let Some((_, before)) = kept.filter(|(currency, _)| currency == total.currency.code()) else {
        return Ok(None);
    };
    let new = minor(total)?.saturating_sub(before);
    if new <= 0 {
        return Ok(None);
    }

    let sql = "INSERT INTO partial_returns (provider, charge_id, total, minor, at) VALUES ($1, $2, $3, $4, $5)";
    query(sql)
        .bind(charge.provider.name())
        .bind(&charge.id)
        .bind(minor(total)?)
        .bind(new)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(Some(Money::new(new.unsigned_abs(), total.currency)))
}

/// Saves how far a dispute is; false if that was known.
pub(super) async fn dispute(db: &mut Connection, dispute: &Dispute, now: Moment) -> Result<bool> {
    let sql = "INSERT INTO disputes (provider, id, charge_id, minor, currency, reason, state, answer_by, opened_at, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
               ON CONFLICT (provider, id) DO UPDATE SET
                   minor = excluded.minor,
                   state = excluded.state,
                   answer_by = excluded.answer_by,
                   changed_at = excluded.changed_at
                   WHERE disputes.state <> excluded.state OR disputes.minor <> excluded.minor";

    let changed = query(sql)
        .bind(dispute.provider.name())
        .bind(&dispute.id)
        .bind(&dispute.charge)
        .bind(minor(dispute.amount)?)
        .bind(dispute.amount.currency.code())
        .bind(&dispute.reason)
        .bind(dispute.state.name())
        .bind(dispute.answer_by.map(Moment::millis))
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(changed.rows_affected() > 0)
}
