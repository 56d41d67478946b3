//! How much is kept of the pictures that people send: of a person, and of a network lately.

use crate::store::database::{Connection, Pool, query, query_as};
use sqlx::FromRow;
use std::time::Duration;

use crate::domain::ids::{ChatId, PersonId};
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::pictures::{KeptBytes, KeptInputs};

/// How long a network has to do with what was sent from it.
const COUNTED: Duration = Duration::from_hours(48);

#[derive(FromRow)]
struct Sum {
    bytes: i64,
    earliest: Option<i64>,
}

pub(super) async fn read(
    db: &Pool,
    owner: PersonId,
    chat: ChatId,
    now: Moment,
) -> Result<KeptInputs> {
    let sql = "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) AS bytes, min(expires_at) AS earliest
               FROM selves
               JOIN pictures ON owner_id = self_id
               WHERE selves.person_id = (SELECT person_id FROM selves WHERE self_id = $1)
                 AND kind = 'input'
                 AND delete_since IS NULL";
    let by_person: Sum = query_as(sql).bind(owner.0).fetch_one(db).await?;

    let sql = "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) AS bytes, min(at) AS earliest
               FROM chats
               JOIN sender_uses ON sender = chats.network
               WHERE chats.id = $1 AND kind = 'kept_input' AND at > $2 AND at <= $3";
    let by_network: Sum = query_as(sql)
        .bind(chat.0)
        .bind(now.minus(COUNTED).millis())
        .bind(now.plus(COUNTED).millis())
        .fetch_one(db)
        .await?;

    let by_network = by_network.kept();
    Ok(KeptInputs {
        by_person: by_person.kept(),
        by_network: KeptBytes {
            fewer_at: by_network.fewer_at.map(|at| at.plus(COUNTED)),
            ..by_network
        },
    })
}

impl Sum {
    fn kept(self) -> KeptBytes {
        KeptBytes {
            bytes: self.bytes.unsigned_abs(),
            fewer_at: self.earliest.map(Moment::from_millis),
        }
    }
}

/// Counts a picture for the network that the chat's messages come from, once while it is counted.
pub(super) async fn count(
    db: &mut Connection,
    chat: ChatId,
    key: PictureKey,
    now: Moment,
) -> Result<()> {
    let sql = "INSERT INTO sender_uses (sender, kind, subject, amount, at)
               SELECT chats.network, 'kept_input', $1 || ':' || picture_key, pictures.bytes, $3
               FROM chats
               JOIN pictures ON owner_id = chats.person_id AND picture_key = $2
               WHERE chats.id = $1
                 AND chats.network IS NOT NULL
                 AND pictures.kind = 'input'
                 AND NOT EXISTS (
                     SELECT 1 FROM sender_uses
                     WHERE sender = chats.network AND sender_uses.kind = 'kept_input'
                       AND subject = $1 || ':' || picture_key AND at > $4
                 )";
    query(sql)
        .bind(chat.0)
        .bind(key.to_string())
        .bind(now.millis())
        .bind(now.minus(COUNTED).millis())
        .execute(db)
        .await?;

    Ok(())
}
