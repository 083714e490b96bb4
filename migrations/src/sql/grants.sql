CREATE TABLE application (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    call_id {uuid} NOT NULL REFERENCES call (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    created_by {uuid} NOT NULL REFERENCES person (id),
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    -- The budget in force; no foreign key, for the two tables refer to each other.
    budget_version_id {uuid} NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'draft', 'partner_commitments', 'submitted', 'supplement_requested', 'evaluated', 'accepted', 'rejected',
        'withdrawn'
    )),
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    supplement_by {uuid} REFERENCES person (id),
    supplement_at {time},
    supplement_questions TEXT,
    evaluated_by {uuid} REFERENCES person (id),
    evaluated_at {time},
    evaluation TEXT,
    decided_by {uuid} REFERENCES person (id),
    decided_at {time},
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    withdrawal_reason TEXT,
    CONSTRAINT application_submitted CHECK (
        state = 'withdrawn'
        OR (state NOT IN ('draft', 'partner_commitments')) = (submitted_at IS NOT NULL)
    ),
    CONSTRAINT application_submitter CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)),
    CONSTRAINT application_supplement CHECK (
        (state = 'supplement_requested')
        = (supplement_by IS NOT NULL AND supplement_at IS NOT NULL AND supplement_questions IS NOT NULL)
    ),
    CONSTRAINT application_evaluated CHECK (
        (state IN ('evaluated', 'accepted', 'rejected'))
        = (evaluated_by IS NOT NULL AND evaluated_at IS NOT NULL AND evaluation IS NOT NULL)
    ),
    CONSTRAINT application_decided CHECK (
        (state IN ('accepted', 'rejected')) = (decided_by IS NOT NULL AND decided_at IS NOT NULL)
    ),
    CONSTRAINT application_withdrawn CHECK (
        (state = 'withdrawn')
        = (withdrawn_by IS NOT NULL AND withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL)
    )
);
CREATE INDEX application_authority ON application (authority_id, id);
-- The applications that a call's resolution waits for.
CREATE INDEX application_call ON application (call_id, state);

-- Who takes part, the lead included.
CREATE TABLE application_partner (
    application_id {uuid} NOT NULL REFERENCES application (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    -- Who set the partner's budget last.
    prepared_by {uuid} REFERENCES person (id),
    prepared_at {time},
    PRIMARY KEY (application_id, organisation_id),
    CONSTRAINT application_partner_prepared CHECK ((prepared_by IS NULL) = (prepared_at IS NULL))
);
CREATE INDEX application_partner_organisation ON application_partner (organisation_id, application_id);

CREATE TABLE commitment (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    application_id {uuid} NOT NULL REFERENCES application (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    state TEXT NOT NULL CHECK (state IN ('requested', 'given', 'declined', 'fallen')),
    requested_by {uuid} NOT NULL REFERENCES person (id),
    requested_at {time} NOT NULL,
    given_by {uuid} REFERENCES person (id),
    given_at {time},
    -- SHA-256 of the shared facts that were committed to.
    snapshot {bytes},
    prepared_by {uuid} REFERENCES person (id),
    declined_by {uuid} REFERENCES person (id),
    declined_at {time},
    decline_reason TEXT,
    fallen_at {time},
    CONSTRAINT commitment_given CHECK (
        (state = 'given')
        = (given_by IS NOT NULL AND given_at IS NOT NULL AND snapshot IS NOT NULL AND prepared_by IS NOT NULL)
    ),
    CONSTRAINT commitment_declined CHECK (
        (state = 'declined')
        = (declined_by IS NOT NULL AND declined_at IS NOT NULL AND decline_reason IS NOT NULL)
    ),
    CONSTRAINT commitment_fallen CHECK ((state = 'fallen') = (fallen_at IS NOT NULL)),
    -- Two persons: who prepared the budget does not commit to it.
    CONSTRAINT commitment_two_persons CHECK (given_by IS NULL OR given_by <> prepared_by)
);
-- A partner has one commitment to an application; asked again, it is the same one.
CREATE UNIQUE INDEX commitment_partner ON commitment (application_id, partner_id);

CREATE TABLE decision (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    application_id {uuid} NOT NULL REFERENCES application (id),
    call_id {uuid} NOT NULL REFERENCES call (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    drafted_by {uuid} NOT NULL REFERENCES person (id),
    changed_by {uuid} NOT NULL REFERENCES person (id),
    -- Empty for a rejection.
    award_cents BIGINT CHECK (award_cents > 0),
    -- Exact decimal share, for example 0.85.
    rate TEXT,
    reasoning TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('drafted', 'decided', 'accepted', 'refused')),
    decided_by {uuid} REFERENCES person (id),
    decided_at {time},
    accepted_by {uuid} REFERENCES person (id),
    accepted_at {time},
    refused_by {uuid} REFERENCES person (id),
    refused_at {time},
    refusal_reason TEXT,
    CONSTRAINT decision_grant CHECK ((award_cents IS NULL) = (rate IS NULL)),
    CONSTRAINT decision_decided CHECK ((state <> 'drafted') = (decided_by IS NOT NULL AND decided_at IS NOT NULL)),
    CONSTRAINT decision_accepted
        CHECK ((state = 'accepted') = (accepted_by IS NOT NULL AND accepted_at IS NOT NULL)),
    CONSTRAINT decision_refused CHECK (
        (state = 'refused') = (refused_by IS NOT NULL AND refused_at IS NOT NULL AND refusal_reason IS NOT NULL)
    ),
    -- A rejection is neither accepted nor refused by the applicant.
    CONSTRAINT decision_of_a_grant CHECK (state IN ('drafted', 'decided') OR award_cents IS NOT NULL),
    -- Two persons: who drafted or changed the decision does not make it.
    CONSTRAINT decision_two_persons
        CHECK (decided_by IS NULL OR (decided_by <> drafted_by AND decided_by <> changed_by))
);
-- An application is decided once.
CREATE UNIQUE INDEX decision_application ON decision (application_id);
-- What has been granted from a call.
CREATE INDEX decision_call ON decision (call_id, state);

-- The running number of the projects of a year.
CREATE TABLE project_counter (
    year INTEGER PRIMARY KEY NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0)
);
