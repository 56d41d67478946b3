-- Jobs from the queue to the painting. Every statement after the claim names id and attempt.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY, -- drawn by chance; the draft had it before, so a draft starts once
    person_id INTEGER NOT NULL,
    chat_id INTEGER, -- where it is talked about; NULL once forgotten
    tier TEXT NOT NULL,
    class TEXT NOT NULL, -- paid jobs go first; within a class people take turns
    request TEXT, -- as JSON; NULL once forgotten
    photo TEXT, -- the person's own pictures in the request, which the sweep must spare while the job lives
    style TEXT,
    second_style TEXT,
    work INTEGER NOT NULL, -- pixel iterations; waits are promised from it
    price INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued',
    turn INTEGER NOT NULL, -- the round in which it is served: a person's next job stands one round later
    percent INTEGER NOT NULL DEFAULT 0,
    attempt INTEGER NOT NULL DEFAULT 0, -- the fence: grows with every claim, never shrinks
    failures INTEGER NOT NULL DEFAULT 0, -- attempts that count against the limit
    claim_number INTEGER, -- counts claims of all jobs: how many paid ones were taken in a row
    leased_by TEXT,
    lease_until INTEGER,
    checkpoint TEXT, -- where the next attempt goes on
    asked_at INTEGER NOT NULL,
    ready_at INTEGER NOT NULL, -- not to be claimed before: backoff
    started_at INTEGER,
    ended_at INTEGER,
    worked_millis INTEGER, -- of the engine, all attempts together
    failure TEXT,
    CONSTRAINT jobs_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT jobs_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE SET NULL,
    CONSTRAINT jobs_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    CONSTRAINT jobs_class_known CHECK (class IN ('paid', 'free')),
    CONSTRAINT jobs_running_is_leased CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CONSTRAINT jobs_ended_has_time CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL)),
    CONSTRAINT jobs_price_not_negative CHECK (price >= 0)
) STRICT;

CREATE INDEX jobs_waiting ON jobs (class, turn, asked_at, id, work) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_by_person ON jobs (person_id, asked_at);
CREATE INDEX jobs_live_by_person ON jobs (person_id) WHERE ended_at IS NULL;
CREATE INDEX jobs_by_claim ON jobs (class, claim_number);
CREATE INDEX jobs_by_turn ON jobs (class, turn) WHERE claim_number IS NOT NULL;
CREATE INDEX jobs_measured ON jobs (ended_at) WHERE worked_millis IS NOT NULL;

-- A finished painting at its iterations; the last one is the finished picture.
CREATE TABLE renditions (
    job_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    picture_key TEXT NOT NULL, -- owned by the job's person
    iteration INTEGER NOT NULL,
    CONSTRAINT renditions_key PRIMARY KEY (job_id, place),
    CONSTRAINT renditions_job FOREIGN KEY (job_id) REFERENCES jobs (id)
) STRICT, WITHOUT ROWID;
