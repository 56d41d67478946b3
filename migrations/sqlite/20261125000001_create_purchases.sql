-- What people buy, what providers took for it, and what was given back. Rows stay when a person is forgotten: they are
-- books; what would name somebody is emptied.
CREATE TABLE purchases (
    id INTEGER PRIMARY KEY, -- drawn by chance: it stands in invoices and addresses
    person_id INTEGER NOT NULL,
    chat_id INTEGER, -- where it is talked about; NULL once forgotten
    credits INTEGER NOT NULL,
    bonus INTEGER NOT NULL,
    minor INTEGER NOT NULL, -- the price in the currency's smallest unit
    currency TEXT NOT NULL,
    provider TEXT NOT NULL,
    is_on_page INTEGER NOT NULL, -- 1: the provider has to be asked; 0: the messenger does everything
    wanted TEXT, -- the draft that starts once it is paid, as versioned JSON; NULL for none, and once forgotten
    contact TEXT, -- where the receipt goes, as JSON; NULL for nowhere, and once forgotten
    state TEXT NOT NULL DEFAULT 'wanted',
    payment TEXT, -- the provider's id
    url TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL, -- when the provider is to be asked (again)
    asked_at INTEGER NOT NULL,
    ended_at INTEGER,
    CONSTRAINT purchases_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT purchases_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE SET NULL,
    CONSTRAINT purchases_state_known CHECK (state IN ('wanted', 'open', 'paid', 'closed')),
    CONSTRAINT purchases_open_has_page CHECK (state <> 'open' OR (payment IS NOT NULL AND url IS NOT NULL)),
    CONSTRAINT purchases_ended_has_time CHECK ((state IN ('paid', 'closed')) = (ended_at IS NOT NULL))
) STRICT;

CREATE INDEX purchases_due ON purchases (next_at) WHERE ended_at IS NULL AND is_on_page = 1;
CREATE INDEX purchases_by_person ON purchases (person_id, asked_at);

-- One row a charge: the unique key is what makes it credited once.
CREATE TABLE charges (
    provider TEXT NOT NULL,
    id TEXT NOT NULL,
    purchase_id INTEGER, -- no foreign key: an unmatched charge may name anything
    person_id INTEGER, -- who was credited; NULL when it matched nothing
    minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    credits INTEGER NOT NULL, -- those that were sold; 0 when it matched nothing
    extra INTEGER NOT NULL, -- what came on top: the pack's bonus, and the gift for a first purchase
    payer TEXT, -- the messenger and its id of the chat that paid, as JSON, for refunds
    at INTEGER NOT NULL,
    returned_at INTEGER,
    CONSTRAINT charges_key PRIMARY KEY (provider, id),
    CONSTRAINT charges_person FOREIGN KEY (person_id) REFERENCES persons (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX charges_by_time ON charges (at);
CREATE INDEX charges_by_person ON charges (person_id) WHERE person_id IS NOT NULL;

-- Refunds that the operator asked for; the unique key is what makes one refund a charge.
CREATE TABLE refunds (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in the reasons of its movements
    provider TEXT NOT NULL,
    charge_id TEXT NOT NULL,
    reason TEXT NOT NULL, -- the operator's words; empty when the provider gave it back by itself
    forced INTEGER NOT NULL, -- 1: spent credits were written off on the operator's word
    set_aside INTEGER NOT NULL, -- credits taken from the person, which come back when the provider refuses
    written_off INTEGER NOT NULL, -- credits that were not there any more
    state TEXT NOT NULL DEFAULT 'asked',
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    ended_at INTEGER,
    CONSTRAINT refunds_state_known CHECK (state IN ('asked', 'done', 'refused')),
    CONSTRAINT refunds_charge FOREIGN KEY (provider, charge_id) REFERENCES charges (provider, id)
) STRICT;

CREATE UNIQUE INDEX refunds_once ON refunds (provider, charge_id) WHERE state <> 'refused';
CREATE INDEX refunds_due ON refunds (next_at) WHERE state = 'asked';

-- What people write to the operator.
CREATE TABLE support_requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    chat_id INTEGER,
    text TEXT NOT NULL, -- emptied when the person is forgotten
    at INTEGER NOT NULL,
    answer TEXT,
    answered_at INTEGER,
    CONSTRAINT support_requests_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT support_requests_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX support_requests_open ON support_requests (number) WHERE answered_at IS NULL;

-- Where receipts go, and by whose link a person came. Both are emptied when the person is forgotten.
ALTER TABLE persons ADD COLUMN contact TEXT;
ALTER TABLE persons ADD COLUMN invited_by INTEGER;

-- What people who were forgotten have been given once: who comes back is not given it again. Swept after a year.
CREATE TABLE spent_gifts (
    address TEXT NOT NULL, -- a digest of the chat's address, which itself is forgotten
    gift TEXT NOT NULL, -- 'promo:CODE', or 'first' for a first purchase
    at INTEGER NOT NULL,
    CONSTRAINT spent_gifts_once PRIMARY KEY (address, gift)
) STRICT, WITHOUT ROWID;

-- Where sold credits come from, one account a provider, and what gifts, promotions and losses are made of.
INSERT INTO accounts (name, kind) VALUES
    ('stars', 'provider'), ('yookassa', 'provider'), ('test', 'provider'),
    ('refunds', 'refunds'), ('gifts', 'gifts'), ('losses', 'losses');
