-- The results bank: what projects tried, what worked, and who may use it again.
CREATE TABLE project_result (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    sub_area_id {uuid} REFERENCES sub_area (id),
    -- The call's topic of the sub-area.
    topic TEXT,
    -- The version of the list of themes, and the theme in it.
    taxonomy INTEGER NOT NULL CHECK (taxonomy > 0),
    theme TEXT NOT NULL CHECK (theme <> ''),
    title TEXT NOT NULL CHECK (title <> ''),
    tried TEXT NOT NULL,
    worked TEXT NOT NULL,
    not_worked TEXT NOT NULL,
    reusable_by TEXT NOT NULL CHECK (reusable_by IN ('anybody', 'public_sector', 'municipalities')),
    licence TEXT NOT NULL,
    terms TEXT NOT NULL,
    contact TEXT NOT NULL,
    -- Addresses of pages, a list.
    links {json} NOT NULL,
    -- What a search by words looks at, in small letters.
    searched TEXT NOT NULL,
    created_by {uuid} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'public', 'withdrawn')),
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    returned_by {uuid} REFERENCES person (id),
    returned_at {time},
    questions {json},
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    withdraw_reason TEXT,
    CONSTRAINT project_result_topic CHECK ((sub_area_id IS NULL) = (topic IS NULL)),
    CONSTRAINT project_result_submitted CHECK (
        (state IN ('submitted', 'public')) = (submitted_by IS NOT NULL AND submitted_at IS NOT NULL)
    ),
    CONSTRAINT project_result_returned CHECK (
        (state = 'returned') = (returned_by IS NOT NULL AND returned_at IS NOT NULL AND questions IS NOT NULL)
    ),
    CONSTRAINT project_result_approved CHECK (
        (approved_by IS NULL) = (approved_at IS NULL)
        AND (state <> 'public' OR approved_at IS NOT NULL)
        AND (state IN ('public', 'withdrawn') OR approved_at IS NULL)
    ),
    CONSTRAINT project_result_withdrawn CHECK (
        (state = 'withdrawn')
            = (withdrawn_by IS NOT NULL AND withdrawn_at IS NOT NULL AND withdraw_reason IS NOT NULL)
    )
);
CREATE INDEX project_result_project ON project_result (project_id, id);
CREATE INDEX project_result_public ON project_result (state, theme, id);

-- The municipalities that took part, each with its size as the writer states it, and whence.
CREATE TABLE project_result_party (
    result_id {uuid} NOT NULL REFERENCES project_result (id),
    number INTEGER NOT NULL CHECK (number > 0),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    inhabitants BIGINT NOT NULL CHECK (inhabitants > 0),
    counted_on {date} NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    -- Follows from the inhabitants; searched for.
    size_class TEXT NOT NULL,
    PRIMARY KEY (result_id, number)
);
CREATE UNIQUE INDEX project_result_party_once ON project_result_party (result_id, organisation_id);
CREATE INDEX project_result_party_size ON project_result_party (size_class, result_id);

-- That another municipality took a result into use; each says so once. Appended, never edited.
CREATE TABLE project_result_reuse (
    result_id {uuid} NOT NULL REFERENCES project_result (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    since {date} NOT NULL,
    recorded_by {uuid} NOT NULL REFERENCES person (id),
    recorded_at {time} NOT NULL,
    PRIMARY KEY (result_id, organisation_id)
);
