-- The film beside a painting that an entry is to show, as JSON, because its person said so. NULL if there is none, or once its copy
-- is among the entry's parts.
ALTER TABLE feed_entries ADD COLUMN film TEXT COLLATE "C";

CREATE INDEX feed_new_films ON feed_entries (asked_at) WHERE film IS NOT NULL;
