-- How often a message was tried and not taken. What a process had in hand when it was killed is an attempt, and no failure:
-- the next one need not wait longer for it.
ALTER TABLE outbox ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
