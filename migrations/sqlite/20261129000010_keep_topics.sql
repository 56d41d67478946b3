-- The topic of a forum that a message belongs to, by the messenger's id; NULL in a chat without topics and outside of
-- them. An answer goes where the question came from, also if it is sent later or tried again.
ALTER TABLE inbox ADD COLUMN topic TEXT;
ALTER TABLE outbox ADD COLUMN topic TEXT;
-- Where the person wrote last: what nobody asked for goes there.
ALTER TABLE chats ADD COLUMN topic TEXT;
-- Where the painting was asked for.
ALTER TABLE jobs ADD COLUMN topic TEXT;
