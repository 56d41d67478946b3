-- What this database has of its own. Messengers know messages by numbers derived from the rows of the outbox, and remember
-- those of a database that was deleted: the salt keeps the numbers of one from being taken for another's.
CREATE TABLE house (
    one INTEGER PRIMARY KEY, -- there is one row
    salt INTEGER NOT NULL, -- drawn once, here
    CONSTRAINT house_is_one CHECK (one = 1)
) STRICT;

INSERT INTO house (one, salt) VALUES (1, random());
