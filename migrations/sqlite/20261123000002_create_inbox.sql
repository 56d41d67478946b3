-- Updates, written down before they are acknowledged, answered once.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- order of arrival
    messenger TEXT NOT NULL,
    update_id TEXT NOT NULL, -- the messenger's own id: a second delivery is the same update
    chat_id INTEGER, -- NULL once the chat was forgotten; the row stays so that a late repetition is known
    album TEXT, -- parts of one album bear one name and are answered together
    incoming TEXT, -- what was sent, as JSON; NULL once forgotten
    received_at INTEGER NOT NULL,
    ready_at INTEGER NOT NULL, -- not to be answered before: albums are waited for, failures are retried
    attempts INTEGER NOT NULL DEFAULT 0, -- how often it was put off: what kills the process is given up in the end
    done_at INTEGER, -- answered
    CONSTRAINT inbox_update UNIQUE (messenger, update_id),
    CONSTRAINT inbox_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX inbox_waiting ON inbox (id) WHERE done_at IS NULL;
CREATE INDEX inbox_waiting_by_chat ON inbox (chat_id, id) WHERE done_at IS NULL;
CREATE INDEX inbox_by_chat ON inbox (chat_id, id);

-- How far a messenger's own queue was read, where the messenger does not remember it for us.
CREATE TABLE cursors (
    messenger TEXT PRIMARY KEY,
    position TEXT NOT NULL
) STRICT;
