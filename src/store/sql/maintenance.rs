//! Upkeep: what keeps the file small, and the numbers for the operator.

use crate::store::database::{Connection, Pool, query, query_as, query_scalar};
use async_trait::async_trait;
use std::time::Duration;

use super::{pruning, sources};
use crate::domain::ids::PersonId;
use crate::domain::time::Moment;
use crate::store::maintenance::{Count, MaintenanceStore, WebKeys};
use crate::store::sql::SqlStore;
use crate::store::{Result, Sources};

/// The period of what `/metrics` says about people and money.
const DAY: Duration = Duration::from_hours(24);

#[async_trait]
impl MaintenanceStore for SqlStore {
    async fn release_interrupted(&self, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(take_back(db, now)))
            .await
    }

    async fn is_settled(&self) -> Result<bool> {
        is_settled(&self.readers).await
    }

    async fn prune(&self, before: Moment, now: Moment) -> Result<bool> {
        let is_more = self
            .writer
            .run(move |db| Box::pin(pruning::step(db, before, now)))
            .await?;

        Ok(pruning::forget_networks(&self.readers, &self.writer, now).await? || is_more)
    }

    async fn prune_visitors(
        &self,
        after: PersonId,
        silent_since: Moment,
    ) -> Result<Option<PersonId>> {
        pruning::visitors(&self.readers, &self.writer, after, silent_since).await
    }

    async fn ping(&self) -> Result<()> {
        ping(&self.readers).await
    }

    async fn web_keys(&self) -> Result<WebKeys> {
        web_keys(&self.readers).await
    }

    async fn sources(&self, now: Moment) -> Result<Sources> {
        let mut db = self.readers.begin().await?;
        sources::read(&mut db, now.minus(DAY)).await
    }

    async fn counts(&self, now: Moment) -> Result<Vec<Count>> {
        counts(&self.readers, now).await
    }
}

pub(super) async fn is_settled(db: &Pool) -> Result<bool> {
    let sql = "SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL)
                    + (SELECT count(*) FROM outbox WHERE ended_at IS NULL)
                    + (SELECT count(*) FROM jobs WHERE ended_at IS NULL)";
    Ok(query_scalar::<i64>(sql).fetch_one(db).await? == 0)
}

pub(super) async fn take_back(db: &mut Connection, now: Moment) -> Result<()> {
    let statements = [
        "UPDATE outbox SET next_at = $1, next_set_at = $1, is_being_sent = FALSE WHERE ended_at IS NULL AND is_being_sent = TRUE",
        // Updates with an attempt were hidden by the process that died. Those that wait for the
        // rest of their album have none.
        "UPDATE inbox SET ready_at = CASE WHEN ready_at < $1 THEN ready_at ELSE $1 END, ready_set_at = $1 WHERE done_at IS NULL AND attempts > 0",
        // Payments may have been made while nobody asked.
        "UPDATE purchases SET next_at = CASE WHEN next_at < $1 THEN next_at ELSE $1 END, next_set_at = $1, attempts = 0
         WHERE ended_at IS NULL AND is_on_page = TRUE",
        "UPDATE refunds SET next_at = CASE WHEN next_at < $1 THEN next_at ELSE $1 END, next_set_at = $1, attempts = 0 WHERE state = 'asked'",
    ];

    for statement in statements {
        query(statement)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

/// Deleted data stays in the WAL until it is truncated. A reader may delay that; then it happens
/// with the next `/delete_me`, or when the service stops.
pub(super) async fn empty_wal(db: &Pool) {
    if let Err(error) = query("PRAGMA wal_checkpoint(TRUNCATE)").execute(db).await {
        tracing::warn!(%error, "the WAL was not emptied");
    }
}

async fn ping(db: &Pool) -> Result<()> {
    query("SELECT id FROM chats LIMIT 1").execute(db).await?;
    Ok(())
}

async fn web_keys(db: &Pool) -> Result<WebKeys> {
    Ok(WebKeys {
        networks: web_key(db, "networks").await?,
        visitors: web_key(db, "visitors").await?,
        devices: web_key(db, "devices").await?,
    })
}

async fn web_key(db: &Pool, name: &str) -> Result<Vec<u8>> {
    let sql = "SELECT secret FROM web_keys WHERE name = $1";
    Ok(query_scalar(sql).bind(name).fetch_one(db).await?)
}

pub(super) async fn counts(db: &Pool, now: Moment) -> Result<Vec<Count>> {
    let sql = r#"SELECT 'jobs', state || ' ' || tier, count(*) FROM jobs GROUP BY state, tier
               UNION ALL
               SELECT 'inbox_waiting', '', count(*) FROM inbox WHERE done_at IS NULL
               UNION ALL
               SELECT 'outbox_waiting', '', count(*) FROM outbox WHERE ended_at IS NULL
               UNION ALL
               SELECT 'outbox_lag_millis', '', coalesce($1 - min(created_at), 0) FROM outbox WHERE ended_at IS NULL
               UNION ALL
               SELECT 'support_requests_open', '', count(*) FROM support_requests WHERE answered_at IS NULL
               UNION ALL
               SELECT 'wrong_link_codes', '', count(*) FROM link_misses WHERE at > $1 - 3600000
               UNION ALL
               SELECT 'refunds_waiting', '', count(*) FROM refunds WHERE state = 'asked'
               UNION ALL
               SELECT 'charges_unmatched', '', count(*) FROM charges WHERE person_id IS NULL AND returned_at IS NULL
               UNION ALL
               SELECT 'income_minor', 'provider="' || provider || '",currency="' || currency || '"', CAST(sum(minor) AS BIGINT)
               FROM charges
               GROUP BY provider, currency
               UNION ALL
               SELECT 'returned_minor', 'provider="' || provider || '",currency="' || currency || '"', CAST(sum(minor) AS BIGINT)
               FROM returned_amounts
               GROUP BY provider, currency
               UNION ALL
               SELECT 'disputes_open', '', count(*) FROM disputes WHERE state IN ('needs_answer', 'under_review')
               UNION ALL
               SELECT 'feed_awaiting', '', count(*) FROM feed_entries WHERE state = 'awaiting'
               UNION ALL
               SELECT 'feed_reported', '', count(*) FROM feed_entries WHERE state = 'public' AND reports > 0
               UNION ALL
               SELECT 'orders', stage, count(*) FROM orders GROUP BY stage
               UNION ALL
               SELECT 'masters', state, count(*) FROM masters GROUP BY state
               UNION ALL
               SELECT 'queue_wait_millis', '', coalesce($1 - min(asked_at), 0) FROM jobs WHERE state = 'queued'"#;
    let rows: Vec<(String, String, i64)> = query_as(sql).bind(now.millis()).fetch_all(db).await?;
    let count = |(name, label, value)| Count { name, label, value };

    Ok(rows.into_iter().map(count).collect())
}
