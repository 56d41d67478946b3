//! Codes by which chats join one account, and attempts to guess one.

use crate::store::database::{Connection, query, query_as, query_scalar};
use sha2::{Digest, Sha256};
use sqlx::FromRow;

use super::promos;
use crate::domain::credits::Credits;
use crate::domain::ids::PersonId;
use crate::domain::link::{LIFE, LinkCode, LinkFacts, LinkOffer, WINDOW};
use crate::domain::profile::Name;
use crate::domain::time::Moment;
use crate::store::ChatOwner;
use crate::store::Result;

/// Saves a code. It replaces the code that the person was shown before.
pub(super) async fn offer(
    db: &mut Connection,
    owner: ChatOwner,
    code: LinkCode,
    now: Moment,
) -> Result<()> {
    let ChatOwner { person, chat } = owner;
    let sql = "INSERT INTO link_offers (person_id, chat_id, digest, until) VALUES ($1, $2, $3, $4)
               ON CONFLICT (person_id)
               DO UPDATE SET chat_id = excluded.chat_id, digest = excluded.digest, until = excluded.until";
    let until = now.plus(LIFE).millis();
    query(sql)
        .bind(person.0)
        .bind(chat.0)
        .bind(digest(code))
        .bind(until)
        .execute(db)
        .await?;

    Ok(())
}

/// Counts a wrong code.
pub(super) async fn miss(db: &mut Connection, person: PersonId, now: Moment) -> Result<()> {
    let sql = "INSERT INTO link_misses (person_id, at) VALUES ($1, $2)";
    query(sql)
        .bind(person.0)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

fn digest(code: LinkCode) -> String {
    Sha256::digest(code.as_str())
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Who was shown a code, and in which chat.
#[derive(FromRow)]
pub(super) struct ShownCode {
    pub(super) person_id: i64,
    pub(super) messenger: String,
    name: Option<String>,
    until: i64,
    #[sqlx(try_from = "i64")]
    balance: u32,
}

/// Finds who was shown a code.
pub(super) async fn shown(db: &mut Connection, code: LinkCode) -> Result<Option<ShownCode>> {
    let sql = "SELECT link_offers.person_id, messenger, chats.name, until, balance FROM link_offers
               JOIN chats ON chats.id = chat_id
               JOIN accounts ON accounts.name = 'user:' || link_offers.person_id
               WHERE digest = $1";
    Ok(query_as(sql).bind(digest(code)).fetch_optional(db).await?)
}

impl ShownCode {
    /// Whether this person may join with the code now.
    pub(super) fn is_open_to(&self, person: PersonId, now: Moment) -> bool {
        self.person_id != person.0 && now.millis() < self.until
    }
}

pub(super) async fn facts(
    db: &mut Connection,
    person: i64,
    code: Option<LinkCode>,
    now: Moment,
) -> Result<LinkFacts> {
    let Some(code) = code else {
        return Ok(LinkFacts::default());
    };
    let sql = "SELECT count(*) FROM link_misses WHERE person_id = $1 AND at > $2";
    let since = now.minus(WINDOW).millis();
    let misses: u32 = query_scalar(sql)
        .bind(person)
        .bind(since)
        .fetch_one(&mut *db)
        .await?;

    let offer = match shown(db, code).await? {
        Some(shown) => Some(offered(db, person, shown).await?),
        None => None,
    };

    Ok(LinkFacts { offer, misses })
}

/// How many chats two persons have.
async fn chats(db: &mut Connection, person: i64, other: i64) -> Result<u32> {
    let sql = "SELECT count(*) FROM chats WHERE person_id IN ($1, $2) AND private_id IS NULL";
    Ok(query_scalar(sql)
        .bind(person)
        .bind(other)
        .fetch_one(db)
        .await?)
}

async fn offered(db: &mut Connection, person: i64, shown: ShownCode) -> Result<LinkOffer> {
    let is_own = shown.person_id == person;
    let twice = if is_own {
        Vec::new()
    } else {
        promos::twice(db, person, shown.person_id).await?
    };

    Ok(LinkOffer {
        messenger: shown.messenger,
        name: shown.name.as_deref().and_then(Name::parse),
        until: Moment::from_millis(shown.until),
        is_own,
        balance: Credits::new(shown.balance),
        doubled: Credits::new(
            twice
                .iter()
                .fold(0, |sum, (_, amount)| sum.saturating_add(*amount)),
        ),
        chats: chats(db, person, shown.person_id).await?,
    })
}
