//! Promotions and invitations: what brings credits without money.

use sqlx::SqliteConnection;

use super::ledger;
use crate::domain::conversation::PromoFacts;
use crate::domain::ids::PersonId;
use crate::domain::rules::Promo;
use crate::domain::time::Moment;
use crate::store::{Result, StoreError};

/// Who has used a promotion.
pub(super) async fn facts(db: &mut SqliteConnection, person: i64, code: Option<&str>) -> Result<PromoFacts> {
    let Some(code) = code else { return Ok(PromoFacts::default()) };
    let sql = "SELECT count(*) FROM movements WHERE reason = ?1";
    let own: i64 = sqlx::query_scalar(sql).bind(reason(code, PersonId(person))).fetch_one(&mut *db).await?;
    Ok(PromoFacts { is_used: own > 0, uses: uses(db, code).await? })
}

/// A code holds no colon, and the sign after the colon is the semicolon: the index on reasons finds the span.
async fn uses(db: &mut SqliteConnection, code: &str) -> Result<u32> {
    let sql = "SELECT count(*) FROM movements WHERE reason >= 'promo:' || ?1 || ':' AND reason < 'promo:' || ?1 || ';'";
    Ok(sqlx::query_scalar(sql).bind(code).fetch_one(db).await?)
}

fn reason(code: &str, person: PersonId) -> String {
    format!("promo:{code}:{person}")
}

/// Gives what it brings. The last one may have been given to somebody else since the facts were read.
pub(super) async fn redeem(db: &mut SqliteConnection, person: PersonId, promo: &Promo, now: Moment) -> Result<()> {
    if let Some(most) = promo.uses
        && uses(db, &promo.code).await? >= most
    {
        return Err(StoreError::Conflict);
    }
    let (reason, to) = (reason(&promo.code, person), ledger::user(person));
    let movement =
        ledger::Movement { reason: &reason, kind: "promo", from: "gifts", to: &to, amount: promo.credits, note: "" };
    ledger::book(db, movement, now).await
}

/// Counts for whoever nobody has invited and who has bought nothing yet.
pub(super) async fn accept_invitation(db: &mut SqliteConnection, person: PersonId, by: PersonId) -> Result<()> {
    let sql = "UPDATE persons SET invited_by = ?2
               WHERE id = ?1
                 AND id <> ?2
                 AND invited_by IS NULL
                 AND EXISTS (SELECT 1 FROM persons AS inviter WHERE inviter.id = ?2 AND inviter.forgotten_at IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM charges WHERE charges.person_id = ?1)";
    sqlx::query(sql).bind(person.0).bind(by.0).execute(db).await?;
    Ok(())
}
