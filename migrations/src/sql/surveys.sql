-- Surveys, who is invited to them, and what was answered.
CREATE TABLE survey (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    -- What it is about: a call, or one project.
    call_id {uuid} REFERENCES call (id),
    project_id {uuid} REFERENCES project (id),
    asker TEXT NOT NULL CHECK (asker IN ('authority', 'lead')),
    owner_id {uuid} NOT NULL REFERENCES organisation (id),
    title TEXT NOT NULL CHECK (title <> ''),
    language TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
    -- A form definition.
    questions {json} NOT NULL,
    closes_on {date} NOT NULL,
    -- Days before the last day, a list of numbers, the first reminder first.
    reminder_days {json} NOT NULL,
    fewest_answers INTEGER NOT NULL CHECK (fewest_answers BETWEEN 3 AND 100),
    created_by {uuid} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'published')),
    opened_by {uuid} REFERENCES person (id),
    opened_at {time},
    -- Nobody when the clock closed it.
    closed_by {uuid} REFERENCES person (id),
    closed_at {time},
    published_by {uuid} REFERENCES person (id),
    published_at {time},
    -- When those who have not answered are reminded next; derived from the last day.
    next_reminder_on {date},
    CONSTRAINT survey_about CHECK (
        (call_id IS NULL) <> (project_id IS NULL) AND (asker <> 'lead' OR project_id IS NOT NULL)
    ),
    CONSTRAINT survey_opened CHECK ((state <> 'draft') = (opened_by IS NOT NULL AND opened_at IS NOT NULL)),
    CONSTRAINT survey_closed CHECK (
        (state IN ('closed', 'published')) = (closed_at IS NOT NULL)
        AND (closed_by IS NULL OR closed_at IS NOT NULL)
    ),
    CONSTRAINT survey_published CHECK (
        (state = 'published') = (published_by IS NOT NULL AND published_at IS NOT NULL)
    ),
    CONSTRAINT survey_reminded CHECK (next_reminder_on IS NULL OR state = 'open')
);
CREATE INDEX survey_call ON survey (call_id, id);
CREATE INDEX survey_project ON survey (project_id, id);
CREATE INDEX survey_open ON survey (state, closes_on);

-- Who is invited: each address once. Of the answer it is known only whether there is one.
CREATE TABLE survey_invitation (
    id {uuid} PRIMARY KEY NOT NULL,
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    address TEXT NOT NULL CHECK (address <> ''),
    -- The address in small letters: nobody is invited twice.
    address_key TEXT NOT NULL,
    invited_by {uuid} NOT NULL REFERENCES person (id),
    invited_on {date} NOT NULL,
    answered {bool} NOT NULL
);
CREATE UNIQUE INDEX survey_invitation_address ON survey_invitation (survey_id, address_key);

-- The mails to somebody: the invitation (step 0), and a reminder per step, each once.
CREATE TABLE survey_mail (
    id {uuid} PRIMARY KEY NOT NULL,
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    invitation_id {uuid} NOT NULL REFERENCES survey_invitation (id),
    step INTEGER NOT NULL CHECK (step >= 0),
    created_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'refused', 'cancelled')),
    -- What the mail server said, or why the mail was not needed any more.
    outcome TEXT,
    ended_at {time},
    CONSTRAINT survey_mail_ended CHECK ((state = 'queued') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX survey_mail_step ON survey_mail (invitation_id, step);
CREATE INDEX survey_mail_survey ON survey_mail (survey_id, state);

-- The secret links of the mails, by their SHA-256. They are deleted when the survey closes.
CREATE TABLE survey_link (
    token_hash {bytes} PRIMARY KEY NOT NULL,
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    invitation_id {uuid} NOT NULL REFERENCES survey_invitation (id)
);
CREATE INDEX survey_link_survey ON survey_link (survey_id);

-- What was answered while the survey is open, under another hash of the secret: whoever has the link finds the answer,
-- and nobody else whose it is. It has neither a time nor a number nor an order of coming. Deleted when the survey closes.
CREATE TABLE survey_answer (
    answer_key {bytes} PRIMARY KEY NOT NULL,
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    changes INTEGER NOT NULL CHECK (changes >= 0),
    content {json} NOT NULL
) {unordered};
CREATE INDEX survey_answer_survey ON survey_answer (survey_id);

-- The answers of a survey that has closed, in an order drawn by lot; no link leads to them any more.
CREATE TABLE survey_reply (
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    number INTEGER NOT NULL CHECK (number > 0),
    content {json} NOT NULL,
    PRIMARY KEY (survey_id, number)
);

-- What was counted when it closed: how many answered a question.
CREATE TABLE survey_question (
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    number INTEGER NOT NULL CHECK (number > 0),
    question TEXT NOT NULL,
    answered BIGINT NOT NULL CHECK (answered >= 0),
    PRIMARY KEY (survey_id, number)
);

-- And how many of them chose an option.
CREATE TABLE survey_option (
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    question_number INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    choice TEXT NOT NULL,
    chosen BIGINT NOT NULL CHECK (chosen >= 0),
    PRIMARY KEY (survey_id, question_number, number),
    FOREIGN KEY (survey_id, question_number) REFERENCES survey_question (survey_id, number)
);
