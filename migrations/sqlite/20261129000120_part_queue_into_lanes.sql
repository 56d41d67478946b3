-- What takes seconds has a lane of its own in the queue: it never waits behind paintings, and painters never take it.
-- Places, turns, claims and speeds are counted within a lane, so the indexes begin with it.
ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT 'painter'
    CONSTRAINT jobs_lane_known CHECK (lane IN ('painter', 'quick'));

DROP INDEX jobs_waiting;
CREATE INDEX jobs_waiting ON jobs (lane, class, turn, asked_at, id, work) WHERE state = 'queued';
DROP INDEX jobs_by_claim;
CREATE INDEX jobs_by_claim ON jobs (lane, class, claim_number);
DROP INDEX jobs_by_turn;
CREATE INDEX jobs_by_turn ON jobs (lane, class, turn) WHERE claim_number IS NOT NULL;
DROP INDEX jobs_measured;
CREATE INDEX jobs_measured ON jobs (lane, ended_at) WHERE worked_millis IS NOT NULL;
