-- What a finished painting looked like on the way: the key of a small film among the person's pictures, for the film of how it was
-- painted. NULL if there is none.
ALTER TABLE jobs ADD COLUMN snapshots TEXT COLLATE "C";
