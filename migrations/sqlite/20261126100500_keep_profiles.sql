-- What a messenger tells of whoever writes: asked for when they write and it is not known, or old. It goes with the chat.
ALTER TABLE chats ADD COLUMN name TEXT; -- for the operator, and for whoever is asked whether to join this chat
ALTER TABLE chats ADD COLUMN zone INTEGER; -- where their clock stands, in minutes east of UTC
ALTER TABLE chats ADD COLUMN met_at INTEGER; -- when it was told last, also if nothing was
ALTER TABLE chats ADD COLUMN is_language_told INTEGER NOT NULL DEFAULT 1; -- 0: no app has said one yet, and the profile's counts
