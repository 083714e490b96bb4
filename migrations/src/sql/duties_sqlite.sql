-- SQLite cannot change the checks of a table: it is made anew and filled again. Nothing refers to its rows.
CREATE TABLE project_contact_kept AS SELECT * FROM project_contact;
DROP TABLE project_contact;
CREATE TABLE project_contact (
    id {uuid} PRIMARY KEY NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    duty TEXT NOT NULL CHECK (duty IN ('owner', 'deputy', 'manager', 'officer')),
    person_id {uuid} NOT NULL REFERENCES person (id),
    named_by {uuid} NOT NULL REFERENCES person (id),
    named_at {time} NOT NULL,
    first_day {date} NOT NULL,
    last_day {date},
    taken_back_at {time},
    look_on {date},
    CONSTRAINT project_contact_days CHECK (last_day IS NULL OR last_day >= first_day)
);
INSERT INTO project_contact
SELECT id, project_id, organisation_id, duty, person_id, named_by, named_at, substr(named_at, 1, 10),
    CASE WHEN date(substr(ended_at, 1, 10), '-1 day') >= substr(named_at, 1, 10)
        THEN date(substr(ended_at, 1, 10), '-1 day') END,
    CASE WHEN date(substr(ended_at, 1, 10), '-1 day') < substr(named_at, 1, 10) THEN ended_at END,
    NULL
FROM project_contact_kept;
DROP TABLE project_contact_kept;
-- One of a duty begins on a day; that no two hold on one is kept under the lock of the project.
CREATE UNIQUE INDEX project_contact_begins ON project_contact (project_id, organisation_id, duty, first_day)
    WHERE taken_back_at IS NULL;
CREATE INDEX project_contact_look ON project_contact (look_on) WHERE look_on IS NOT NULL;
CREATE INDEX project_contact_person ON project_contact (person_id, organisation_id);
