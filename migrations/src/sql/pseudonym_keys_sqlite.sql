-- For the files that were uploaded before.
INSERT INTO pseudonym_key (organisation_id, bytes) SELECT id, randomblob(32) FROM organisation;
