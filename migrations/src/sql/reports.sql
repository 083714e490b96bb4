CREATE TABLE obligation (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('portfolio_report', 'cost_report', 'interim_report', 'final_report', 'follow_up')),
    responsible_id {uuid} NOT NULL REFERENCES organisation (id),
    period_first {date},
    period_last {date},
    -- The date that the schedule gave; an extension changes the two dates after it, never this one.
    planned {date} NOT NULL,
    nominal {date} NOT NULL,
    due {date} NOT NULL,
    opens_on {date} NOT NULL,
    -- The day from which the due date holds; reminders of earlier days are not sent.
    due_since {date} NOT NULL,
    extended_by {uuid} REFERENCES person (id),
    extended_at {time},
    extension_reason TEXT,
    state TEXT NOT NULL
        CHECK (state IN ('scheduled', 'open', 'overdue', 'submitted', 'accepted', 'waived')),
    opened_at {time},
    overdue_at {time},
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    accepted_by {uuid} REFERENCES person (id),
    accepted_at {time},
    waived_by {uuid} REFERENCES person (id),
    waived_at {time},
    waiver_reason TEXT,
    next_reminder_on {date},
    CONSTRAINT obligation_period CHECK ((period_first IS NULL) = (period_last IS NULL)),
    CONSTRAINT obligation_rolled_forward CHECK (due >= nominal),
    CONSTRAINT obligation_extended CHECK (
        (extended_by IS NULL) = (extended_at IS NULL) AND (extended_by IS NULL) = (extension_reason IS NULL)
    ),
    CONSTRAINT obligation_open CHECK ((state IN ('open', 'overdue')) = (opened_at IS NOT NULL)),
    CONSTRAINT obligation_overdue CHECK ((state = 'overdue') = (overdue_at IS NOT NULL)),
    CONSTRAINT obligation_submitted CHECK (
        (state IN ('submitted', 'accepted')) = (submitted_by IS NOT NULL AND submitted_at IS NOT NULL)
    ),
    CONSTRAINT obligation_accepted CHECK (
        (state = 'accepted') = (accepted_by IS NOT NULL AND accepted_at IS NOT NULL)
    ),
    CONSTRAINT obligation_waived CHECK (
        (state = 'waived') = (waived_by IS NOT NULL AND waived_at IS NOT NULL AND waiver_reason IS NOT NULL)
    ),
    -- Nobody is reminded of what is not awaited.
    CONSTRAINT obligation_reminded CHECK (next_reminder_on IS NULL OR state IN ('open', 'overdue')),
    -- Two persons: who extended it does not waive it.
    CONSTRAINT obligation_two_persons CHECK (waived_by IS NULL OR extended_by IS NULL OR waived_by <> extended_by)
);
-- The schedule can be applied twice: each obligation exists once.
CREATE UNIQUE INDEX obligation_planned ON obligation (project_id, kind, responsible_id, planned);
CREATE INDEX obligation_responsible ON obligation (responsible_id, due, id);
-- What the clock has to do, however many settled obligations there are.
CREATE INDEX obligation_reminders ON obligation (next_reminder_on) WHERE next_reminder_on IS NOT NULL;
CREATE INDEX obligation_opening ON obligation (opens_on) WHERE state = 'scheduled';
CREATE INDEX obligation_ending ON obligation (due) WHERE state = 'open';

CREATE TABLE reminder (
    id {uuid} PRIMARY KEY NOT NULL,
    obligation_id {uuid} NOT NULL REFERENCES obligation (id),
    -- The step of the ladder in days from the due date: -30, 0, +7.
    step_key TEXT NOT NULL,
    due_date {date} NOT NULL,
    decided_at {time} NOT NULL
);
-- Each step once for each due date, whatever crashed in between.
CREATE UNIQUE INDEX reminder_step ON reminder (obligation_id, step_key, due_date);

CREATE TABLE mail (
    id {uuid} PRIMARY KEY NOT NULL,
    -- What it says, as the name of its texts: reminder, cost-report-returned.
    kind TEXT NOT NULL,
    -- What it is about: ids only. Facts are loaded anew when it is sent.
    letter {json} NOT NULL,
    reminder_id {uuid} REFERENCES reminder (id),
    project_id {uuid},
    person_id {uuid} NOT NULL REFERENCES person (id),
    -- Why this person gets it: the audience of a reminder, else the role.
    recipient_as TEXT NOT NULL,
    created_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'refused', 'cancelled')),
    attempts INTEGER NOT NULL,
    -- The latest answer of the mail server, or why it was cancelled.
    last_answer TEXT,
    -- What was handed to the mail server the last time.
    address TEXT,
    language TEXT,
    subject TEXT,
    text_part TEXT,
    html_part TEXT,
    finished_at {time},
    CONSTRAINT mail_finished CHECK ((state = 'queued') = (finished_at IS NULL)),
    CONSTRAINT mail_sent_is_kept CHECK (
        state <> 'sent'
        OR (address IS NOT NULL AND language IS NOT NULL AND subject IS NOT NULL
            AND text_part IS NOT NULL AND html_part IS NOT NULL)
    ),
    CONSTRAINT mail_refused_says_why CHECK (state NOT IN ('refused', 'cancelled') OR last_answer IS NOT NULL)
);
-- One mail per person and reminder.
CREATE UNIQUE INDEX mail_reminder_person ON mail (reminder_id, person_id) WHERE reminder_id IS NOT NULL;
CREATE INDEX mail_unsent ON mail (state, id) WHERE state IN ('queued', 'refused');

CREATE TABLE portfolio_report (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    obligation_id {uuid} NOT NULL REFERENCES obligation (id),
    started_by {uuid} NOT NULL REFERENCES person (id),
    timetable_light TEXT CHECK (timetable_light IN ('green', 'yellow', 'red')),
    timetable_reason TEXT NOT NULL,
    cost_light TEXT CHECK (cost_light IN ('green', 'yellow', 'red')),
    cost_reason TEXT NOT NULL,
    scope_light TEXT CHECK (scope_light IN ('green', 'yellow', 'red')),
    scope_reason TEXT NOT NULL,
    risk_light TEXT CHECK (risk_light IN ('green', 'yellow', 'red')),
    risk_reason TEXT NOT NULL,
    ownership_light TEXT CHECK (ownership_light IN ('green', 'yellow', 'red')),
    ownership_reason TEXT NOT NULL,
    summary TEXT NOT NULL,
    deviations TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'steering_approved', 'submitted', 'accepted', 'returned')),
    steering_members {json},
    steering_held_on {date},
    steering_unanimous {bool},
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    accepted_by {uuid} REFERENCES person (id),
    accepted_at {time},
    questions {json},
    returned_by {uuid} REFERENCES person (id),
    returned_at {time},
    CONSTRAINT portfolio_report_approved CHECK (
        (state IN ('steering_approved', 'submitted', 'accepted'))
        = (steering_members IS NOT NULL AND steering_held_on IS NOT NULL AND steering_unanimous IS NOT NULL
           AND approved_by IS NOT NULL AND approved_at IS NOT NULL)
    ),
    CONSTRAINT portfolio_report_complete CHECK (
        state IN ('draft', 'returned')
        OR (timetable_light IS NOT NULL AND cost_light IS NOT NULL AND scope_light IS NOT NULL
            AND risk_light IS NOT NULL AND ownership_light IS NOT NULL)
    ),
    CONSTRAINT portfolio_report_submitted CHECK (
        (state IN ('submitted', 'accepted')) = (submitted_by IS NOT NULL AND submitted_at IS NOT NULL)
    ),
    CONSTRAINT portfolio_report_accepted CHECK (
        (state = 'accepted') = (accepted_by IS NOT NULL AND accepted_at IS NOT NULL)
    ),
    CONSTRAINT portfolio_report_asked CHECK (
        (questions IS NULL) = (returned_by IS NULL) AND (questions IS NULL) = (returned_at IS NULL)
    ),
    CONSTRAINT portfolio_report_returned CHECK (state <> 'returned' OR questions IS NOT NULL)
);
-- One report per obligation.
CREATE UNIQUE INDEX portfolio_report_obligation ON portfolio_report (obligation_id);
-- The latest submitted report of a project.
CREATE INDEX portfolio_report_latest ON portfolio_report (project_id, submitted_at);

-- Appended, never edited.
CREATE TABLE risk_note (
    id {uuid} PRIMARY KEY NOT NULL,
    portfolio_report_id {uuid} NOT NULL REFERENCES portfolio_report (id),
    noted_by {uuid} NOT NULL REFERENCES person (id),
    noted_at {time} NOT NULL,
    topic TEXT NOT NULL,
    note TEXT NOT NULL,
    probability INTEGER NOT NULL CHECK (probability BETWEEN 1 AND 5),
    effect INTEGER NOT NULL CHECK (effect BETWEEN 1 AND 5)
);
CREATE INDEX risk_note_report ON risk_note (portfolio_report_id, id);
