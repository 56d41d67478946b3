-- Who talks to the bot, and where. A person may have several chats; the books know persons only.
CREATE TABLE persons (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: the books outlive the person
    version INTEGER NOT NULL DEFAULT 0, -- the fence: grows with everything that changes the person's affairs
    language TEXT, -- chosen; NULL while the messenger's own counts
    look TEXT, -- usual knobs as JSON; NULL for the house's
    created_at INTEGER NOT NULL,
    forgotten_at INTEGER -- after /delete_me only the books know this row
) STRICT;

CREATE TABLE chats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    messenger TEXT NOT NULL,
    external_id TEXT NOT NULL, -- the messenger's own id of the chat
    person_id INTEGER, -- NULL once the person was forgotten: only the farewell is still to be sent
    language TEXT NOT NULL, -- as the messenger tells it
    state TEXT, -- the conversation as versioned JSON; NULL while nothing is being prepared
    blocked_at INTEGER, -- the person has blocked the bot; cleared when they write again
    CONSTRAINT chats_address UNIQUE (messenger, external_id),
    CONSTRAINT chats_person FOREIGN KEY (person_id) REFERENCES persons (id)
) STRICT;

CREATE INDEX chats_by_person ON chats (person_id);
