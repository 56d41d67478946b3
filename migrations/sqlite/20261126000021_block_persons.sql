-- Whom the bot serves no more. What they have paid for is still delivered, and what concerns their money answered.
ALTER TABLE persons ADD COLUMN blocked_at INTEGER;
ALTER TABLE persons ADD COLUMN blocked_because TEXT; -- the operator's words

CREATE INDEX persons_blocked ON persons (blocked_at) WHERE blocked_at IS NOT NULL;

-- Who is blocked and deletes everything does not come back as somebody new. Kept until the operator lifts the block.
CREATE TABLE blocked_addresses (
    address TEXT PRIMARY KEY, -- a digest of the chat's address, which itself is forgotten
    at INTEGER NOT NULL,
    because TEXT NOT NULL
) STRICT, WITHOUT ROWID;
