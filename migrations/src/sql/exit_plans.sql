-- The exit plan of a project: one, answered in a version of a form, approved by the steering group, followed up.
CREATE TABLE exit_plan (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    form_id {uuid} NOT NULL REFERENCES form (id),
    started_by {uuid} NOT NULL REFERENCES person (id),
    started_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'answered', 'approved', 'follow_up', 'closed')),
    answered_by {uuid} REFERENCES person (id),
    answered_at {time},
    steering_members {json},
    steering_held_on {date},
    steering_unanimous {bool},
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    outcome TEXT CHECK (outcome <> ''),
    closed_by {uuid} REFERENCES person (id),
    closed_at {time},
    CONSTRAINT exit_plan_answered CHECK (
        (answered_by IS NULL) = (state = 'draft') AND (answered_at IS NULL) = (state = 'draft')
    ),
    CONSTRAINT exit_plan_approved CHECK (
        (steering_members IS NULL) = (state IN ('draft', 'answered'))
        AND (steering_held_on IS NULL) = (state IN ('draft', 'answered'))
        AND (steering_unanimous IS NULL) = (state IN ('draft', 'answered'))
        AND (approved_by IS NULL) = (state IN ('draft', 'answered'))
        AND (approved_at IS NULL) = (state IN ('draft', 'answered'))
    ),
    CONSTRAINT exit_plan_closed CHECK (
        (outcome IS NULL) = (state <> 'closed') AND (closed_by IS NULL) = (state <> 'closed')
        AND (closed_at IS NULL) = (state <> 'closed')
    )
);
-- One plan per project.
CREATE UNIQUE INDEX exit_plan_project ON exit_plan (project_id);

-- What was seen since it was approved; appended, never edited.
CREATE TABLE exit_plan_note (
    exit_plan_id {uuid} NOT NULL REFERENCES exit_plan (id),
    number INTEGER NOT NULL CHECK (number > 0),
    note TEXT NOT NULL CHECK (note <> ''),
    seen_on {date} NOT NULL,
    noted_by {uuid} NOT NULL REFERENCES person (id),
    noted_at {time} NOT NULL,
    PRIMARY KEY (exit_plan_id, number)
);
