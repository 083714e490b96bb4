-- Where the content of a file is when it is outside: the key of its object, which is given once and never again. The
-- content in the row is empty then, for an older program finds it unreadable rather than wrong.
ALTER TABLE file_content ADD COLUMN object_key TEXT;
