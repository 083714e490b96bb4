-- What the portfolio shows of each project, from one change of it to the next; appended, only the end is set.
-- It is derived: `talkoot doctor` holds the newest entry of each project against what it follows from.
CREATE TABLE portfolio_entry (
    project_id {uuid} NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL CHECK (number > 0),
    from_at {time} NOT NULL,
    until_at {time},
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    call_id {uuid} NOT NULL REFERENCES call (id),
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    award_cents BIGINT NOT NULL,
    is_closed {bool} NOT NULL,
    first_day {date} NOT NULL,
    last_day {date} NOT NULL,
    claimed_cents BIGINT NOT NULL,
    granted_cents BIGINT NOT NULL,
    paid_cents BIGINT NOT NULL,
    advance_paid_cents BIGINT NOT NULL,
    advance_cleared_cents BIGINT NOT NULL,
    owed_cents BIGINT NOT NULL,
    budget_cents BIGINT NOT NULL,
    accepted_cents BIGINT NOT NULL,
    awaiting_cents BIGINT NOT NULL,
    forecast_cents BIGINT NOT NULL,
    foreseen_grant_cents BIGINT NOT NULL,
    open_obligations BIGINT NOT NULL CHECK (open_obligations >= 0),
    overdue_obligations BIGINT NOT NULL CHECK (overdue_obligations >= 0),
    oldest_overdue {date},
    report_id {uuid} REFERENCES portfolio_report (id),
    report_at {time},
    timetable_light TEXT,
    cost_light TEXT,
    scope_light TEXT,
    risk_light TEXT,
    ownership_light TEXT,
    -- Whether the lights, or the report they stand in, are others than in the entry before.
    other_lights {bool} NOT NULL,
    risks_open BIGINT NOT NULL CHECK (risks_open >= 0),
    risks_occurred BIGINT NOT NULL CHECK (risks_occurred >= 0),
    vacancies BIGINT NOT NULL CHECK (vacancies >= 0),
    PRIMARY KEY (project_id, number),
    CONSTRAINT portfolio_entry_late CHECK ((oldest_overdue IS NULL) = (overdue_obligations = 0)),
    CONSTRAINT portfolio_entry_report CHECK ((report_id IS NULL) = (report_at IS NULL))
);
CREATE UNIQUE INDEX portfolio_entry_now ON portfolio_entry (project_id) WHERE until_at IS NULL;
CREATE INDEX portfolio_entry_shown ON portfolio_entry (authority_id, project_id) WHERE until_at IS NULL;
CREATE INDEX portfolio_entry_lights ON portfolio_entry (project_id, from_at) WHERE other_lights;

-- Where each obligation stood, from one change to the next; in the same way.
CREATE TABLE obligation_past (
    obligation_id {uuid} NOT NULL REFERENCES obligation (id),
    number BIGINT NOT NULL CHECK (number > 0),
    from_at {time} NOT NULL,
    until_at {time},
    state TEXT NOT NULL,
    due {date} NOT NULL,
    submitted_at {time},
    PRIMARY KEY (obligation_id, number)
);
CREATE UNIQUE INDEX obligation_past_now ON obligation_past (obligation_id) WHERE until_at IS NULL;

-- How many mails went out about a project.
CREATE INDEX mail_of_project ON mail (project_id, state) WHERE project_id IS NOT NULL;
