ALTER TABLE project_contact RENAME COLUMN ended_at TO taken_back_at;
ALTER TABLE project_contact
    ADD COLUMN first_day {date},
    ADD COLUMN last_day {date},
    ADD COLUMN look_on {date};
UPDATE project_contact SET
    first_day = (named_at AT TIME ZONE 'UTC')::date,
    last_day = (taken_back_at AT TIME ZONE 'UTC')::date - 1;
UPDATE project_contact SET taken_back_at = NULL WHERE last_day >= first_day;
UPDATE project_contact SET last_day = NULL WHERE last_day < first_day;
ALTER TABLE project_contact
    ALTER COLUMN first_day SET NOT NULL,
    DROP CONSTRAINT project_contact_duty_check,
    ADD CONSTRAINT project_contact_duty_check CHECK (duty IN ('owner', 'deputy', 'manager', 'officer')),
    ADD CONSTRAINT project_contact_days CHECK (last_day IS NULL OR last_day >= first_day);
-- One of a duty begins on a day; that no two hold on one is kept under the lock of the project.
CREATE UNIQUE INDEX project_contact_begins ON project_contact (project_id, organisation_id, duty, first_day)
    WHERE taken_back_at IS NULL;
CREATE INDEX project_contact_look ON project_contact (look_on) WHERE look_on IS NOT NULL;
CREATE INDEX project_contact_person ON project_contact (person_id, organisation_id);
