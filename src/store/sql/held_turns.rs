//! Turns that a process has claimed to answer.

use crate::domain::ids::InboxId;
use crate::store::database::{Connection, query};
use crate::store::{PendingTurn, Result};

/// Claims turns for a process; those that another has, or that are answered, are left out. The first
/// update of a turn stands for all: nobody claims a later one before it is answered.
pub(super) async fn claim(
    db: &mut Connection,
    process: String,
    turns: Vec<PendingTurn>,
) -> Result<Vec<PendingTurn>> {
    // In one order for all, so that no two processes wait for each other.
    let mut firsts: Vec<&PendingTurn> = turns.iter().collect();
    firsts.sort_by_key(|turn| turn.updates.first().map(|first| first.0));

    let mut claimed = Vec::with_capacity(turns.len());
    for turn in firsts {
        if claim_all(db, &process, &turn.updates).await? {
            claimed.push(turn.chat);
        }
    }

    // There is one turn of a chat.
    let is_claimed = |turn: &PendingTurn| claimed.contains(&turn.chat);
    Ok(turns.into_iter().filter(is_claimed).collect())
}

async fn claim_all(db: &mut Connection, process: &str, updates: &[InboxId]) -> Result<bool> {
    for update in updates {
        let sql = "UPDATE inbox SET held_by = $1
                   WHERE id = $2 AND done_at IS NULL AND (held_by IS NULL OR held_by = $1)";
        let claimed = query(sql)
            .bind(process)
            .bind(update.0)
            .execute(&mut *db)
            .await?;

        if claimed.rows_affected() != 1 {
            return Ok(false);
        }
    }

    Ok(true)
}
