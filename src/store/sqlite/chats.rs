//! The end of a chat.

use sqlx::SqliteConnection;

use crate::store::Result;

/// Deletes the chat of a forgotten person, once nothing is left to send to it.
pub(super) async fn release_chat(db: &mut SqliteConnection, chat: i64) -> Result<()> {
    let sql = "DELETE FROM chats
               WHERE id = ?1
                 AND person_id IS NULL
                 AND NOT EXISTS (SELECT 1 FROM outbox WHERE chat_id = ?1 AND ended_at IS NULL)";
    sqlx::query(sql).bind(chat).execute(db).await?;

    Ok(())
}
