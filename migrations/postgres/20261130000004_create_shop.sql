-- What is sold: charges, orders of canvases, purchases, refunds, gifts.

CREATE TABLE charges (
    provider TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    purchase_id BIGINT, -- no foreign key: an unmatched charge may name anything
    person_id BIGINT, -- who was credited; NULL when it matched nothing
    minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    credits BIGINT NOT NULL, -- those that were sold; 0 when it matched nothing
    extra BIGINT NOT NULL, -- what came on top: the pack's bonus, and the gift for a first purchase
    payer TEXT COLLATE "C", -- the messenger and its id of the chat that paid, as JSON, for refunds
    at BIGINT NOT NULL,
    returned_at BIGINT,
    CONSTRAINT charges_key PRIMARY KEY (provider, id),
    CONSTRAINT charges_person FOREIGN KEY (person_id) REFERENCES persons (id)
);

CREATE INDEX charges_by_time ON charges (at);
CREATE INDEX charges_by_person ON charges (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX charges_by_return ON charges (returned_at) WHERE returned_at IS NOT NULL;
CREATE INDEX charges_by_purchase ON charges (purchase_id) WHERE purchase_id IS NOT NULL;
CREATE INDEX charges_unmatched ON charges (at) WHERE person_id IS NULL AND returned_at IS NULL;

-- Canvases.
CREATE TABLE orders (
    id BIGINT PRIMARY KEY, -- drawn by chance: it stands in buttons
    person_id BIGINT NOT NULL,
    chat_id BIGINT, -- where it is talked about; NULL once forgotten
    picture TEXT COLLATE "C" NOT NULL, -- the person's own; spared while the order is under way, whatever else they delete
    content TEXT COLLATE "C" NOT NULL, -- everything that was said, as JSON
    stage TEXT COLLATE "C" NOT NULL,
    since BIGINT NOT NULL, -- when it got there
    print_minor BIGINT, -- what was agreed, in kopecks; NULL before
    delivery_minor BIGINT, -- NULL before the way was chosen
    charge_provider TEXT COLLATE "C", -- the charge that has paid it
    charge_id TEXT COLLATE "C",
    asked_at BIGINT NOT NULL,
    CONSTRAINT orders_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT orders_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE SET NULL,
    CONSTRAINT orders_stage_known CHECK (stage IN ('draft', 'confirmed', 'paid', 'in_production', 'shipped', 'delivered',
                                                   'cancelled', 'refunded')),
    CONSTRAINT orders_paid_has_charge CHECK ((charge_id IS NOT NULL) = (stage IN ('paid', 'in_production', 'shipped',
                                                                                  'delivered', 'refunded'))),
    CONSTRAINT orders_charge FOREIGN KEY (charge_provider, charge_id) REFERENCES charges (provider, id)
);

CREATE INDEX orders_by_person ON orders (person_id, asked_at);
CREATE INDEX orders_by_stage ON orders (stage, since);
CREATE UNIQUE INDEX orders_by_charge ON orders (charge_provider, charge_id) WHERE charge_id IS NOT NULL;
CREATE INDEX orders_by_chat ON orders (chat_id) WHERE chat_id IS NOT NULL;

-- The large files of paid orders, painted under a lease like jobs. No index has lease_until here, either.
CREATE TABLE masters (
    order_id BIGINT PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL DEFAULT 'queued',
    attempt BIGINT NOT NULL DEFAULT 0, -- the fence: grows with every claim, never shrinks
    failures BIGINT NOT NULL DEFAULT 0, -- attempts that count against the limit
    leased_by TEXT COLLATE "C",
    lease_until BIGINT,
    percent BIGINT NOT NULL DEFAULT 0,
    checkpoint TEXT COLLATE "C", -- where the next attempt goes on
    request TEXT COLLATE "C", -- what the painting was asked for, as JSON, so that it can be gone on with; its pictures are spared meanwhile
    master TEXT COLLATE "C", -- the file for the print shop, kept as a picture of the order's person
    sheet TEXT COLLATE "C", -- the sheet that goes with it
    method TEXT COLLATE "C", -- how it was made, in the worker's words
    asked_at BIGINT NOT NULL,
    ready_at BIGINT NOT NULL, -- not to be claimed before: backoff
    ended_at BIGINT,
    ready_set_at BIGINT NOT NULL DEFAULT 0, -- when ready_at was set
    CONSTRAINT masters_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT masters_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    CONSTRAINT masters_running_is_leased CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CONSTRAINT masters_ended_has_time CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL))
) WITH (fillfactor = 60);

CREATE INDEX masters_waiting ON masters (ready_at) WHERE state = 'queued';
CREATE INDEX masters_leased ON masters (order_id) WHERE state = 'running';

CREATE TABLE purchases (
    id BIGINT PRIMARY KEY, -- drawn by chance: it stands in invoices and addresses
    person_id BIGINT NOT NULL,
    chat_id BIGINT, -- where it is talked about; NULL once forgotten
    credits BIGINT NOT NULL,
    bonus BIGINT NOT NULL,
    minor BIGINT NOT NULL, -- the price in the currency's smallest unit
    currency TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    is_on_page BOOLEAN NOT NULL, -- the provider has to be asked; FALSE: the messenger does everything
    draft TEXT COLLATE "C", -- the draft that starts once it is paid, as versioned JSON; NULL for none, and once forgotten
    contact TEXT COLLATE "C", -- where the receipt goes, as JSON; NULL for nowhere, and once forgotten
    state TEXT COLLATE "C" NOT NULL DEFAULT 'wanted',
    payment TEXT COLLATE "C", -- the provider's id
    url TEXT COLLATE "C",
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL, -- when the provider is to be asked (again)
    asked_at BIGINT NOT NULL,
    ended_at BIGINT,
    order_id BIGINT, -- the canvas that it pays
    next_set_at BIGINT NOT NULL DEFAULT 0, -- when next_at was set
    CONSTRAINT purchases_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT purchases_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE SET NULL,
    CONSTRAINT purchases_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT purchases_state_known CHECK (state IN ('wanted', 'open', 'paid', 'closed')),
    CONSTRAINT purchases_open_has_page CHECK (state <> 'open' OR (payment IS NOT NULL AND url IS NOT NULL)),
    CONSTRAINT purchases_ended_has_time CHECK ((state IN ('paid', 'closed')) = (ended_at IS NOT NULL))
);

CREATE INDEX purchases_due ON purchases (next_at) WHERE ended_at IS NULL AND is_on_page;
CREATE INDEX purchases_by_person ON purchases (person_id, asked_at);
CREATE INDEX purchases_by_order ON purchases (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX purchases_open ON purchases (asked_at) WHERE ended_at IS NULL;
CREATE INDEX purchases_by_chat ON purchases (chat_id) WHERE chat_id IS NOT NULL;

CREATE TABLE refunds (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, -- stands in the reasons of its movements
    provider TEXT COLLATE "C" NOT NULL,
    charge_id TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL, -- the operator's words; empty when the provider gave it back by itself
    forced BOOLEAN NOT NULL, -- spent credits were written off on the operator's word
    set_aside BIGINT NOT NULL, -- credits taken from the person, which come back when the provider refuses
    written_off BIGINT NOT NULL, -- credits that were not there any more
    state TEXT COLLATE "C" NOT NULL DEFAULT 'asked',
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    ended_at BIGINT,
    next_set_at BIGINT NOT NULL DEFAULT 0, -- when next_at was set
    CONSTRAINT refunds_state_known CHECK (state IN ('asked', 'done', 'refused')),
    CONSTRAINT refunds_charge FOREIGN KEY (provider, charge_id) REFERENCES charges (provider, id)
);

CREATE UNIQUE INDEX refunds_once ON refunds (provider, charge_id) WHERE state <> 'refused';
CREATE INDEX refunds_due ON refunds (next_at) WHERE state = 'asked';

-- Gifts that were given once, also to a person who deletes everything and comes back.
CREATE TABLE spent_gifts (
    address TEXT COLLATE "C" NOT NULL, -- a digest of the chat's address, which itself is forgotten
    gift TEXT COLLATE "C" NOT NULL, -- 'promo:CODE', or 'first' for a first purchase
    at BIGINT NOT NULL,
    CONSTRAINT spent_gifts_once PRIMARY KEY (address, gift)
);

CREATE INDEX spent_gifts_by_time ON spent_gifts (at);
