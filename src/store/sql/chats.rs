//! The end of a chat.

use crate::store::Result;
use crate::store::database::{Connection, query};

/// Deletes the chat of a forgotten person, once nothing is left to send to it.
pub(super) async fn release_chat(db: &mut Connection, chat: i64) -> Result<()> {
    let sql = "DELETE FROM chats
               WHERE id = $1
                 AND person_id IS NULL
                 AND NOT EXISTS (SELECT 1 FROM outbox WHERE chat_id = $1 AND ended_at IS NULL)";
    query(sql).bind(chat).execute(db).await?;

    Ok(())
}
