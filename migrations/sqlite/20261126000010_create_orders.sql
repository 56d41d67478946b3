-- Canvases that people order, and the masters that the print shop gets. Rows stay when a person is forgotten: they are
-- books; what would name somebody is emptied as soon as the order is at its end.
CREATE TABLE orders (
    id INTEGER PRIMARY KEY, -- drawn by chance: it stands in buttons
    person_id INTEGER NOT NULL,
    chat_id INTEGER, -- where it is talked about; NULL once forgotten
    picture TEXT NOT NULL, -- the person's own; spared while the order is under way, whatever else they delete
    content TEXT NOT NULL, -- everything that was said, as JSON
    stage TEXT NOT NULL,
    since INTEGER NOT NULL, -- when it got there
    print_minor INTEGER, -- what was agreed, in kopecks; NULL before
    delivery_minor INTEGER, -- NULL before the way was chosen
    charge_provider TEXT, -- the charge that has paid it
    charge_id TEXT,
    asked_at INTEGER NOT NULL,
    CONSTRAINT orders_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT orders_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE SET NULL,
    CONSTRAINT orders_stage_known CHECK (stage IN ('draft', 'confirmed', 'paid', 'in_production', 'shipped', 'delivered',
                                                   'cancelled', 'refunded')),
    CONSTRAINT orders_paid_has_charge CHECK ((charge_id IS NOT NULL) = (stage IN ('paid', 'in_production', 'shipped',
                                                                                  'delivered', 'refunded'))),
    CONSTRAINT orders_charge FOREIGN KEY (charge_provider, charge_id) REFERENCES charges (provider, id)
) STRICT;

CREATE INDEX orders_by_person ON orders (person_id, asked_at);
CREATE INDEX orders_by_stage ON orders (stage, since);
CREATE UNIQUE INDEX orders_by_charge ON orders (charge_provider, charge_id) WHERE charge_id IS NOT NULL;

-- One for each paid order. Every statement after the claim names order and attempt.
CREATE TABLE masters (
    order_id INTEGER PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'queued',
    attempt INTEGER NOT NULL DEFAULT 0, -- the fence: grows with every claim, never shrinks
    failures INTEGER NOT NULL DEFAULT 0, -- attempts that count against the limit
    leased_by TEXT,
    lease_until INTEGER,
    percent INTEGER NOT NULL DEFAULT 0,
    checkpoint TEXT, -- where the next attempt goes on
    request TEXT, -- what the painting was asked for, as JSON, so that it can be gone on with; its pictures are spared meanwhile
    master TEXT, -- the file for the print shop, kept as a picture of the order's person
    sheet TEXT, -- the sheet that goes with it
    made TEXT, -- how it was made, in the worker's words
    asked_at INTEGER NOT NULL,
    ready_at INTEGER NOT NULL, -- not to be claimed before: backoff
    ended_at INTEGER,
    CONSTRAINT masters_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT masters_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    CONSTRAINT masters_running_is_leased CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CONSTRAINT masters_ended_has_time CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL))
) STRICT;

CREATE INDEX masters_waiting ON masters (ready_at) WHERE state = 'queued';
CREATE INDEX masters_leased ON masters (lease_until) WHERE state = 'running';

-- What is bought may be a canvas instead of credits.
ALTER TABLE purchases ADD COLUMN order_id INTEGER CONSTRAINT purchases_order REFERENCES orders (id);
CREATE INDEX purchases_by_order ON purchases (order_id) WHERE order_id IS NOT NULL;
