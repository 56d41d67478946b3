//! Waiting for what happens. No test takes its verdict from the clock: it waits until something is
//! there, and gives up only when it must be lost.

use std::time::Duration;

use tokio::sync::Notify;

/// After this time something that has not happened is lost: far longer than anything takes, even
/// on a slow and busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_mins(4);

/// Between two looks at something that cannot be subscribed to.
const PAUSE: Duration = Duration::from_millis(20);

/// Waits for something that happens by itself; `what` names it if it never does.
pub(crate) async fn within_patience<T>(what: &str, event: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, event).await {
        Ok(outcome) => outcome,
        Err(elapsed) => panic!("this has not happened in {PATIENCE:?}: {what} ({elapsed})"),
    }
}

/// Looks again and again until the condition holds; `what` names it if it never does.
pub(crate) async fn wait_until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    within_patience(what, async {
        while !holds().await {
            tokio::time::sleep(PAUSE).await;
        }
    })
    .await;
}

/// Looks again and again until there is something; `what` names it if there never is.
pub(crate) async fn wait_for<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    within_patience(what, async {
        loop {
            if let Some(found) = look().await {
                return found;
            }

            tokio::time::sleep(PAUSE).await;
        }
    })
    .await
}

/// Looks at something after each change of it until there is what is wanted; `None` after
/// `patience`. Nothing that changes while it looks is missed.
pub(crate) async fn after_changes<T>(
    changed: &Notify,
    patience: Duration,
    mut wanted: impl FnMut() -> Option<T>,
) -> Option<T> {
    let until = tokio::time::Instant::now() + patience;
    loop {
        let change = changed.notified();
        tokio::pin!(change);
        change.as_mut().enable();

        if let Some(seen) = wanted() {
            return Some(seen);
        }

        tokio::time::timeout_at(until, change).await.ok()?;
    }
}
