-- Whether a picture that was sent has no colours, so that it can be coloured. Pictures that came before are not offered it.
ALTER TABLE pictures ADD COLUMN is_grey INTEGER NOT NULL DEFAULT 0 CONSTRAINT pictures_is_grey CHECK (is_grey IN (0, 1));
