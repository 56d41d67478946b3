-- Charges that people want back through their banks. The operator answers them in the provider's own dashboard.
CREATE TABLE disputes (
    provider TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    charge_id TEXT COLLATE "C" NOT NULL, -- no foreign key: the charge may be heard of later
    minor BIGINT NOT NULL, -- how much is wanted back, in the currency's smallest unit
    currency TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL, -- the provider's word
    state TEXT COLLATE "C" NOT NULL,
    answer_by BIGINT, -- NULL where nothing can be answered
    opened_at BIGINT NOT NULL, -- when it was heard of
    changed_at BIGINT NOT NULL,
    CONSTRAINT disputes_key PRIMARY KEY (provider, id),
    CONSTRAINT disputes_state_known CHECK (state IN ('needs_answer', 'under_review', 'won', 'lost'))
);

CREATE INDEX disputes_by_charge ON disputes (provider, charge_id);
