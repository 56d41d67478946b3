-- What was given back of charges that were not given back as a whole, in the order in which it was heard of.
CREATE TABLE partial_returns (
    provider TEXT COLLATE "C" NOT NULL,
    charge_id TEXT COLLATE "C" NOT NULL,
    total BIGINT NOT NULL, -- given back so far, in the currency's smallest unit; each total is heard of once
    minor BIGINT NOT NULL, -- what is new in it
    at BIGINT NOT NULL,
    CONSTRAINT partial_returns_key PRIMARY KEY (provider, charge_id, total),
    CONSTRAINT partial_returns_charge FOREIGN KEY (provider, charge_id) REFERENCES charges (provider, id),
    CONSTRAINT partial_returns_positive CHECK (minor > 0 AND minor <= total)
);

CREATE INDEX partial_returns_by_time ON partial_returns (at);

-- Every amount that went back: parts, and the rest of what was given back as a whole.
CREATE VIEW returned_amounts AS
SELECT partial_returns.provider, charge_id, currency, partial_returns.minor, partial_returns.at
FROM partial_returns
JOIN charges ON charges.provider = partial_returns.provider AND charges.id = charge_id
UNION ALL
SELECT provider, id AS charge_id, currency,
       minor - coalesce((SELECT max(total) FROM partial_returns
                         WHERE partial_returns.provider = charges.provider AND charge_id = charges.id), 0) AS minor,
       returned_at AS at
FROM charges
WHERE returned_at IS NOT NULL;
