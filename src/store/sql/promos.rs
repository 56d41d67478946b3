//! Promotions and invitations. Each person gets each of them once.
//!
//! What a person got survives `/delete_me` for a year as a digest of the chat's address. Otherwise
//! people could get it again and again.

use crate::store::database::{Connection, Whole, query, query_as, query_scalar};
use std::time::Duration;

use super::{free_starts, ledger, locks};
use crate::domain::facts::PromoFacts;
use crate::domain::ids::PersonId;
use crate::domain::rules::Promo;
use crate::domain::time::Moment;
use crate::store::sql::persons;
use crate::store::{Result, StoreError};

/// How long it is remembered what a forgotten person was given.
pub(super) const REMEMBERED: Duration = Duration::from_hours(24 * 365);

/// The name under which the gift of a first purchase is remembered.
pub(super) const FIRST: &str = "first";

/// Whether the person has used a promotion, and how often it was used.
pub(super) async fn facts(
    db: &mut Connection,
    person: PersonId,
    code: Option<&str>,
) -> Result<PromoFacts> {
    let Some(code) = code else {
        return Ok(PromoFacts::default());
    };
    let is_used = has_used(db, person, code).await?
        || was_given(db, person, &format!("promo:{code}")).await?;
    Ok(PromoFacts {
        is_used,
        uses: uses(db, code).await?,
    })
}

/// Whether the person, or an account that joined theirs, has used a promotion.
async fn has_used(db: &mut Connection, person: PersonId, code: &str) -> Result<bool> {
    let sql =
        "SELECT count(*) FROM selves JOIN movements ON reason = 'promo:' || $2 || ':' || self_id
               WHERE selves.person_id = $1";
    Ok(query_scalar::<i64>(sql)
        .bind(person.0)
        .bind(code)
        .fetch_one(db)
        .await?
        > 0)
}

/// The codes that two persons have both used, and how many credits each brought the first one.
pub(super) async fn twice(
    db: &mut Connection,
    person: i64,
    other: i64,
) -> Result<Vec<(String, u32)>> {
    // What each promotion brought each of them, by its code.
    let sql = "WITH given AS (
                   SELECT selves.person_id,
                          substr(reason, 7, length(reason) - length('promo:') - length(':' || self_id)) AS code,
                          max(amount) AS amount
                   FROM selves
                   JOIN movements ON to_account = 'user:' || self_id AND kind = 'promo'
                   WHERE selves.person_id IN ($1, $2)
                   GROUP BY selves.person_id, code
               )
               SELECT mine.code, mine.amount FROM given AS mine
               JOIN given AS theirs ON theirs.code = mine.code
               WHERE mine.person_id = $1 AND theirs.person_id = $2
               ORDER BY mine.code";

    let rows: Vec<(String, Whole)> = query_as(sql).bind(person).bind(other).fetch_all(db).await?;
    let given = |(code, Whole(amount)): (String, Whole)| (code, amount);
    Ok(rows.into_iter().map(given).collect())
}

/// Whether a person who was forgotten since got a gift in one of this person's chats.
pub(super) async fn was_given(db: &mut Connection, person: PersonId, gift: &str) -> Result<bool> {
    for address in free_starts::digests(db, person).await? {
        let sql = "SELECT count(*) FROM spent_gifts WHERE address = $1 AND gift = $2";
        if query_scalar::<i64>(sql)
            .bind(address)
            .bind(gift)
            .fetch_one(&mut *db)
            .await?
            > 0
        {
            return Ok(true);
        }
    }

    Ok(false)
}

/// Remembers the gifts of a person who is about to be forgotten, under each of their addresses.
pub(super) async fn remember(db: &mut Connection, person: PersonId, now: Moment) -> Result<()> {
    for address in free_starts::digests(db, person).await? {
        let sql = "INSERT INTO spent_gifts (address, gift, at)
                   SELECT $1, substr(reason, 1, length(reason) - length(':' || self_id)), $3
                   FROM selves
                   JOIN movements ON to_account = 'user:' || self_id AND kind = 'promo'
                   WHERE selves.person_id = $2
                   UNION
                   SELECT $1, 'first', $3 WHERE EXISTS (SELECT 1 FROM charges WHERE person_id = $2)
                   ON CONFLICT (address, gift) DO UPDATE SET at = excluded.at";

        query(sql)
            .bind(address)
            .bind(person.0)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

/// Counts by a range of the index on reasons: a code contains no colon, and a semicolon follows the
/// colon in ASCII.
async fn uses(db: &mut Connection, code: &str) -> Result<u32> {
    let sql = "SELECT count(*) FROM movements WHERE reason >= 'promo:' || $1 || ':' AND reason < 'promo:' || $1 || ';'";
    Ok(query_scalar(sql).bind(code).fetch_one(db).await?)
}

fn reason(code: &str, person: PersonId) -> String {
    format!("promo:{code}:{person}")
}

/// Gives the credits of a promotion. Its last use may have gone to somebody else since the facts
/// were read.
pub(super) async fn redeem(
    db: &mut Connection,
    person: PersonId,
    promo: &Promo,
    now: Moment,
) -> Result<()> {
    if has_used(db, person, &promo.code).await? {
        return Err(StoreError::Conflict);
    }

    locks::name(db, &format!("promo:{}", promo.code)).await?;
    if let Some(most) = promo.uses
        && uses(db, &promo.code).await? >= most
    {
        return Err(StoreError::Conflict);
    }

    let reason = reason(&promo.code, person);
    let to = ledger::user(person);
    let movement = ledger::Movement {
        reason: &reason,
        kind: "promo",
        from: "gifts",
        to: &to,
        amount: promo.credits,
        note: "",
    };

    ledger::book(db, movement, now).await
}

/// Saves who invited the person. Only the first invitation counts, and only before a purchase.
pub(super) async fn accept_invitation(
    db: &mut Connection,
    person: PersonId,
    by: PersonId,
) -> Result<()> {
    if was_given(db, person, FIRST).await? {
        return Ok(());
    }

    let by = persons::now_known_as(db, by).await?;
    let sql = "UPDATE persons SET invited_by = $2
               WHERE id = $1
                 AND id <> $2
                 AND invited_by IS NULL
                 AND EXISTS (SELECT 1 FROM persons AS inviter WHERE inviter.id = $2 AND inviter.forgotten_at IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM charges WHERE charges.person_id = $1)";

    query(sql).bind(person.0).bind(by.0).execute(db).await?;

    Ok(())
}
