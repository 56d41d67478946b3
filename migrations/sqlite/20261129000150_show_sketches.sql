-- The progress message of a painting begins with the photo, which a sketch replaces once and previews replace for good. What is
-- shown is kept, so that no sketch comes after a preview, and no later message goes back to the photo.
ALTER TABLE jobs ADD COLUMN shown TEXT NOT NULL DEFAULT 'photo'
    CONSTRAINT jobs_shown_known CHECK (shown IN ('photo', 'sketch', 'preview'));
ALTER TABLE jobs ADD COLUMN shown_picture TEXT; -- the key of the sketch or preview; NULL once forgotten

-- What is being painted at the moment of the migration may have shown previews already.
UPDATE jobs SET shown = 'preview' WHERE state = 'running';
