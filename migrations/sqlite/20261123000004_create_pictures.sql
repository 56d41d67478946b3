-- Pictures by owner and content. A row is written before its bytes and removed after them: no byte is without a row.
CREATE TABLE pictures (
    owner_id INTEGER NOT NULL,
    picture_key TEXT NOT NULL, -- named by content; the same picture of two people is two pictures
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER, -- NULL: kept until the person goes
    doomed_at INTEGER, -- the bytes are being deleted; nobody may use it any more
    CONSTRAINT pictures_key PRIMARY KEY (owner_id, picture_key),
    CONSTRAINT pictures_owner FOREIGN KEY (owner_id) REFERENCES persons (id),
    CONSTRAINT pictures_kind_known CHECK (kind IN ('input', 'preview', 'painting', 'checkpoint'))
) STRICT, WITHOUT ROWID;

CREATE INDEX pictures_by_expiry ON pictures (expires_at) WHERE expires_at IS NOT NULL AND doomed_at IS NULL;
CREATE INDEX pictures_doomed ON pictures (doomed_at) WHERE doomed_at IS NOT NULL;
