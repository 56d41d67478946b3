-- Statements say TRUE and FALSE, which PostgreSQL wants. SQLite uses a partial index only if its condition is written as in the
-- statement.
DROP INDEX purchases_due;
CREATE INDEX purchases_due ON purchases (next_at) WHERE ended_at IS NULL AND is_on_page = TRUE;

DROP INDEX feed_taken_back;
CREATE INDEX feed_taken_back ON feed_entries (id) WHERE state = 'taken_back' AND files_gone = FALSE;

DROP INDEX feed_styles_by_use;
CREATE INDEX feed_styles_by_use ON feed_styles (uses DESC, id DESC) WHERE entries > 0 OR is_gallery = TRUE;

DROP INDEX feed_by_service;
CREATE INDEX feed_by_service ON feed_entries (asked_at) WHERE person_id IS NULL AND is_by_service = TRUE;
