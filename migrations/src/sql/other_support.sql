-- Public support from others for the costs of a project (rule 10).
CREATE TABLE other_support (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    giver TEXT NOT NULL CHECK (giver <> ''),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    explanation TEXT NOT NULL CHECK (explanation <> ''),
    declared_by {uuid} NOT NULL REFERENCES person (id),
    declared_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('declared', 'confirmed', 'withdrawn', 'revoked')),
    confirmed_by {uuid} REFERENCES person (id),
    confirmed_at {time},
    ended_by {uuid} REFERENCES person (id),
    ended_at {time},
    end_reason TEXT,
    CONSTRAINT other_support_confirmed CHECK (
        (state IN ('confirmed', 'revoked')) = (confirmed_by IS NOT NULL AND confirmed_at IS NOT NULL)
    ),
    CONSTRAINT other_support_ended CHECK (
        (state IN ('withdrawn', 'revoked')) = (ended_by IS NOT NULL AND ended_at IS NOT NULL AND end_reason IS NOT NULL)
    ),
    -- Two persons let it count; what raises the grant again takes a third.
    CONSTRAINT other_support_two_persons CHECK (confirmed_by IS NULL OR confirmed_by <> declared_by),
    CONSTRAINT other_support_third_person CHECK (
        state <> 'revoked' OR (ended_by <> declared_by AND ended_by <> confirmed_by)
    )
);
CREATE INDEX other_support_project ON other_support (project_id, id);
-- What counted of it when a claim was computed.
ALTER TABLE claim ADD COLUMN other_support_cents BIGINT NOT NULL DEFAULT 0;
