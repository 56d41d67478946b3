-- Free paintings of people who were forgotten: who comes back on the same day has not got new ones. Swept after two days.
CREATE TABLE spent_turns (
    address TEXT NOT NULL, -- a digest of the chat's address, which itself is forgotten
    asked_at INTEGER NOT NULL
) STRICT;

CREATE INDEX spent_turns_by_address ON spent_turns (address, asked_at);
