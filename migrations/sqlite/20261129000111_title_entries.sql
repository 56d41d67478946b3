-- The title of an entry: the key of the word for what its photo shows, so that each visitor reads it in their own language.
-- NULL without a title.
ALTER TABLE feed_entries ADD COLUMN thing TEXT;
