//! The account statement that a person reads.

use super::ledger;
use crate::domain::credits::Credits;
use crate::domain::ids::PersonId;
use crate::domain::movement::{Movement, Way, Why};
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, Whole, query_as};

/// How many movements are shown.
const SHOWN: u32 = 20;

/// The last movements of a person's credits, newest first.
pub(super) async fn last(db: &mut Connection, person: i64) -> Result<Vec<Movement>> {
    // Two index ranges, of which the newest rows are merged.
    let sql = "SELECT * FROM (SELECT id, at, kind, amount, FALSE AS way FROM movements
                              WHERE from_account = $1 ORDER BY id DESC LIMIT $2) AS outgoing
               UNION ALL
               SELECT * FROM (SELECT id, at, kind, amount, TRUE AS way FROM movements
                              WHERE to_account = $1 ORDER BY id DESC LIMIT $2) AS incoming
               ORDER BY id DESC
               LIMIT $2";

    let rows: Vec<(i64, i64, String, Whole, bool)> = query_as(sql)
        .bind(ledger::user(PersonId(person)))
        .bind(SHOWN)
        .fetch_all(db)
        .await?;

    let movement = |(_, at, kind, Whole(amount), comes): (i64, i64, String, Whole, bool)| {
        let way = if comes { Way::In } else { Way::Out };
        Some(Movement {
            at: Moment::from_millis(at),
            why: Why::parse(&kind)?,
            amount: Credits::new(amount),
            way,
        })
    };

    Ok(rows.into_iter().filter_map(movement).collect())
}
