-- The books. A movement takes an amount from one account and puts it into another, so it cannot fail to balance; the
-- view `entries` shows it as the two rows of double entry.
CREATE TABLE accounts (
    name TEXT PRIMARY KEY, -- 'user:7', 'held:7', 'revenue', 'grants'
    kind TEXT NOT NULL,
    person_id INTEGER, -- stays when the person is forgotten: the row knows no name
    balance INTEGER NOT NULL DEFAULT 0, -- a cache that only the trigger below writes and the audit compares
    CONSTRAINT accounts_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT accounts_person_never_owes CHECK (kind NOT IN ('user', 'held') OR balance >= 0),
    CONSTRAINT accounts_person_named CHECK ((kind IN ('user', 'held')) = (person_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO accounts (name, kind) VALUES ('revenue', 'revenue'), ('grants', 'grants');

CREATE TABLE movements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reason TEXT NOT NULL, -- 'hold:JOB', 'settle:JOB' (posted or voided, at most once), 'grant:…'
    kind TEXT NOT NULL, -- 'hold', 'post', 'void', 'grant'
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    amount INTEGER NOT NULL,
    job_id INTEGER, -- for holds; no foreign key: the books outlive the jobs
    note TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    CONSTRAINT movements_reason UNIQUE (reason),
    CONSTRAINT movements_amount_positive CHECK (amount > 0),
    CONSTRAINT movements_two_accounts CHECK (from_account <> to_account),
    CONSTRAINT movements_from FOREIGN KEY (from_account) REFERENCES accounts (name),
    CONSTRAINT movements_to FOREIGN KEY (to_account) REFERENCES accounts (name)
) STRICT;

CREATE INDEX movements_by_from ON movements (from_account);
CREATE INDEX movements_by_to ON movements (to_account);
CREATE INDEX movements_by_job ON movements (job_id) WHERE job_id IS NOT NULL;

CREATE TRIGGER movements_move_balances AFTER INSERT ON movements
BEGIN
    UPDATE accounts SET balance = balance - NEW.amount WHERE name = NEW.from_account;
    UPDATE accounts SET balance = balance + NEW.amount WHERE name = NEW.to_account;
END;

CREATE TRIGGER movements_never_change BEFORE UPDATE ON movements
BEGIN
    SELECT RAISE(ABORT, 'movements never change');
END;

CREATE TRIGGER movements_never_go BEFORE DELETE ON movements
BEGIN
    SELECT RAISE(ABORT, 'movements never go');
END;

CREATE VIEW entries AS
SELECT id AS movement_id, from_account AS account, -amount AS amount, at FROM movements
UNION ALL
SELECT id AS movement_id, to_account AS account, amount, at FROM movements;
