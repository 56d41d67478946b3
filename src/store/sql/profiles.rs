//! Profiles: what messengers say about people.

use crate::domain::language::Language;
use crate::domain::profile::Profile;
use crate::domain::time::{Moment, Zone};
use crate::store::database::{Connection, query};
use crate::store::{Address, Result};

pub(super) async fn keep(
    db: &mut Connection,
    address: Address,
    profile: Profile,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE chats
               SET name = $3,
                   zone = $4,
                   language = CASE WHEN has_app_language THEN language ELSE coalesce($5, language) END,
                   profile_read_at = $6
               WHERE messenger = $1 AND external_id = $2 AND person_id IS NOT NULL";

    query(sql)
        .bind(address.messenger)
        .bind(address.external)
        .bind(profile.name.as_ref().map(|name| name.as_str().to_owned()))
        .bind(profile.zone.map(Zone::minutes))
        .bind(profile.language.map(Language::code))
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}
