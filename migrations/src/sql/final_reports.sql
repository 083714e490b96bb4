-- The final report of a project, or its interim report: answers to the outline and to the questions of the evaluation.
CREATE TABLE final_report (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    obligation_id {uuid} NOT NULL REFERENCES obligation (id),
    form_id {uuid} NOT NULL REFERENCES form (id),
    evaluation_form_id {uuid} REFERENCES form (id),
    started_by {uuid} NOT NULL REFERENCES person (id),
    started_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'accepted', 'returned')),
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    accepted_by {uuid} REFERENCES person (id),
    accepted_at {time},
    -- What the authority asked the last time, by section.
    questions {json},
    returned_by {uuid} REFERENCES person (id),
    returned_at {time},
    -- What the system knew when it was submitted.
    facts {json},
    CONSTRAINT final_report_submitted CHECK (
        (submitted_by IS NULL) = (state IN ('draft', 'returned'))
        AND (submitted_at IS NULL) = (state IN ('draft', 'returned'))
        AND (facts IS NULL) = (state IN ('draft', 'returned'))
    ),
    CONSTRAINT final_report_accepted CHECK (
        (accepted_by IS NULL) = (state <> 'accepted') AND (accepted_at IS NULL) = (state <> 'accepted')
    ),
    CONSTRAINT final_report_asked CHECK (
        (questions IS NULL) = (returned_by IS NULL) AND (questions IS NULL) = (returned_at IS NULL)
    ),
    CONSTRAINT final_report_returned CHECK (
        (state <> 'returned' OR questions IS NOT NULL) AND (state <> 'draft' OR questions IS NULL)
    ),
    -- Nobody judges what they handed in.
    CONSTRAINT final_report_two_persons CHECK (accepted_by IS NULL OR accepted_by <> submitted_by)
);
-- One report per obligation.
CREATE UNIQUE INDEX final_report_obligation ON final_report (obligation_id);
CREATE INDEX final_report_project ON final_report (project_id, id);
