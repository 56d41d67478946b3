-- One SQL text serves SQLite and PostgreSQL. These functions have the names and the meaning of SQLite's, for the few
-- statements that read JSON. Paths are such as '$', '$.photo' or '$.styles.second[0]'.

-- The keys of a path, as PostgreSQL's operators want them.
CREATE FUNCTION json_path_keys(path TEXT) RETURNS TEXT[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN string_to_array(ltrim(replace(replace(path, '[', '.'), ']', ''), '$.'), '.');

-- A document that PostgreSQL reads. It knows no text with the character U+0000, which a stranger may send: such a character
-- is read as U+FFFD.
CREATE FUNCTION json_document(document TEXT) RETURNS JSON
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN position('\u0000' IN document) = 0 THEN document
        ELSE regexp_replace(document, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g')
    END::JSON;

-- The value at a path, as text; NULL if there is none.
CREATE FUNCTION json_extract(document TEXT, path TEXT) RETURNS TEXT
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN json_document(document) #>> json_path_keys(path);

-- The type of the value at a path, by SQLite's names; NULL if there is none.
CREATE FUNCTION json_type(document TEXT, path TEXT) RETURNS TEXT
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE json_typeof(json_document(document) #> json_path_keys(path))
        WHEN 'string' THEN 'text'
        WHEN 'boolean' THEN json_document(document) #>> json_path_keys(path)
        WHEN 'number' THEN
            CASE WHEN json_document(document) #>> json_path_keys(path) ~ '^-?[0-9]+$' THEN 'integer' ELSE 'real' END
        ELSE json_typeof(json_document(document) #> json_path_keys(path))
    END;

-- The elements of a list. Numbers are texts here: compare with CAST(value AS BIGINT).
CREATE FUNCTION json_each(list TEXT) RETURNS TABLE (value TEXT)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN json_array_elements_text(json_document(list));

-- The elements of the list at a path; none if there is no list.
CREATE FUNCTION json_each(document TEXT, path TEXT) RETURNS TABLE (value TEXT)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN json_array_elements_text(CASE json_type(document, path)
        WHEN 'array' THEN json_document(document) #> json_path_keys(path)
    END);

-- A number of which each bit is drawn by chance, from the parts of a random UUID that are random.
CREATE FUNCTION random_bits() RETURNS BIGINT
    LANGUAGE sql VOLATILE
    RETURN (
        SELECT ('x' || substr(digits, 1, 8) || substr(digits, 25, 8))::BIT(64)::BIGINT
        FROM (SELECT replace(gen_random_uuid()::TEXT, '-', '') AS digits) AS drawn
    );

-- 32 bytes that nobody can guess: 244 of their bits are drawn by chance.
CREATE FUNCTION random_key() RETURNS BYTEA
    LANGUAGE sql VOLATILE
    RETURN decode(replace(gen_random_uuid()::TEXT || gen_random_uuid()::TEXT, '-', ''), 'hex');
