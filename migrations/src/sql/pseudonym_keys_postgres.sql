-- For the files that were uploaded before. Two random identifiers are 32 bytes, 244 bits of them by chance.
INSERT INTO pseudonym_key (organisation_id, bytes)
    SELECT id, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) FROM organisation;
