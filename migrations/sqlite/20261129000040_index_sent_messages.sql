-- What a chat page opens with: the newest messages of a chat, each in its newest form. Most rows are edits that later ones
-- have replaced, so the rows are found in this index alone, and only those that are shown are read.
CREATE INDEX outbox_sent_by_chat ON outbox (chat_id, id, created_at, message_id) WHERE message_id IS NOT NULL;
