-- Who answers for a project by name: one owner in each municipality, one officer of the authority. Naming
-- somebody else ends the row before; nothing is deleted.
CREATE TABLE project_contact (
    id {uuid} PRIMARY KEY NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    duty TEXT NOT NULL CHECK (duty IN ('owner', 'officer')),
    person_id {uuid} NOT NULL REFERENCES person (id),
    named_by {uuid} NOT NULL REFERENCES person (id),
    named_at {time} NOT NULL,
    ended_at {time}
);
-- One at a time.
CREATE UNIQUE INDEX project_contact_now ON project_contact (project_id, organisation_id, duty)
    WHERE ended_at IS NULL;
