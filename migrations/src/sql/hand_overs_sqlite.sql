-- SQLite cannot change the checks of a table: it is made anew and filled again. Nothing refers to its rows.
CREATE TABLE project_contact_kept AS SELECT * FROM project_contact;
DROP TABLE project_contact;
CREATE TABLE project_contact (
    id {uuid} PRIMARY KEY NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    duty TEXT NOT NULL CHECK (duty IN ('owner', 'manager', 'officer')),
    person_id {uuid} NOT NULL REFERENCES person (id),
    named_by {uuid} NOT NULL REFERENCES person (id),
    named_at {time} NOT NULL,
    ended_at {time}
);
INSERT INTO project_contact SELECT * FROM project_contact_kept;
DROP TABLE project_contact_kept;
-- One at a time.
CREATE UNIQUE INDEX project_contact_now ON project_contact (project_id, organisation_id, duty)
    WHERE ended_at IS NULL;
