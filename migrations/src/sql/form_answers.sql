-- The form that the applications to a call answer; a call without a row has none.
CREATE TABLE call_form (
    call_id {uuid} PRIMARY KEY NOT NULL REFERENCES call (id),
    form_id {uuid} NOT NULL REFERENCES form (id),
    chosen_by {uuid} NOT NULL REFERENCES person (id),
    chosen_at {time} NOT NULL
);
CREATE INDEX call_form_form ON call_form (form_id);

-- What was answered in each field, and by whose side: the lead's once, or one row for each partner.
CREATE TABLE form_answer (
    -- What is filled in: a kind of object and its key.
    object TEXT NOT NULL CHECK (object IN ('application')),
    object_id {uuid} NOT NULL,
    field TEXT NOT NULL CHECK (field <> ''),
    owner_id {uuid} NOT NULL REFERENCES organisation (id),
    -- Counts the changes of this one answer: whoever changes it must have seen it.
    version BIGINT NOT NULL CHECK (version > 0),
    -- The version of the form under which it was given.
    form_id {uuid} NOT NULL REFERENCES form (id),
    -- Empty when the answer was taken back.
    value {json},
    answered_by {uuid} NOT NULL REFERENCES person (id),
    answered_at {time} NOT NULL,
    PRIMARY KEY (object_id, field, owner_id)
);

-- Who sees what is filled in sees the files in it.
CREATE TABLE form_answer_file (
    object TEXT NOT NULL CHECK (object IN ('application')),
    object_id {uuid} NOT NULL,
    field TEXT NOT NULL,
    owner_id {uuid} NOT NULL,
    file_id {uuid} NOT NULL REFERENCES stored_file (id),
    PRIMARY KEY (object_id, field, owner_id, file_id),
    FOREIGN KEY (object_id, field, owner_id) REFERENCES form_answer (object_id, field, owner_id)
);
CREATE INDEX form_answer_file_file ON form_answer_file (file_id);

-- Everybody who prepared an application, as far as it is known: the last one who set each partner's budget, and the
-- others from the log.
INSERT INTO hand (object, object_id, person_id, deed)
SELECT 'application', application_id, prepared_by, 'prepared' FROM application_partner WHERE prepared_by IS NOT NULL
UNION SELECT 'application', object_id, person_id, 'prepared' FROM audit_entry
    WHERE object = 'application' AND command = 'setBudget' AND person_id IS NOT NULL;
