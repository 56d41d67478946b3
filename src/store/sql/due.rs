//! Due times: when something may be done, or done again.
//!
//! The clock may be wrong and be put right by hours, at any moment. A due time is therefore trusted
//! only by a clock that is not behind the moment at which it was set: a row with a due time has a
//! second column for that moment, and whatever was set "later than now" is due at once. The pause is
//! cut short then, and nothing waits for the clock to catch up. A clock that was put forward cuts
//! pauses short by itself.
//!
//! Several processes share the rows, and their clocks differ by some milliseconds even on one machine,
//! since a statement runs later than its time was read. What was set less than five seconds later
//! than now is therefore not taken for a step of the clock: it waits as it was told.
//!
//! Work that is in hand is hidden by its due time as well. What this process has in hand is left out
//! by its ids, whatever the clock says: it must not be taken twice. Leases are in `leases`.

/// True for a row whose `ready_at` has come. `$1` is now.
pub(super) const READY: &str = "(ready_at <= $1 OR ready_set_at > $1 + 5000)";

/// True for a row whose `next_at` has come. `$1` is now.
pub(super) const NEXT: &str = "(next_at <= $1 OR next_set_at > $1 + 5000)";

/// By how much the pause grows with the attempts: it doubles, up to `$4`.
pub(super) const BACKOFF: &str = "CASE WHEN attempts < 16 AND (1 << CAST(attempts AS INTEGER)) < $4
                   THEN (1 << CAST(attempts AS INTEGER)) ELSE $4 END";

/// A list of ids for a statement, which reads them with `json_each`.
pub(super) fn list(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}
