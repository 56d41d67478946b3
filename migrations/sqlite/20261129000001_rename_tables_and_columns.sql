-- Tables and columns get the names that the code uses for the same things.

-- What belongs to this database as a whole.
ALTER TABLE house RENAME TO instance;

-- The operator's record. "Journal" and "audit" were used for the same thing; the ledger's check is the audit.
DROP TRIGGER journal_never_changes;
DROP TRIGGER journal_never_goes;
DROP INDEX journal_by_subject;

ALTER TABLE journal RENAME TO operator_log;
ALTER TABLE operator_log RENAME COLUMN hand TO actor;
ALTER TABLE operator_log RENAME COLUMN deed TO action;

CREATE INDEX operator_log_by_subject ON operator_log (subject, id);

CREATE TRIGGER operator_log_never_changes BEFORE UPDATE ON operator_log
BEGIN
    SELECT RAISE(ABORT, 'the operator log never changes');
END;

CREATE TRIGGER operator_log_is_never_deleted BEFORE DELETE ON operator_log
BEGIN
    SELECT RAISE(ABORT, 'the operator log is never deleted');
END;

-- Entries that the service painted itself.
DROP INDEX feed_of_house;
ALTER TABLE feed_entries RENAME COLUMN is_of_house TO is_by_service;
CREATE INDEX feed_by_service ON feed_entries (asked_at) WHERE person_id IS NULL AND is_by_service = 1;

ALTER TABLE feed_entries RENAME COLUMN made TO recipe;
ALTER TABLE feed_entries RENAME COLUMN told_likes TO announced_likes;
ALTER TABLE persons RENAME COLUMN likes_told_at TO likes_announced_at;
DROP INDEX feed_untold;
CREATE INDEX feed_unannounced ON feed_entries (person_id)
    WHERE state = 'public' AND likes > announced_likes AND person_id IS NOT NULL;

-- Pictures whose bytes are to be deleted.
DROP INDEX pictures_doomed;
ALTER TABLE pictures RENAME COLUMN doomed_at TO delete_since;
CREATE INDEX pictures_to_delete ON pictures (delete_since) WHERE delete_since IS NOT NULL;

-- Messages between a claim and its settling.
ALTER TABLE outbox RENAME COLUMN in_hand TO is_being_sent;

-- When the messenger was asked for the profile, and whether an app has said a language (0: the profile's counts).
ALTER TABLE chats RENAME COLUMN met_at TO profile_read_at;
ALTER TABLE chats RENAME COLUMN is_language_told TO has_app_language;

-- When free paintings were started by people who were forgotten since.
DROP INDEX spent_turns_by_address;
ALTER TABLE spent_turns RENAME TO free_starts;
CREATE INDEX free_starts_by_address ON free_starts (address, asked_at);

-- How a print master was made, such as "continued" or "resampled".
ALTER TABLE masters RENAME COLUMN made TO method;
