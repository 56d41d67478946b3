//! Turns out of the inbox: which updates are answered next.

use super::due;
use crate::domain::ids::{ChatId, InboxId};
use crate::domain::incoming::Incoming;
use crate::domain::time::Moment;
use crate::store::database::{Connection, Pool, query_as};
use crate::store::inbox::{Lane, TurnSearch};
use crate::store::{Address, PendingTurn, Result};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    id: i64,
    chat_id: i64,
    messenger: String,
    external_id: String,
    network: Option<String>,
    sender: String,
    album: Option<String>,
    incoming: String,
    #[sqlx(try_from = "i64")]
    attempts: u32,
    received_at: i64,
}

/// The first updates of their chats, at most one for each. Senders take turns: their first updates
/// come before anybody's second one, however many of them wait.
pub(super) async fn ready_turns(db: &Pool, search: &TurnSearch) -> Result<Vec<PendingTurn>> {
    let mut db = db.begin().await?;
    let sql = format!(
        "WITH heads AS (
             SELECT inbox.id,
                    coalesce(chats.network, 'chat:' || chats.id) AS sender
             FROM inbox
             JOIN chats ON chats.id = inbox.chat_id
             WHERE done_at IS NULL
               AND {}
               AND {}
               AND chats.id NOT IN (SELECT CAST(value AS BIGINT) FROM json_each($3))
               AND (inbox.held_by IS NULL OR inbox.held_by = $6)
               AND inbox.messenger NOT IN (SELECT value FROM json_each($4))
               -- The order within a chat: nothing overtakes what waits before it, in whatever lane.
               AND NOT EXISTS (
                   SELECT 1 FROM inbox AS earlier
                   WHERE earlier.chat_id = inbox.chat_id AND earlier.done_at IS NULL AND earlier.id < inbox.id
               )
         ),
         places AS (
             SELECT id, sender, row_number() OVER (PARTITION BY sender ORDER BY id) AS place
             FROM heads
             WHERE sender NOT IN (SELECT value FROM json_each($5))
             ORDER BY place, id
             LIMIT $2
         )
         SELECT inbox.id, chat_id, inbox.messenger, external_id, network, sender, album, incoming, attempts,
                received_at
         FROM places
         JOIN inbox ON inbox.id = places.id
         JOIN chats ON chats.id = inbox.chat_id
         ORDER BY place, inbox.id",
        lane(search),
        due::READY,
    );

    let heads: Vec<Row> = query_as(sql)
        .bind(search.now.millis())
        .bind(search.limit)
        .bind(due::list(search.without.chats.iter().map(|chat| chat.0)))
        .bind(serde_json::to_string(&search.without.messengers)?)
        .bind(serde_json::to_string(&search.without.senders)?)
        .bind(&search.process)
        .fetch_all(&mut *db)
        .await?;
    let mut turns = Vec::with_capacity(heads.len());
    for head in heads {
        let rest = rest_of_album(&mut db, &head).await?;
        turns.push(turn(head, rest)?);
    }

    Ok(turns)
}

/// True for a row of the lane, in words that fit the index: the one lane is read however much waits
/// in the other.
fn lane(search: &TurnSearch) -> &'static str {
    match search.lane {
        Some(Lane::Words) => "has_files = FALSE",
        Some(Lane::Files) => "has_files = TRUE",
        None => "has_files IN (TRUE, FALSE)",
    }
}

async fn rest_of_album(db: &mut Connection, head: &Row) -> Result<Vec<(i64, String)>> {
    let Some(album) = &head.album else {
        return Ok(Vec::new());
    };
    let sql = "SELECT id, incoming FROM inbox
               WHERE chat_id = $1 AND album = $2 AND id > $3 AND done_at IS NULL
               ORDER BY id";
    Ok(query_as(sql)
        .bind(head.chat_id)
        .bind(album)
        .bind(head.id)
        .fetch_all(db)
        .await?)
}

fn turn(head: Row, rest: Vec<(i64, String)>) -> Result<PendingTurn> {
    let mut updates = vec![InboxId(head.id)];
    let mut incoming: Incoming = serde_json::from_str(&head.incoming)?;
    for (id, part) in rest {
        updates.push(InboxId(id));
        incoming = incoming.join(serde_json::from_str(&part)?);
    }

    Ok(PendingTurn {
        updates,
        chat: ChatId(head.chat_id),
        address: Address {
            messenger: head.messenger,
            external: head.external_id,
        },
        network: head.network,
        sender: head.sender,
        incoming,
        attempts: head.attempts,
        received_at: Moment::from_millis(head.received_at),
    })
}
