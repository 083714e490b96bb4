ALTER TABLE project_contact
    DROP CONSTRAINT project_contact_duty_check,
    ADD CONSTRAINT project_contact_duty_check CHECK (duty IN ('owner', 'manager', 'officer'));
