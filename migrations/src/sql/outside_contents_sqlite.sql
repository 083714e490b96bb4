-- A packed content is never empty.
CREATE TRIGGER file_content_is_in_one_place BEFORE INSERT ON file_content
WHEN (NEW.object_key IS NULL) <> (length(NEW.content) > 0)
BEGIN
    SELECT RAISE(ABORT, 'a content is either in the database or outside');
END;
CREATE TRIGGER file_content_stays_in_one_place BEFORE UPDATE ON file_content
WHEN (NEW.object_key IS NULL) <> (length(NEW.content) > 0)
BEGIN
    SELECT RAISE(ABORT, 'a content is either in the database or outside');
END;
