-- Messages on their way out, in order per chat; the sent ones are what a page shows of a chat.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- idempotency keys are derived from it, so it is never used again
    chat_id INTEGER NOT NULL,
    slot TEXT, -- messages of one slot replace each other
    is_edit INTEGER NOT NULL, -- 1: in place of the slot's message; an edit nobody has tried yet may be replaced
    message TEXT NOT NULL, -- as JSON
    attempts INTEGER NOT NULL DEFAULT 0, -- also the fence between a sender and its successor
    next_at INTEGER NOT NULL, -- not to be tried before; a claim hides the row until then
    created_at INTEGER NOT NULL,
    ended_at INTEGER, -- sent, refused or dropped
    message_id TEXT, -- the messenger's id of what was sent; edits name it
    refusal TEXT, -- why the messenger will never take it
    CONSTRAINT outbox_chat FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE CASCADE,
    CONSTRAINT outbox_edit_has_slot CHECK (is_edit = 0 OR slot IS NOT NULL)
) STRICT;

CREATE INDEX outbox_waiting ON outbox (id) WHERE ended_at IS NULL;
CREATE INDEX outbox_waiting_by_chat ON outbox (chat_id, id) WHERE ended_at IS NULL;
CREATE INDEX outbox_by_slot ON outbox (chat_id, slot, id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_by_chat ON outbox (chat_id, id);
