-- The public feed, saved styles, and the operator's console.

CREATE TABLE feed_styles (
    id BIGINT PRIMARY KEY, -- drawn by chance: the public key
    picture TEXT COLLATE "C" NOT NULL, -- the picture's key or the gallery's short name
    copy TEXT COLLATE "C", -- the key under which it lies with those who have taken it
    entries BIGINT NOT NULL DEFAULT 0, -- public ones that show it
    uses BIGINT NOT NULL DEFAULT 0, -- paintings that were begun with it
    strength BIGINT, -- as the operator has tuned it
    stroke BIGINT,
    is_gallery BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT feed_styles_picture UNIQUE (picture)
);

CREATE INDEX feed_styles_by_use ON feed_styles (uses DESC, id DESC) WHERE entries > 0 OR is_gallery;
CREATE INDEX feed_styles_by_copy ON feed_styles (copy) WHERE copy IS NOT NULL;

CREATE TABLE feed_entries (
    id BIGINT PRIMARY KEY, -- drawn by chance: the public key
    person_id BIGINT, -- NULL: painted by the service itself, or its person was forgotten
    is_by_service BOOLEAN NOT NULL DEFAULT FALSE,
    job_id BIGINT, -- whose painting it is
    source TEXT COLLATE "C", -- the pictures that are to be shown, as JSON; NULL once their small ones are made
    state TEXT COLLATE "C" NOT NULL DEFAULT 'preparing',
    name TEXT COLLATE "C", -- under which it is shown
    recipe TEXT COLLATE "C" NOT NULL, -- how it was painted, as JSON
    parts TEXT COLLATE "C", -- which pictures are shown and their shapes, as JSON; NULL before they are made
    style_id BIGINT, -- the style, if it is shown
    second_style_id BIGINT,
    asked_at BIGINT NOT NULL,
    published_at BIGINT, -- when it became public first
    freshness BIGINT NOT NULL DEFAULT 0, -- 3 in its first day, 2 in its first week, 1 in its first month, 0 after
    likes BIGINT NOT NULL DEFAULT 0,
    announced_likes BIGINT NOT NULL DEFAULT 0, -- of which its person has heard
    reports BIGINT NOT NULL DEFAULT 0,
    failures BIGINT NOT NULL DEFAULT 0, -- how often its small pictures could not be made
    ready_at BIGINT NOT NULL DEFAULT 0, -- not to be prepared before
    hidden_because TEXT COLLATE "C", -- the operator's words
    files_gone BOOLEAN NOT NULL DEFAULT FALSE, -- after it was taken back its files are deleted
    ready_set_at BIGINT NOT NULL DEFAULT 0, -- when ready_at was set
    thing TEXT COLLATE "C", -- the title: the key of the word for what its photo shows; NULL without a title
    CONSTRAINT feed_entries_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT feed_entries_style FOREIGN KEY (style_id) REFERENCES feed_styles (id),
    CONSTRAINT feed_entries_second_style FOREIGN KEY (second_style_id) REFERENCES feed_styles (id),
    CONSTRAINT feed_entries_state_known CHECK (state IN ('preparing', 'awaiting', 'public', 'hidden', 'taken_back')),
    CONSTRAINT feed_entries_public_is_made CHECK (state <> 'public'
                                                  OR (parts IS NOT NULL AND published_at IS NOT NULL))
) WITH (fillfactor = 80);

CREATE INDEX feed_newest ON feed_entries (published_at DESC, id DESC) WHERE state = 'public';
CREATE INDEX feed_best ON feed_entries (freshness, likes DESC, id DESC) WHERE state = 'public';
CREATE INDEX feed_aging ON feed_entries (freshness, published_at) WHERE state = 'public' AND freshness > 0;
CREATE INDEX feed_by_style ON feed_entries (style_id, published_at DESC, id DESC) WHERE state = 'public';
CREATE INDEX feed_by_second_style ON feed_entries (second_style_id, published_at DESC, id DESC) WHERE state = 'public';
CREATE INDEX feed_by_person ON feed_entries (person_id, asked_at) WHERE person_id IS NOT NULL;
CREATE INDEX feed_preparing ON feed_entries (asked_at) WHERE state = 'preparing';
CREATE INDEX feed_awaiting ON feed_entries (asked_at) WHERE state = 'awaiting';
CREATE INDEX feed_hidden ON feed_entries (asked_at) WHERE state = 'hidden';
CREATE INDEX feed_reported ON feed_entries (reports) WHERE reports > 0;
CREATE INDEX feed_taken_back ON feed_entries (id) WHERE state = 'taken_back' AND NOT files_gone;
CREATE UNIQUE INDEX feed_by_job ON feed_entries (job_id) WHERE job_id IS NOT NULL AND state <> 'taken_back';
CREATE INDEX feed_by_service ON feed_entries (asked_at) WHERE person_id IS NULL AND is_by_service;
CREATE INDEX feed_unannounced ON feed_entries (person_id)
    WHERE state = 'public' AND likes > announced_likes AND person_id IS NOT NULL;

CREATE TABLE feed_likes (
    entry_id BIGINT NOT NULL,
    liker TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C", -- a digest of where a browser's like came from; forgotten after some days
    at BIGINT NOT NULL,
    CONSTRAINT feed_likes_once PRIMARY KEY (entry_id, liker),
    CONSTRAINT feed_likes_entry FOREIGN KEY (entry_id) REFERENCES feed_entries (id) ON DELETE CASCADE
);

CREATE INDEX feed_likes_by_liker ON feed_likes (liker, at);
CREATE INDEX feed_likes_by_address ON feed_likes (address, at) WHERE address IS NOT NULL;

CREATE TABLE feed_reports (
    entry_id BIGINT NOT NULL,
    reporter TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C",
    reason TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT feed_reports_once PRIMARY KEY (entry_id, reporter),
    CONSTRAINT feed_reports_entry FOREIGN KEY (entry_id) REFERENCES feed_entries (id) ON DELETE CASCADE,
    CONSTRAINT feed_reports_reason_known CHECK (reason IN ('mine', 'indecent', 'unlawful', 'other'))
);

CREATE INDEX feed_reports_by_reporter ON feed_reports (reporter, at);
CREATE INDEX feed_reports_by_address ON feed_reports (address, at) WHERE address IS NOT NULL;

-- Counts that pages show are kept beside what they count.
CREATE FUNCTION count_like() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE feed_entries SET likes = likes + 1 WHERE id = NEW.entry_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER feed_counts_like AFTER INSERT ON feed_likes
FOR EACH ROW EXECUTE FUNCTION count_like();

CREATE FUNCTION count_unlike() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE feed_entries
    SET likes = likes - 1, announced_likes = least(announced_likes, likes - 1)
    WHERE id = OLD.entry_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER feed_counts_unlike AFTER DELETE ON feed_likes
FOR EACH ROW EXECUTE FUNCTION count_unlike();

CREATE FUNCTION count_report() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE feed_entries SET reports = reports + 1 WHERE id = NEW.entry_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER feed_counts_report AFTER INSERT ON feed_reports
FOR EACH ROW EXECUTE FUNCTION count_report();

CREATE FUNCTION count_entry_of_style() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE feed_styles
    SET entries = entries + CASE NEW.state WHEN 'public' THEN 1 ELSE -1 END
    WHERE id IN (NEW.style_id, NEW.second_style_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER feed_counts_entry_of_style AFTER UPDATE OF state ON feed_entries
FOR EACH ROW WHEN ((OLD.state = 'public') <> (NEW.state = 'public'))
EXECUTE FUNCTION count_entry_of_style();

CREATE FUNCTION count_entry_gone() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE feed_styles SET entries = entries - 1 WHERE id IN (OLD.style_id, OLD.second_style_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER feed_counts_entry_gone AFTER DELETE ON feed_entries
FOR EACH ROW WHEN (OLD.state = 'public')
EXECUTE FUNCTION count_entry_gone();

CREATE TABLE saved_styles (
    person_id BIGINT NOT NULL,
    picture TEXT COLLATE "C" NOT NULL, -- the person's own
    title TEXT COLLATE "C" NOT NULL,
    saved_at BIGINT NOT NULL,
    edit TEXT COLLATE "C", -- what is changed about it, as JSON; NULL if it is used as it is
    CONSTRAINT saved_styles_key PRIMARY KEY (person_id, picture),
    CONSTRAINT saved_styles_person FOREIGN KEY (person_id) REFERENCES persons (id)
);

CREATE INDEX saved_styles_by_time ON saved_styles (person_id, saved_at);

CREATE TABLE console_sessions (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, -- stands in the operator log
    digest TEXT COLLATE "C" NOT NULL,
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL, -- at most a minute old while the session is used
    CONSTRAINT console_sessions_digest UNIQUE (digest)
);

CREATE TABLE operator_log (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL, -- 'console' or 'command line'
    session_id BIGINT, -- no foreign key: the log outlives sessions
    address TEXT COLLATE "C", -- from where
    action TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL, -- who or what it was about, such as 'person 7'
    note TEXT COLLATE "C" NOT NULL, -- the operator's own words and numbers, never a person's
    outcome TEXT COLLATE "C" NOT NULL, -- 'done', or why it was refused
    CONSTRAINT journal_hand_known CHECK (actor IN ('console', 'command line'))
);

CREATE INDEX operator_log_by_subject ON operator_log (subject, id);

CREATE TRIGGER operator_log_never_changes BEFORE UPDATE ON operator_log
FOR EACH ROW EXECUTE FUNCTION refuse('the operator log never changes');

CREATE TRIGGER operator_log_is_never_deleted BEFORE DELETE ON operator_log
FOR EACH ROW EXECUTE FUNCTION refuse('the operator log is never deleted');
