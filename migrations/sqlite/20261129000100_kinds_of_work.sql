-- A job may be more than a painting. What there was until now were paintings; their requests are read as before.
ALTER TABLE jobs ADD COLUMN job_kind TEXT NOT NULL DEFAULT 'painting';

-- What was found in the photo of a finished job, as JSON.
ALTER TABLE jobs ADD COLUMN found TEXT;

-- Each kind has a number of free ones a day.
ALTER TABLE free_starts ADD COLUMN kind TEXT NOT NULL DEFAULT 'painting';

-- The console's list of jobs of one kind.
CREATE INDEX jobs_by_kind ON jobs (job_kind, asked_at, id);
