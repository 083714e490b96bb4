CREATE TABLE call (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    drafted_by {uuid} NOT NULL REFERENCES person (id),
    title TEXT NOT NULL,
    opens_on {date} NOT NULL,
    closes_on {date} NOT NULL,
    terms {json} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'closed', 'resolved', 'archived')),
    published_by {uuid} REFERENCES person (id),
    published_at {time},
    closed_at {time},
    resolved_by {uuid} REFERENCES person (id),
    resolved_at {time},
    archived_by {uuid} REFERENCES person (id),
    archived_at {time},
    CONSTRAINT call_published CHECK ((state <> 'draft') = (published_at IS NOT NULL AND published_by IS NOT NULL)),
    CONSTRAINT call_closed CHECK ((state IN ('closed', 'resolved', 'archived')) = (closed_at IS NOT NULL)),
    CONSTRAINT call_resolved
        CHECK ((state IN ('resolved', 'archived')) = (resolved_at IS NOT NULL AND resolved_by IS NOT NULL)),
    CONSTRAINT call_archived CHECK ((state = 'archived') = (archived_at IS NOT NULL AND archived_by IS NOT NULL)),
    -- Two persons: who drafted the call does not publish it.
    CONSTRAINT call_two_persons CHECK (published_by IS NULL OR published_by <> drafted_by)
);
CREATE INDEX call_authority ON call (authority_id, id);
-- The calls that the clock has to close.
CREATE INDEX call_closing ON call (closes_on) WHERE state = 'published';
