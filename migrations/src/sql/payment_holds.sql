-- While a hold stands, nothing is paid to the project.
CREATE TABLE payment_hold (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    set_by {uuid} NOT NULL REFERENCES person (id),
    set_at {time} NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    state TEXT NOT NULL CHECK (state IN ('standing', 'lifted')),
    lifted_by {uuid} REFERENCES person (id),
    lifted_at {time},
    lift_reason TEXT,
    CONSTRAINT payment_hold_lifted CHECK (
        (state = 'lifted') = (lifted_by IS NOT NULL AND lifted_at IS NOT NULL AND lift_reason IS NOT NULL)
    ),
    -- Two persons: who set it does not lift it.
    CONSTRAINT payment_hold_two_persons CHECK (lifted_by IS NULL OR lifted_by <> set_by)
);
-- One hold of a project stands at a time.
CREATE UNIQUE INDEX payment_hold_standing ON payment_hold (project_id) WHERE state = 'standing';
CREATE INDEX payment_hold_project ON payment_hold (project_id, id);
