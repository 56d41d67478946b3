-- What a person has chosen to pay in; NULL for the rule of the settings.
ALTER TABLE persons ADD COLUMN currency TEXT COLLATE "C";
