-- When each due time was set. A clock that was ahead and has been put back finds due times in its far future; those that
-- were set "later than now" are due at once, instead of holding everything behind them for hours. Rows from before have 0:
-- their due times are kept.
ALTER TABLE inbox ADD COLUMN ready_set_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN next_set_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN ready_set_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE masters ADD COLUMN ready_set_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE purchases ADD COLUMN next_set_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE refunds ADD COLUMN next_set_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed_entries ADD COLUMN ready_set_at INTEGER NOT NULL DEFAULT 0;

-- Only rows of the service that runs: what was set before this migration is trusted as far as the row is old.
UPDATE inbox SET ready_set_at = received_at WHERE done_at IS NULL;
UPDATE outbox SET next_set_at = created_at WHERE ended_at IS NULL;
UPDATE jobs SET ready_set_at = asked_at WHERE ended_at IS NULL;
UPDATE masters SET ready_set_at = asked_at WHERE ended_at IS NULL;
UPDATE purchases SET next_set_at = asked_at WHERE ended_at IS NULL;
UPDATE refunds SET next_set_at = asked_at WHERE state = 'asked';
