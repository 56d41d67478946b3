-- Chats of one person in several messengers become one account. Whoever joins leaves a bare row: movements, pictures and
-- links that name it stay right, for it says who that is now.
ALTER TABLE persons ADD COLUMN joined_into INTEGER CONSTRAINT persons_joined_into REFERENCES persons (id); -- never one that has joined itself
ALTER TABLE persons ADD COLUMN joined_at INTEGER;

-- A join finds whom it concerns without looking at everybody.
CREATE INDEX persons_by_inviter ON persons (invited_by) WHERE invited_by IS NOT NULL;
CREATE INDEX persons_by_self ON persons (coalesce(joined_into, id));

-- Everybody that a person is or was: themselves, and whoever has joined them.
CREATE VIEW selves AS SELECT coalesce(joined_into, id) AS person_id, id AS self_id FROM persons;

-- The code that a person was shown last. Swept an hour after it has ended: until then it can be said that it is too old.
CREATE TABLE link_offers (
    person_id INTEGER PRIMARY KEY, -- one at a time: a new one takes the old one's place
    chat_id INTEGER NOT NULL, -- where it was shown
    digest TEXT NOT NULL, -- of the code, which itself is only said
    until INTEGER NOT NULL,
    CONSTRAINT link_offers_digest UNIQUE (digest),
    CONSTRAINT link_offers_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT link_offers_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE CASCADE
) STRICT;

-- Wrong codes. Who deletes everything does not get back their tries of all people. Swept after an hour.
CREATE TABLE link_misses (
    person_id INTEGER NOT NULL, -- no foreign key: a number to count by
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX link_misses_by_person ON link_misses (person_id, at);
CREATE INDEX link_misses_by_time ON link_misses (at);
