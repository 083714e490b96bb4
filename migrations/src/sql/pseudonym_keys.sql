-- The secret of each municipality with which names and codes in rows of wages become pseudonyms. Whoever has it can try
-- names until one fits, so no query of the API reads it; deleting it makes the pseudonyms say nothing any more. It
-- is no part of the log, which outlives it.
CREATE TABLE pseudonym_key (
    organisation_id {uuid} PRIMARY KEY NOT NULL REFERENCES organisation (id),
    bytes {bytes} NOT NULL CHECK (length(bytes) = 32)
);
