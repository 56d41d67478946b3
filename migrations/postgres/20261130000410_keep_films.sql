-- The films that people send and those that are made: each is a picture, its still, with a file beside it. The file is a row of
-- pictures, too, which names what it is for; it is kept for as long as a still names it.
CREATE TABLE films (
    owner_id BIGINT NOT NULL,
    still_key TEXT COLLATE "C" NOT NULL, -- the picture that stands for it
    file_key TEXT COLLATE "C" NOT NULL, -- its file: as it came, or MP4 if it was made here
    millis BIGINT NOT NULL, -- how long it is
    width BIGINT NOT NULL, -- upright, as height
    height BIGINT NOT NULL,
    frames BIGINT NOT NULL, -- as the file has them
    is_round BOOLEAN NOT NULL, -- shown in a circle
    has_sound BOOLEAN NOT NULL,
    CONSTRAINT films_key PRIMARY KEY (owner_id, still_key),
    CONSTRAINT films_still FOREIGN KEY (owner_id, still_key) REFERENCES pictures (owner_id, picture_key),
    CONSTRAINT films_file FOREIGN KEY (owner_id, file_key) REFERENCES pictures (owner_id, picture_key)
);

CREATE INDEX films_by_file ON films (owner_id, file_key);
