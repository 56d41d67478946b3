-- Paintings are shown in other chats, and painted in groups.

-- What a messenger calls the picture that it sent to its owner, after the messenger's name. Only paintings have it.
ALTER TABLE pictures ADD COLUMN sent_as TEXT;

-- Of a chat in a group: the messenger's id of the own chat of the person who asks there. NULL for an ordinary chat.
-- What nobody asked for never goes to a chat that has it.
ALTER TABLE chats ADD COLUMN private_id TEXT;

-- New people are counted by where they come from.
CREATE INDEX persons_by_creation ON persons (created_at);
