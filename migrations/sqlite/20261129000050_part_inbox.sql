-- Turns with files are fetched and decoded in a lane of their own, so that no text waits for anybody's picture.

-- 1 if files may have to be fetched to answer it: it has files, or belongs to an album.
ALTER TABLE inbox ADD COLUMN has_files INTEGER NOT NULL DEFAULT 0;

UPDATE inbox
SET has_files = 1
WHERE done_at IS NULL
  AND (album IS NOT NULL OR json_extract(incoming, '$.files') IS NOT NULL);

CREATE INDEX inbox_waiting_by_lane ON inbox (has_files, id) WHERE done_at IS NULL;
