//! Rows of the inbox that the service itself writes and closes.

use crate::domain::ids::{ChatId, InboxId};
use crate::domain::incoming::Incoming;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, query};
use crate::store::sql::locks;

/// Marks updates as answered.
pub(super) async fn answered(db: &mut Connection, updates: &[InboxId], now: Moment) -> Result<()> {
    for update in updates {
        let sql = "UPDATE inbox SET done_at = $1 WHERE id = $2 AND done_at IS NULL";
        query(sql)
            .bind(now.millis())
            .bind(update.0)
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

/// Puts news of the service into a chat's inbox, once per name. The conversation then answers it
/// like any update.
pub(super) async fn tell(
    db: &mut Connection,
    chat: ChatId,
    name: &str,
    news: &Incoming,
    now: Moment,
) -> Result<()> {
    locks::chat(db, chat).await?;
    let sql = "INSERT INTO inbox (messenger, update_id, chat_id, incoming, received_at, ready_at, ready_set_at, topic)
               SELECT messenger, $2, id, $3, $4, $4, $4, topic FROM chats WHERE id = $1 AND person_id IS NOT NULL
               ON CONFLICT (messenger, update_id) DO NOTHING";
    query(sql)
        .bind(chat.0)
        .bind(name)
        .bind(serde_json::to_string(news)?)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}
