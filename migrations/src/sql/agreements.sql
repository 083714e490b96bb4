-- Agreements between the municipalities of a project (act 688/2001, section 7, subsection 3).
CREATE TABLE agreement (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    language TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
    accounting TEXT NOT NULL,
    procurement TEXT NOT NULL,
    other_terms TEXT NOT NULL,
    -- What is signed, as one text, for its hash is over these very bytes.
    document TEXT NOT NULL CHECK (document <> ''),
    sha256 {bytes} NOT NULL CHECK (length(sha256) = 32),
    drafted_by {uuid} NOT NULL REFERENCES person (id),
    drafted_at {time} NOT NULL,
    replaces_id {uuid} REFERENCES agreement (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'signing', 'in_force', 'replaced', 'withdrawn', 'terminated')),
    offered_by {uuid} REFERENCES person (id),
    offered_at {time},
    in_force_since {time},
    replaced_at {time},
    ended_by {uuid} REFERENCES person (id),
    ended_at {time},
    end_reason TEXT,
    CONSTRAINT agreement_offered CHECK (
        (offered_by IS NULL) = (offered_at IS NULL)
        AND (state <> 'draft' OR offered_at IS NULL)
        AND (state NOT IN ('signing', 'in_force', 'replaced', 'terminated') OR offered_at IS NOT NULL)
    ),
    CONSTRAINT agreement_in_force CHECK (
        (state IN ('in_force', 'replaced', 'terminated')) = (in_force_since IS NOT NULL)
    ),
    CONSTRAINT agreement_replaced CHECK ((state = 'replaced') = (replaced_at IS NOT NULL)),
    CONSTRAINT agreement_ended CHECK (
        (state IN ('withdrawn', 'terminated'))
        = (ended_by IS NOT NULL AND ended_at IS NOT NULL AND end_reason IS NOT NULL)
    )
);
CREATE UNIQUE INDEX agreement_number ON agreement (project_id, number);
-- One is being made at a time, and one is in force.
CREATE UNIQUE INDEX agreement_open ON agreement (project_id) WHERE state IN ('draft', 'signing');
CREATE UNIQUE INDEX agreement_current ON agreement (project_id) WHERE state = 'in_force';

CREATE TABLE agreement_party (
    agreement_id {uuid} NOT NULL REFERENCES agreement (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    costs_cents BIGINT NOT NULL CHECK (costs_cents >= 0),
    share_cents BIGINT NOT NULL CHECK (share_cents >= 0),
    PRIMARY KEY (agreement_id, organisation_id)
);

CREATE TABLE agreement_signature (
    agreement_id {uuid} NOT NULL,
    organisation_id {uuid} NOT NULL,
    signed_by {uuid} NOT NULL REFERENCES person (id),
    signed_at {time} NOT NULL,
    PRIMARY KEY (agreement_id, organisation_id),
    FOREIGN KEY (agreement_id, organisation_id) REFERENCES agreement_party (agreement_id, organisation_id)
);
-- One person does not sign for two municipalities.
CREATE UNIQUE INDEX agreement_signature_person ON agreement_signature (agreement_id, signed_by);
