-- A packed content is never empty.
ALTER TABLE file_content ADD CONSTRAINT file_content_is_in_one_place
    CHECK ((object_key IS NULL) = (octet_length(content) > 0)) NOT VALID;
