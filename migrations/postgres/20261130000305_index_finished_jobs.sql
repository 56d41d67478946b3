-- A person's own jobs are looked for at every message, and at every letter that is typed behind the bot's name. SQLite has no
-- statistics: without these it goes through the finished jobs of everybody.
CREATE INDEX jobs_finished_by_person ON jobs (person_id, ended_at DESC, id DESC) WHERE state = 'done';
CREATE INDEX jobs_finished_by_asking ON jobs (person_id, asked_at DESC, id) WHERE state = 'done';
CREATE INDEX jobs_of_kind_by_person ON jobs (person_id, job_kind);
