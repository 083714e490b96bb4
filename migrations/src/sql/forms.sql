-- The versions of the forms that an authority asks.
CREATE TABLE form (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    -- The same in every version of a form.
    code TEXT NOT NULL CHECK (code <> ''),
    number INTEGER NOT NULL CHECK (number > 0),
    drafted_by {uuid} NOT NULL REFERENCES person (id),
    -- What is asked: sections, fields, words in three languages, rules.
    definition {json} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
    published_by {uuid} REFERENCES person (id),
    published_at {time},
    retired_by {uuid} REFERENCES person (id),
    retired_at {time},
    CONSTRAINT form_published CHECK ((state <> 'draft') = (published_by IS NOT NULL AND published_at IS NOT NULL)),
    CONSTRAINT form_retired CHECK ((state = 'retired') = (retired_by IS NOT NULL AND retired_at IS NOT NULL)),
    -- Two persons: who drafted the form does not publish it.
    CONSTRAINT form_two_persons CHECK (published_by IS NULL OR published_by <> drafted_by)
);
CREATE UNIQUE INDEX form_number ON form (authority_id, code, number);
-- One version of a form is written at a time.
CREATE UNIQUE INDEX form_draft ON form (authority_id, code) WHERE state = 'draft';
