-- What strangers may do is counted by where it comes from: a cookie costs nothing, a network does.

-- The digest of the network that the chat's last message came from; NULL in messengers, where the account is the measure.
ALTER TABLE chats ADD COLUMN network TEXT;

CREATE INDEX chats_by_network ON chats (network) WHERE network IS NOT NULL;

-- What was done lately, by digests of networks and of messengers' accounts. Rows are deleted after two days.
CREATE TABLE sender_uses (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- also the fence between two steps of one sender
    sender TEXT NOT NULL,
    kind TEXT NOT NULL, -- 'free_job', 'purchase', 'promo', 'wrong_code', 'support', 'kept_input'
    subject TEXT NOT NULL, -- the job, the promo code; empty where it does not matter
    amount INTEGER NOT NULL, -- 1, or bytes
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX sender_uses_by_sender ON sender_uses (sender, kind, at);
CREATE INDEX sender_uses_by_time ON sender_uses (at);

-- Keys that only this database knows, drawn once: one for digests of networks, one for the visitors' cookies.
CREATE TABLE web_keys (
    name TEXT PRIMARY KEY,
    secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO web_keys (name, secret) VALUES
    ('networks', randomblob(32)),
    ('visitors', randomblob(32)),
    ('devices', randomblob(32));
