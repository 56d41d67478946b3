-- What a person has chosen to pay in; NULL for the rule of the settings. The name is unlike that of the columns of purchases and
-- charges, which processes of the version before name in joins with persons.
ALTER TABLE persons ADD COLUMN chosen_currency TEXT;
