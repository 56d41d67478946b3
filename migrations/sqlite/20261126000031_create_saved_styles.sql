-- Styles that people keep under a name. Their pictures are kept as long.
CREATE TABLE saved_styles (
    person_id INTEGER NOT NULL,
    picture TEXT NOT NULL, -- the person's own
    title TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    CONSTRAINT saved_styles_key PRIMARY KEY (person_id, picture),
    CONSTRAINT saved_styles_person FOREIGN KEY (person_id) REFERENCES persons (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX saved_styles_by_time ON saved_styles (person_id, saved_at);
