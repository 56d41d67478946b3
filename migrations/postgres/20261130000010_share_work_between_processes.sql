-- Several processes work on one database. Each shows that it lives, what only one may do at a time is a duty of one of
-- them, and messages and turns in hand have a holder. What a process held is free once it shows no life for a lease.

CREATE TABLE processes (
    name TEXT COLLATE "C" PRIMARY KEY, -- made of the machine's name and chance
    renewals BIGINT NOT NULL, -- counts up for as long as the process lives: others compare it, and no clocks
    lease_millis BIGINT NOT NULL -- unchanged for this long, it is taken for dead
) WITH (fillfactor = 50);

CREATE TABLE duties (
    name TEXT COLLATE "C" PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL, -- the name of a process; the duty is free if there is no such process any more
    term BIGINT NOT NULL -- counts the holders
);

ALTER TABLE outbox ADD COLUMN held_by TEXT COLLATE "C"; -- the process that is sending it, while is_being_sent is true
ALTER TABLE inbox ADD COLUMN held_by TEXT COLLATE "C"; -- the process that answers it
