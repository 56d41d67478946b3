-- What the photos of finished jobs show, so that the console finds jobs by it without reading all of them: the likeliest few
-- classes of the classifier. Rows go when the request of the job goes.
CREATE TABLE job_things (
    class INTEGER NOT NULL, -- the class among the thousand of ImageNet
    job_id INTEGER NOT NULL, -- the job whose photo shows it
    CONSTRAINT job_things_once PRIMARY KEY (class, job_id),
    CONSTRAINT job_things_job FOREIGN KEY (job_id) REFERENCES jobs (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX job_things_by_job ON job_things (job_id);
