//! What any statement may need of a person: their account, their language, and that their data
//! changed.

use crate::domain::ids::PersonId;
use crate::domain::language::Language;
use crate::store::Result;
use crate::store::database::{Connection, query, query_scalar};

/// Marks that a person's data changed, so that a step made from older facts is refused.
pub(super) async fn changed(db: &mut Connection, person: PersonId) -> Result<()> {
    query("UPDATE persons SET version = version + 1 WHERE id = $1")
        .bind(person.0)
        .execute(db)
        .await?;
    Ok(())
}

/// The account that a person belongs to now.
pub(super) async fn now_known_as(db: &mut Connection, person: PersonId) -> Result<PersonId> {
    let sql = "SELECT person_id FROM selves WHERE self_id = $1";
    let found: Option<i64> = query_scalar(sql).bind(person.0).fetch_optional(db).await?;

    Ok(found.map_or(person, PersonId))
}

/// The language of a chat's messages.
pub(super) async fn language(db: &mut Connection, chat: i64) -> Result<Language> {
    let sql = "SELECT coalesce(persons.language, chats.language) FROM chats
               LEFT JOIN persons ON persons.id = person_id
               WHERE chats.id = $1";
    let code: String = query_scalar(sql).bind(chat).fetch_one(db).await?;
    Ok(Language::parse(&code).unwrap_or_default())
}
