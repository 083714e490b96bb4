-- SQLite cannot change the checks of a table: it is made anew and filled again. The rows that refer to it
-- stay; that each finds its row again is checked at the commit.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE obligation_kept AS SELECT * FROM obligation;
DROP TABLE obligation;
CREATE TABLE obligation (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    kind TEXT NOT NULL
        CHECK (kind IN (
            'portfolio_report', 'cost_report', 'interim_report', 'final_report', 'follow_up', 'supplement_request',
            'recovery_hearing', 'recovery_payment', 'agreement_signature'
        )),
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
    -- What it hangs on: a supplement request, a recovery or an agreement; none for what comes from the schedule.
    subject_id {uuid},
    CONSTRAINT obligation_subject CHECK (
        (kind IN ('supplement_request', 'recovery_hearing', 'recovery_payment', 'agreement_signature'))
        = (subject_id IS NOT NULL)
    ),
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
INSERT INTO obligation SELECT * FROM obligation_kept;
DROP TABLE obligation_kept;
-- The schedule can be applied twice: each obligation exists once.
CREATE UNIQUE INDEX obligation_planned ON obligation (project_id, kind, responsible_id, planned)
    WHERE subject_id IS NULL;
-- What hangs on something owes each kind once, by each municipality.
CREATE UNIQUE INDEX obligation_of_subject ON obligation (subject_id, kind, responsible_id)
    WHERE subject_id IS NOT NULL;
CREATE INDEX obligation_responsible ON obligation (responsible_id, due, id);
-- What the clock has to do, however many settled obligations there are.
CREATE INDEX obligation_reminders ON obligation (next_reminder_on) WHERE next_reminder_on IS NOT NULL;
CREATE INDEX obligation_opening ON obligation (opens_on) WHERE state = 'scheduled';
CREATE INDEX obligation_ending ON obligation (due) WHERE state = 'open';
-- What waits for the authority is asked for every week, and most of what was handed in is settled long ago.
CREATE INDEX obligation_waiting ON obligation (project_id) WHERE state = 'submitted';

-- The trigger went with the table.
CREATE TRIGGER obligation_two_persons_waived_by BEFORE UPDATE OF waived_by ON obligation
    WHEN NEW.waived_by IS NOT NULL AND NEW.waived_by IS NOT OLD.waived_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'obligation' AND object_id = NEW.id AND person_id = NEW.waived_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who extended the obligation does not waive it');
END;
