-- What people publish. Visitors only ever read rows whose state is 'public'; counts stand in the rows, so that a page is a
-- short span of an index however many entries there are.
CREATE TABLE feed_entries (
    id INTEGER PRIMARY KEY, -- drawn by chance: the public key
    person_id INTEGER, -- NULL: painted by the house itself, or its person was forgotten
    is_of_house INTEGER NOT NULL DEFAULT 0,
    job_id INTEGER, -- whose painting it is
    source TEXT, -- the pictures that are to be shown, as JSON; NULL once their small ones are made
    state TEXT NOT NULL DEFAULT 'preparing',
    name TEXT, -- under which it is shown
    made TEXT NOT NULL, -- how it was painted, as JSON
    parts TEXT, -- which pictures are shown and their shapes, as JSON; NULL before they are made
    style_id INTEGER, -- the style, if it is shown
    second_style_id INTEGER,
    asked_at INTEGER NOT NULL,
    published_at INTEGER, -- when it became public first
    freshness INTEGER NOT NULL DEFAULT 0, -- 3 in its first day, 2 in its first week, 1 in its first month, 0 after
    likes INTEGER NOT NULL DEFAULT 0,
    told_likes INTEGER NOT NULL DEFAULT 0, -- of which its person has heard
    reports INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, -- how often its small pictures could not be made
    ready_at INTEGER NOT NULL DEFAULT 0, -- not to be prepared before
    hidden_because TEXT, -- the operator's words
    files_gone INTEGER NOT NULL DEFAULT 0, -- after it was taken back its files are deleted
    CONSTRAINT feed_entries_person FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT feed_entries_style FOREIGN KEY (style_id) REFERENCES feed_styles (id),
    CONSTRAINT feed_entries_second_style FOREIGN KEY (second_style_id) REFERENCES feed_styles (id),
    CONSTRAINT feed_entries_state_known CHECK (state IN ('preparing', 'awaiting', 'public', 'hidden', 'taken_back')),
    CONSTRAINT feed_entries_public_is_made CHECK (state <> 'public'
                                                  OR (parts IS NOT NULL AND published_at IS NOT NULL))
) STRICT;

CREATE INDEX feed_newest ON feed_entries (published_at DESC, id DESC) WHERE state = 'public';
CREATE INDEX feed_best ON feed_entries (freshness, likes DESC, id DESC) WHERE state = 'public';
CREATE INDEX feed_aging ON feed_entries (freshness, published_at) WHERE state = 'public' AND freshness > 0;
CREATE INDEX feed_by_style ON feed_entries (style_id, published_at DESC, id DESC) WHERE state = 'public';
CREATE INDEX feed_by_second_style ON feed_entries (second_style_id, published_at DESC, id DESC) WHERE state = 'public';
CREATE INDEX feed_by_person ON feed_entries (person_id, asked_at) WHERE person_id IS NOT NULL;
CREATE INDEX feed_of_house ON feed_entries (asked_at) WHERE person_id IS NULL AND is_of_house = 1;
CREATE INDEX feed_preparing ON feed_entries (asked_at) WHERE state = 'preparing';
CREATE INDEX feed_awaiting ON feed_entries (asked_at) WHERE state = 'awaiting';
CREATE INDEX feed_hidden ON feed_entries (asked_at) WHERE state = 'hidden';
CREATE INDEX feed_reported ON feed_entries (reports) WHERE reports > 0;
CREATE INDEX feed_taken_back ON feed_entries (id) WHERE state = 'taken_back' AND files_gone = 0;
CREATE INDEX feed_untold ON feed_entries (person_id) WHERE state = 'public' AND likes > told_likes AND person_id IS NOT NULL;
-- A painting is in the feed once.
CREATE UNIQUE INDEX feed_by_job ON feed_entries (job_id) WHERE job_id IS NOT NULL AND state <> 'taken_back';

-- Styles that are or were shown, and those of the starter gallery. One picture is one style, whoever sent it.
CREATE TABLE feed_styles (
    id INTEGER PRIMARY KEY, -- drawn by chance: the public key
    picture TEXT NOT NULL, -- the picture's key or the gallery's short name
    copy TEXT, -- the key under which it lies with those who have taken it
    entries INTEGER NOT NULL DEFAULT 0, -- public ones that show it
    uses INTEGER NOT NULL DEFAULT 0, -- paintings that were begun with it
    strength INTEGER, -- as the operator has tuned it
    stroke INTEGER,
    is_gallery INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT feed_styles_picture UNIQUE (picture)
) STRICT;

CREATE INDEX feed_styles_by_use ON feed_styles (uses DESC, id DESC) WHERE entries > 0 OR is_gallery = 1;

CREATE INDEX feed_styles_by_copy ON feed_styles (copy) WHERE copy IS NOT NULL;

-- One for each voice, whoever it is: 'person 7', or a digest of a browser's cookie.
CREATE TABLE feed_likes (
    entry_id INTEGER NOT NULL,
    liker TEXT NOT NULL,
    address TEXT, -- a digest of where a browser's like came from; forgotten after some days
    at INTEGER NOT NULL,
    CONSTRAINT feed_likes_once PRIMARY KEY (entry_id, liker),
    CONSTRAINT feed_likes_entry FOREIGN KEY (entry_id) REFERENCES feed_entries (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_likes_by_liker ON feed_likes (liker, at);
CREATE INDEX feed_likes_by_address ON feed_likes (address, at) WHERE address IS NOT NULL;

CREATE TABLE feed_reports (
    entry_id INTEGER NOT NULL,
    reporter TEXT NOT NULL,
    address TEXT,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    CONSTRAINT feed_reports_once PRIMARY KEY (entry_id, reporter),
    CONSTRAINT feed_reports_entry FOREIGN KEY (entry_id) REFERENCES feed_entries (id) ON DELETE CASCADE,
    CONSTRAINT feed_reports_reason_known CHECK (reason IN ('mine', 'indecent', 'unlawful', 'other'))
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_reports_by_reporter ON feed_reports (reporter, at);
CREATE INDEX feed_reports_by_address ON feed_reports (address, at) WHERE address IS NOT NULL;

-- Counts follow their rows whatever changes them.
CREATE TRIGGER feed_counts_like AFTER INSERT ON feed_likes
BEGIN
    UPDATE feed_entries SET likes = likes + 1 WHERE id = NEW.entry_id;
END;

CREATE TRIGGER feed_counts_unlike AFTER DELETE ON feed_likes
BEGIN
    UPDATE feed_entries SET likes = likes - 1, told_likes = min(told_likes, likes - 1) WHERE id = OLD.entry_id;
END;

CREATE TRIGGER feed_counts_report AFTER INSERT ON feed_reports
BEGIN
    UPDATE feed_entries SET reports = reports + 1 WHERE id = NEW.entry_id;
END;

CREATE TRIGGER feed_counts_entry_of_style AFTER UPDATE OF state ON feed_entries
WHEN (OLD.state = 'public') <> (NEW.state = 'public')
BEGIN
    UPDATE feed_styles SET entries = entries + CASE NEW.state WHEN 'public' THEN 1 ELSE -1 END
    WHERE id IN (NEW.style_id, NEW.second_style_id);
END;

CREATE TRIGGER feed_counts_entry_gone AFTER DELETE ON feed_entries WHEN OLD.state = 'public'
BEGIN
    UPDATE feed_styles SET entries = entries - 1 WHERE id IN (OLD.style_id, OLD.second_style_id);
END;

-- Who may publish no more. What is theirs stays theirs.
ALTER TABLE persons ADD COLUMN feed_banned_at INTEGER;
ALTER TABLE persons ADD COLUMN feed_banned_because TEXT; -- the operator's words
-- The name under which a person publishes.
ALTER TABLE persons ADD COLUMN pen_name TEXT;
-- When a person was told of likes last: at most once a day.
ALTER TABLE persons ADD COLUMN likes_told_at INTEGER;
