-- Pictures, jobs, and the ledger of credits.

CREATE TABLE pictures (
    owner_id BIGINT NOT NULL,
    picture_key TEXT COLLATE "C" NOT NULL, -- named by content; the same picture of two people is two pictures
    kind TEXT COLLATE "C" NOT NULL,
    bytes BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT, -- NULL: kept until the person goes
    delete_since BIGINT, -- the bytes are being deleted; nobody may use it any more
    is_grey BOOLEAN NOT NULL DEFAULT FALSE, -- a sent picture has no colours, so that it can be coloured
    CONSTRAINT pictures_key PRIMARY KEY (owner_id, picture_key),
    CONSTRAINT pictures_owner FOREIGN KEY (owner_id) REFERENCES persons (id),
    CONSTRAINT pictures_kind_known CHECK (kind IN ('input', 'preview', 'painting', 'checkpoint'))
);

CREATE INDEX pictures_by_expiry ON pictures (expires_at) WHERE expires_at IS NOT NULL AND delete_since IS NULL;
CREATE INDEX pictures_to_delete ON pictures (delete_since) WHERE delete_since IS NOT NULL;

-- No index has lease_until, percent or checkpoint: with the room on the page, renewing a lease then touches no index at all.
CREATE TABLE jobs (
    id BIGINT PRIMARY KEY, -- drawn by chance; the draft had it before, so a draft starts once
    person_id BIGINT NOT NULL,
    chat_id BIGINT, -- where it is talked about; NULL once forgotten
    tier TEXT COLLATE "C" NOT NULL,
    class TEXT COLLATE "C" NOT NULL, -- paid jobs go first; within a class people take turns
    request TEXT COLLATE "C", -- as JSON; NULL once forgotten
    photo TEXT COLLATE "C", -- the person's own pictures in the request, which the sweep must spare while the job lives
    style TEXT COLLATE "C",
    second_style TEXT COLLATE "C",
    work BIGINT NOT NULL, -- pixel iterations; waits are promised from it
    price BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL DEFAULT 'queued',
    turn BIGINT NOT NULL, -- the round in which it is served: a person's next job stands one round later
    percent BIGINT NOT NULL DEFAULT 0,
    attempt BIGINT NOT NULL DEFAULT 0, -- the fence: grows with every claim, never shrinks
    failures BIGINT NOT NULL DEFAULT 0, -- attempts that count against the limit
    claim_number BIGINT, -- counts claims of all jobs: how many paid ones were taken in a row
    leased_by TEXT COLLATE "C",
    lease_until BIGINT,
    checkpoint TEXT COLLATE "C", -- where the next attempt goes on
    asked_at BIGINT NOT NULL,
    ready_at BIGINT NOT NULL, -- not to be claimed before: backoff
    started_at BIGINT,
    ended_at BIGINT,
    worked_millis BIGINT, -- of the engine, all attempts together
    failure TEXT COLLATE "C",
    topic TEXT COLLATE "C", -- of a forum, where it was asked for
    ready_set_at BIGINT NOT NULL DEFAULT 0, -- when ready_at was set
    job_kind TEXT COLLATE "C" NOT NULL DEFAULT 'painting',
    found TEXT COLLATE "C", -- what was found in the photo of a finished job, as JSON
    lane TEXT COLLATE "C" NOT NULL DEFAULT 'painter', -- what takes seconds never waits behind paintings
    shown TEXT COLLATE "C" NOT NULL DEFAULT 'photo', -- in the progress message: no sketch comes after a preview
    shown_picture TEXT COLLATE "C", -- the key of the sketch or preview; NULL once forgotten
    CONSTRAINT jobs_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT jobs_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE SET NULL,
    CONSTRAINT jobs_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    CONSTRAINT jobs_class_known CHECK (class IN ('paid', 'free')),
    CONSTRAINT jobs_lane_known CHECK (lane IN ('painter', 'quick')),
    CONSTRAINT jobs_shown_known CHECK (shown IN ('photo', 'sketch', 'preview')),
    CONSTRAINT jobs_running_is_leased CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CONSTRAINT jobs_ended_has_time CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL)),
    CONSTRAINT jobs_price_not_negative CHECK (price >= 0)
) WITH (fillfactor = 60);

CREATE INDEX jobs_leased ON jobs (lane, id) WHERE state = 'running';
CREATE INDEX jobs_by_person ON jobs (person_id, asked_at);
CREATE INDEX jobs_live_by_person ON jobs (person_id) WHERE ended_at IS NULL;
CREATE INDEX jobs_by_asking ON jobs (asked_at, id);
CREATE INDEX jobs_by_state ON jobs (state, asked_at, id);
CREATE INDEX jobs_by_end ON jobs (ended_at, state, tier, asked_at, started_at) WHERE ended_at IS NOT NULL;
CREATE INDEX jobs_by_chat ON jobs (chat_id) WHERE chat_id IS NOT NULL;
CREATE INDEX jobs_by_tier ON jobs (tier, asked_at, id);
CREATE INDEX jobs_by_kind ON jobs (job_kind, asked_at, id);
CREATE INDEX jobs_waiting ON jobs (lane, class, turn, asked_at, id, work) WHERE state = 'queued';
CREATE INDEX jobs_by_claim ON jobs (lane, class, claim_number);
CREATE INDEX jobs_by_turn ON jobs (lane, class, turn) WHERE claim_number IS NOT NULL;
CREATE INDEX jobs_measured ON jobs (lane, ended_at) WHERE worked_millis IS NOT NULL;

CREATE TABLE renditions (
    job_id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    picture_key TEXT COLLATE "C" NOT NULL, -- owned by the job's person
    iteration BIGINT NOT NULL,
    CONSTRAINT renditions_key PRIMARY KEY (job_id, place),
    CONSTRAINT renditions_job FOREIGN KEY (job_id) REFERENCES jobs (id)
);

-- What the photos of finished jobs show, so that the console finds jobs by it without reading all of them: the likeliest few
-- classes of the classifier. Rows go when the request of the job goes.
CREATE TABLE job_things (
    class BIGINT NOT NULL, -- the class among the thousand of ImageNet
    job_id BIGINT NOT NULL, -- the job whose photo shows it
    CONSTRAINT job_things_once PRIMARY KEY (class, job_id),
    CONSTRAINT job_things_job FOREIGN KEY (job_id) REFERENCES jobs (id) ON DELETE CASCADE
);

CREATE INDEX job_things_by_job ON job_things (job_id);

-- When free jobs were started: they stay counted for a person who deletes everything and comes back.
CREATE TABLE free_starts (
    rowid BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, -- SQLite has one by itself
    address TEXT COLLATE "C" NOT NULL, -- a digest of the chat's address, which itself is forgotten
    asked_at BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL DEFAULT 'painting' -- each kind has a number of free ones a day
);

CREATE INDEX free_starts_by_address ON free_starts (address, asked_at);
CREATE INDEX free_starts_by_time ON free_starts (asked_at);

CREATE TABLE accounts (
    name TEXT COLLATE "C" PRIMARY KEY, -- 'user:7', 'held:7', 'revenue', 'grants'
    kind TEXT COLLATE "C" NOT NULL,
    person_id BIGINT, -- stays when the person is forgotten: the row knows no name
    balance BIGINT NOT NULL DEFAULT 0, -- a cache for persons, which only the trigger below writes and the audit compares
    CONSTRAINT accounts_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT accounts_person_never_owes CHECK (kind NOT IN ('user', 'held') OR balance >= 0),
    CONSTRAINT accounts_person_named CHECK ((kind IN ('user', 'held')) = (person_id IS NOT NULL))
) WITH (fillfactor = 80);

CREATE INDEX accounts_by_person ON accounts (person_id) WHERE person_id IS NOT NULL;

INSERT INTO accounts (name, kind) VALUES
    ('revenue', 'revenue'),
    ('grants', 'grants'),
    ('gifts', 'gifts'),
    ('refunds', 'refunds'),
    ('losses', 'losses'),
    ('stars', 'provider'),
    ('yookassa', 'provider'),
    ('test', 'provider');

CREATE TABLE movements (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    reason TEXT COLLATE "C" NOT NULL, -- 'hold:JOB', 'settle:JOB' (posted or voided, at most once), 'grant:…'
    kind TEXT COLLATE "C" NOT NULL, -- 'hold', 'post', 'void', 'grant'
    from_account TEXT COLLATE "C" NOT NULL,
    to_account TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    job_id BIGINT, -- for holds; no foreign key: the books outlive the jobs
    note TEXT COLLATE "C" NOT NULL DEFAULT '',
    at BIGINT NOT NULL,
    CONSTRAINT movements_reason UNIQUE (reason),
    CONSTRAINT movements_amount_positive CHECK (amount > 0),
    CONSTRAINT movements_two_accounts CHECK (from_account <> to_account),
    CONSTRAINT movements_from FOREIGN KEY (from_account) REFERENCES accounts (name),
    CONSTRAINT movements_to FOREIGN KEY (to_account) REFERENCES accounts (name)
);

CREATE INDEX movements_by_from ON movements (from_account);
CREATE INDEX movements_by_to ON movements (to_account);
CREATE INDEX movements_by_job ON movements (job_id) WHERE job_id IS NOT NULL;

-- Each movement as its two entries.
CREATE VIEW entries AS
SELECT id AS movement_id, from_account AS account, -amount AS amount, at FROM movements
UNION ALL
SELECT id AS movement_id, to_account AS account, amount, at FROM movements;

-- Only persons have a cached balance, which the constraint above guards. Each movement of the service passes one of its few
-- own accounts: if each changed a row there, all of them would wait for one another.
CREATE FUNCTION move_balances() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE accounts
    SET balance = balance + CASE name WHEN NEW.to_account THEN NEW.amount ELSE -NEW.amount END
    WHERE name IN (NEW.from_account, NEW.to_account)
      AND kind IN ('user', 'held');
    RETURN NULL;
END
$$;

CREATE TRIGGER movements_move_balances AFTER INSERT ON movements
FOR EACH ROW EXECUTE FUNCTION move_balances();

-- Refuses a statement, in the words of the trigger's argument.
CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER movements_never_change BEFORE UPDATE ON movements
FOR EACH ROW EXECUTE FUNCTION refuse('movements never change');

CREATE TRIGGER movements_never_go BEFORE DELETE ON movements
FOR EACH ROW EXECUTE FUNCTION refuse('movements never go');

CREATE TRIGGER movements_are_never_emptied BEFORE TRUNCATE ON movements
FOR EACH STATEMENT EXECUTE FUNCTION refuse('movements never go');
