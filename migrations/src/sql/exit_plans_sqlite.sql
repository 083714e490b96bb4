-- SQLite cannot change the checks of a table: both are made anew and filled again.
CREATE TABLE form_answer_kept AS SELECT * FROM form_answer;
CREATE TABLE form_answer_file_kept AS SELECT * FROM form_answer_file;
DROP TABLE form_answer_file;
DROP TABLE form_answer;
CREATE TABLE form_answer (
    -- What is filled in: a kind of object and its key.
    object TEXT NOT NULL CHECK (object IN ('application', 'exit_plan', 'final_report')),
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
    object TEXT NOT NULL CHECK (object IN ('application', 'exit_plan', 'final_report')),
    object_id {uuid} NOT NULL,
    field TEXT NOT NULL,
    owner_id {uuid} NOT NULL,
    file_id {uuid} NOT NULL REFERENCES stored_file (id),
    PRIMARY KEY (object_id, field, owner_id, file_id),
    FOREIGN KEY (object_id, field, owner_id) REFERENCES form_answer (object_id, field, owner_id)
);
CREATE INDEX form_answer_file_file ON form_answer_file (file_id);
INSERT INTO form_answer (
    object, object_id, field, owner_id, version, form_id, value, answered_by, answered_at
) SELECT object, object_id, field, owner_id, version, form_id, value, answered_by, answered_at FROM form_answer_kept;
INSERT INTO form_answer_file (object, object_id, field, owner_id, file_id)
    SELECT object, object_id, field, owner_id, file_id FROM form_answer_file_kept;
DROP TABLE form_answer_file_kept;
DROP TABLE form_answer_kept;
CREATE TRIGGER exit_plan_note_is_not_changed BEFORE UPDATE ON exit_plan_note
BEGIN
    SELECT RAISE(ABORT, 'what was noted in the follow-up of an exit plan is never changed');
END;
CREATE TRIGGER exit_plan_note_is_not_deleted BEFORE DELETE ON exit_plan_note
BEGIN
    SELECT RAISE(ABORT, 'what was noted in the follow-up of an exit plan is never deleted');
END;
