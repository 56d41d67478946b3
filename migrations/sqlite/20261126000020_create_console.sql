-- The operator's console: who is signed in, what was done, and what is looked up there.

-- A session is known by a digest of its cookie: whoever reads the database is nobody.
CREATE TABLE console_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in the journal
    digest TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL, -- at most a minute old while the session is used
    CONSTRAINT console_sessions_digest UNIQUE (digest)
) STRICT;

-- What the operator has done, or tried to do, by the console or by the command line.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    hand TEXT NOT NULL, -- 'console' or 'command line'
    session_id INTEGER, -- no foreign key: the journal outlives sessions
    address TEXT, -- from where
    deed TEXT NOT NULL,
    subject TEXT NOT NULL, -- whom or what it was about, such as 'person 7'
    note TEXT NOT NULL, -- the operator's own words and numbers, never a person's
    outcome TEXT NOT NULL, -- 'done', or why it was refused
    CONSTRAINT journal_hand_known CHECK (hand IN ('console', 'command line'))
) STRICT;

CREATE INDEX journal_by_subject ON journal (subject, id);

CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal never changes');
END;

CREATE TRIGGER journal_never_goes BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal never goes');
END;

-- Lists and charts read spans of these, and not the whole table.
CREATE INDEX jobs_by_asking ON jobs (asked_at, id);
CREATE INDEX jobs_by_state ON jobs (state, asked_at, id);
CREATE INDEX jobs_by_end ON jobs (ended_at, state, tier, asked_at, started_at) WHERE ended_at IS NOT NULL;
CREATE INDEX charges_by_return ON charges (returned_at) WHERE returned_at IS NOT NULL;
CREATE INDEX chats_by_external_id ON chats (external_id);
CREATE INDEX purchases_open ON purchases (asked_at) WHERE ended_at IS NULL;
CREATE INDEX charges_by_purchase ON charges (purchase_id) WHERE purchase_id IS NOT NULL;
CREATE INDEX charges_unmatched ON charges (at) WHERE person_id IS NULL AND returned_at IS NULL;
CREATE INDEX support_requests_by_person ON support_requests (person_id, number);
CREATE INDEX outbox_refused ON outbox (ended_at) WHERE refusal IS NOT NULL;
