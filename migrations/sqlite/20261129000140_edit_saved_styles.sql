-- What is changed about a saved style, as JSON. NULL if it is used as it is.
ALTER TABLE saved_styles ADD COLUMN edit TEXT;
