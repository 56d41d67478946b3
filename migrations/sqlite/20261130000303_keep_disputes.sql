-- Charges that people want back through their banks. The operator answers them in the provider's own dashboard.
CREATE TABLE disputes (
    provider TEXT NOT NULL,
    id TEXT NOT NULL,
    charge_id TEXT NOT NULL, -- no foreign key: the charge may be heard of later
    minor INTEGER NOT NULL, -- how much is wanted back, in the currency's smallest unit
    currency TEXT NOT NULL,
    reason TEXT NOT NULL, -- the provider's word
    state TEXT NOT NULL,
    answer_by INTEGER, -- NULL where nothing can be answered
    opened_at INTEGER NOT NULL, -- when it was heard of
    changed_at INTEGER NOT NULL,
    CONSTRAINT disputes_key PRIMARY KEY (provider, id),
    CONSTRAINT disputes_state_known CHECK (state IN ('needs_answer', 'under_review', 'won', 'lost'))
) STRICT, WITHOUT ROWID;

CREATE INDEX disputes_by_charge ON disputes (provider, charge_id);
