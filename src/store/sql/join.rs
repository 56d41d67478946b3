//! Two accounts become one: everything of one person is handed over to the other.
//!
//! The ledger only gets more movements. The account that joined stays as a bare row, from which the
//! view `selves` finds the account that it belongs to now. So an old id, in a running job or in an
//! old link, still finds the right person.

use super::feed::publications as feed;
use super::{ledger, links, locks, promos};
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, PersonId};
use crate::domain::incoming::Incoming;
use crate::domain::link::LinkCode;
use crate::domain::news::News;
use crate::domain::time::Moment;
use crate::store::ChatOwner;
use crate::store::database::{Connection, query, query_as, query_scalar};
use crate::store::sql::inbox_rows;
use crate::store::sql::persons;
use crate::store::{Result, StoreError};

/// Locks both persons of a join, before anything else is done for one of them.
pub(super) async fn lock_both(db: &mut Connection, person: PersonId, code: LinkCode) -> Result<()> {
    match links::shown(db, code).await? {
        Some(shown) => locks::two_persons(db, person, PersonId(shown.person_id)).await,
        None => Ok(()),
    }
}

/// Joins the chat's person to the person who was shown the code. Fails with `Conflict` if the code
/// is too old or was used meanwhile.
pub(super) async fn join(
    db: &mut Connection,
    owner: ChatOwner,
    code: LinkCode,
    now: Moment,
) -> Result<()> {
    let person = owner.person;
    let shown = links::shown(db, code)
        .await?
        .filter(|shown| shown.is_open_to(person, now));
    let Some(shown) = shown else {
        return Err(StoreError::Conflict);
    };
    let into = PersonId(shown.person_id);
    announce(db, owner, &shown, now).await?;

    let twice = promos::twice(db, person.0, into.0).await?;
    move_credits(db, person, into, now).await?;
    count_once(db, person, into, twice, now).await?;
    hand_over(db, person, into, now).await?;

    persons::changed(db, into).await
}

/// Every other chat of both persons hears of it in its turn, so that somebody who was tricked into
/// it notices at once.
async fn announce(
    db: &mut Connection,
    owner: ChatOwner,
    shown: &links::ShownCode,
    now: Moment,
) -> Result<()> {
    let ChatOwner { person, chat } = owner;
    let into = PersonId(shown.person_id);
    let shown_in = shown.messenger.as_str();

    let sql = "SELECT messenger FROM chats WHERE id = $1";
    let written_in: String = query_scalar(sql).bind(chat.0).fetch_one(&mut *db).await?;

    let sql = "SELECT id, person_id FROM chats
               WHERE person_id IN ($1, $2) AND id <> $3 AND private_id IS NULL
               ORDER BY id";
    let others: Vec<(i64, i64)> = query_as(sql)
        .bind(person.0)
        .bind(into.0)
        .bind(chat.0)
        .fetch_all(&mut *db)
        .await?;

    for (other, whose) in others {
        let messenger = if whose == into.0 {
            written_in.as_str()
        } else {
            shown_in
        };
        let news = Incoming::News(News::Joined {
            messenger: messenger.to_owned(),
        });
        inbox_rows::tell(
            db,
            ChatId(other),
            &format!("joined:{person}:{other}"),
            &news,
            now,
        )
        .await?;
    }

    Ok(())
}

/// Moves the credits that can be spent and those on hold, each by one movement.
async fn move_credits(
    db: &mut Connection,
    person: PersonId,
    into: PersonId,
    now: Moment,
) -> Result<()> {
    let accounts = [
        (
            format!("joined:{person}"),
            ledger::user(person),
            ledger::user(into),
        ),
        (
            format!("joined-held:{person}"),
            ledger::held(person),
            ledger::held(into),
        ),
    ];

    for (reason, from, to) in &accounts {
        let amount = balance(db, from).await?;
        let movement = ledger::Movement {
            reason,
            kind: "joined",
            from,
            to,
            amount,
            note: "",
        };

        ledger::book(db, movement, now).await?;
    }

    Ok(())
}

async fn balance(db: &mut Connection, account: &str) -> Result<Credits> {
    let sql = "SELECT balance FROM accounts WHERE name = $1";
    Ok(Credits::new(
        query_scalar(sql).bind(account).fetch_one(db).await?,
    ))
}

/// Takes back promotions that both persons got, if the credits are still there: each person gets a
/// promotion once. Otherwise people could collect it with one new chat after the other. The gift
/// for a first purchase stays, because each came with a payment.
async fn count_once(
    db: &mut Connection,
    person: PersonId,
    into: PersonId,
    twice: Vec<(String, u32)>,
    now: Moment,
) -> Result<()> {
    let from = ledger::user(into);
    for (code, given) in twice {
        let amount = Credits::new(given.min(balance(db, &from).await?.amount()));
        let reason = format!("twice:{code}:{person}");
        let movement = ledger::Movement {
            reason: &reason,
            kind: "twice",
            from: &from,
            to: "gifts",
            amount,
            note: "",
        };

        ledger::book(db, movement, now).await?;
    }

    Ok(())
}

/// Hands everything of one person over to the other.
async fn hand_over(
    db: &mut Connection,
    person: PersonId,
    into: PersonId,
    now: Moment,
) -> Result<()> {
    let statements = [
        "UPDATE persons SET invited_by = $2 WHERE invited_by = $1",
        "UPDATE persons
         SET language = coalesce(persons.language, other.language),
             look = coalesce(persons.look, other.look),
             contact = coalesce(persons.contact, other.contact),
             chosen_currency = coalesce(persons.chosen_currency, other.chosen_currency),
             invited_by = nullif(coalesce(persons.invited_by, other.invited_by), $2),
             blocked_at = coalesce(persons.blocked_at, other.blocked_at),
             blocked_because = coalesce(persons.blocked_because, other.blocked_because)
         FROM persons AS other
         WHERE persons.id = $2 AND other.id = $1",
        "UPDATE persons SET language = NULL, look = NULL, contact = NULL, chosen_currency = NULL, invited_by = NULL,
                            blocked_at = NULL, blocked_because = NULL, joined_at = $3
         WHERE id = $1",
        "UPDATE persons SET joined_into = $2 WHERE id IN (SELECT self_id FROM selves WHERE person_id = $1)",
        "DELETE FROM link_offers WHERE person_id IN ($1, $2)",
        "UPDATE link_misses SET person_id = $2 WHERE person_id = $1",
        "UPDATE chats SET person_id = $2 WHERE person_id = $1",
        "UPDATE jobs SET person_id = $2 WHERE person_id = $1",
        "UPDATE purchases SET person_id = $2 WHERE person_id = $1",
        "UPDATE orders SET person_id = $2 WHERE person_id = $1",
        "UPDATE charges SET person_id = $2 WHERE person_id = $1",
        "UPDATE support_requests SET person_id = $2 WHERE person_id = $1",
    ];

    for statement in statements {
        query(statement)
            .bind(person.0)
            .bind(into.0)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    feed::hand_over(db, person, into).await
}
