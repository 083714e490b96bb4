-- How the applications to a call are reviewed; a call without a row has no criteria.
CREATE TABLE call_review_rules (
    call_id {uuid} PRIMARY KEY NOT NULL REFERENCES call (id),
    blind {bool} NOT NULL
);

CREATE TABLE call_criterion (
    call_id {uuid} NOT NULL REFERENCES call_review_rules (call_id),
    place INTEGER NOT NULL CHECK (place > 0),
    code TEXT NOT NULL CHECK (code <> ''),
    name_fi TEXT NOT NULL CHECK (name_fi <> ''),
    name_sv TEXT NOT NULL CHECK (name_sv <> ''),
    name_en TEXT NOT NULL CHECK (name_en <> ''),
    weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 1000),
    -- The most points: every scale divides 12 600, so that scores are exact.
    scale INTEGER NOT NULL CHECK (scale BETWEEN 1 AND 10 OR scale IN (20, 25, 50, 100)),
    PRIMARY KEY (call_id, place)
);
CREATE UNIQUE INDEX call_criterion_code ON call_criterion (call_id, code);

-- One reviewer's part in an application.
CREATE TABLE review (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    application_id {uuid} NOT NULL REFERENCES application (id),
    call_id {uuid} NOT NULL REFERENCES call (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    reviewer_id {uuid} NOT NULL REFERENCES person (id),
    assigned_by {uuid} NOT NULL REFERENCES person (id),
    assigned_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('assigned', 'submitted', 'conflicted', 'withdrawn')),
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    conflict_by {uuid} REFERENCES person (id),
    conflict_at {time},
    conflict_reason TEXT CHECK (conflict_reason <> ''),
    -- The municipality in which the reviewer holds or held a role, where that is the conflict.
    conflict_municipality_id {uuid} REFERENCES organisation (id),
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    withdrawal_reason TEXT CHECK (withdrawal_reason <> ''),
    CONSTRAINT review_submitted CHECK (
        (state = 'submitted') = (submitted_by IS NOT NULL AND submitted_at IS NOT NULL)
    ),
    CONSTRAINT review_conflicted CHECK (
        (state = 'conflicted')
        = (conflict_by IS NOT NULL AND conflict_at IS NOT NULL AND conflict_reason IS NOT NULL)
    ),
    CONSTRAINT review_conflict_municipality CHECK (conflict_municipality_id IS NULL OR state = 'conflicted'),
    CONSTRAINT review_withdrawn CHECK (
        (state = 'withdrawn')
        = (withdrawn_by IS NOT NULL AND withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL)
    ),
    -- Nobody submits for somebody else.
    CONSTRAINT review_by_the_reviewer CHECK (submitted_by IS NULL OR submitted_by = reviewer_id)
);
-- A person reviews an application once; an assignment that was taken back may be given anew.
CREATE UNIQUE INDEX review_once ON review (application_id, reviewer_id) WHERE state <> 'withdrawn';
CREATE INDEX review_reviewer ON review (reviewer_id, state);
CREATE INDEX review_call ON review (call_id);

CREATE TABLE review_score (
    review_id {uuid} NOT NULL REFERENCES review (id),
    criterion TEXT NOT NULL CHECK (criterion <> ''),
    points INTEGER NOT NULL CHECK (points BETWEEN 0 AND 100),
    -- May be empty until the review is submitted.
    reason TEXT NOT NULL,
    PRIMARY KEY (review_id, criterion)
);
