-- What is deleted after a time is deleted in steps of a few rows, each found by an index, so that no step is felt in a chat.
CREATE INDEX inbox_by_answer ON inbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX outbox_by_end ON outbox (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX free_starts_by_time ON free_starts (asked_at);
CREATE INDEX spent_gifts_by_time ON spent_gifts (at);
CREATE INDEX link_offers_by_end ON link_offers (until);

-- A person or a chat is deleted only if nothing refers to it. SQLite asks each table that could, and without these it would
-- read all of it.
CREATE INDEX accounts_by_person ON accounts (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX persons_by_join ON persons (joined_into) WHERE joined_into IS NOT NULL;
CREATE INDEX jobs_by_chat ON jobs (chat_id) WHERE chat_id IS NOT NULL;
CREATE INDEX purchases_by_chat ON purchases (chat_id) WHERE chat_id IS NOT NULL;
CREATE INDEX orders_by_chat ON orders (chat_id) WHERE chat_id IS NOT NULL;
CREATE INDEX support_requests_by_chat ON support_requests (chat_id) WHERE chat_id IS NOT NULL;
CREATE INDEX link_offers_by_chat ON link_offers (chat_id);

-- The console's list of jobs of one tier.
CREATE INDEX jobs_by_tier ON jobs (tier, asked_at, id);
