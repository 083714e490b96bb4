-- What the officer asks the lead about a claim that is being checked, to be answered by a date.
CREATE TABLE supplement_request (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    claim_id {uuid} NOT NULL REFERENCES claim (id),
    number INTEGER NOT NULL CHECK (number > 0),
    -- Holds the deadline.
    obligation_id {uuid} NOT NULL REFERENCES obligation (id),
    -- The answered request that it asks further about.
    follows_id {uuid} REFERENCES supplement_request (id),
    asked_by {uuid} NOT NULL REFERENCES person (id),
    asked_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'accepted', 'withdrawn')),
    answered_by {uuid} REFERENCES person (id),
    answered_at {time},
    accepted_by {uuid} REFERENCES person (id),
    accepted_at {time},
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    withdrawal_reason TEXT,
    CONSTRAINT supplement_request_answered CHECK (
        (state IN ('answered', 'accepted')) = (answered_by IS NOT NULL AND answered_at IS NOT NULL)
    ),
    CONSTRAINT supplement_request_accepted CHECK (
        (state = 'accepted') = (accepted_by IS NOT NULL AND accepted_at IS NOT NULL)
    ),
    CONSTRAINT supplement_request_withdrawn CHECK (
        (state = 'withdrawn')
        = (withdrawn_by IS NOT NULL AND withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL)
    ),
    -- Two persons: nobody judges their own answer.
    CONSTRAINT supplement_request_two_persons CHECK (accepted_by IS NULL OR accepted_by <> answered_by)
);
CREATE UNIQUE INDEX supplement_request_number ON supplement_request (claim_id, number);
CREATE UNIQUE INDEX supplement_request_obligation ON supplement_request (obligation_id);
-- An answer is asked about further once.
CREATE UNIQUE INDEX supplement_request_follows ON supplement_request (follows_id) WHERE follows_id IS NOT NULL;

CREATE TABLE supplement_question (
    request_id {uuid} NOT NULL REFERENCES supplement_request (id),
    place INTEGER NOT NULL CHECK (place > 0),
    question TEXT NOT NULL CHECK (question <> ''),
    cost_line_id {uuid} REFERENCES cost_line (id),
    category TEXT,
    answer TEXT CHECK (answer <> ''),
    PRIMARY KEY (request_id, place)
);

CREATE TABLE supplement_file (
    request_id {uuid} NOT NULL REFERENCES supplement_request (id),
    question_place INTEGER NOT NULL,
    place INTEGER NOT NULL CHECK (place > 0),
    file_id {uuid} NOT NULL REFERENCES stored_file (id),
    PRIMARY KEY (request_id, question_place, place),
    FOREIGN KEY (request_id, question_place) REFERENCES supplement_question (request_id, place)
);
-- Who sees a request sees its files.
CREATE INDEX supplement_file_file ON supplement_file (file_id);
