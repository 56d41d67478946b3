-- A message that a process was sending when it died is due as soon as the next one starts; one that the messenger asked
-- to be sent later is not.
ALTER TABLE outbox ADD COLUMN in_hand INTEGER NOT NULL DEFAULT 0; -- 1 between a claim and its settling
