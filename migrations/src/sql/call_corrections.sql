-- Corrections of published calls: what the call said, and what it says from then on.
CREATE TABLE call_correction (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    call_id {uuid} NOT NULL REFERENCES call (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    call_version BIGINT NOT NULL,
    before {json} NOT NULL,
    after {json} NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    proposed_by {uuid} NOT NULL REFERENCES person (id),
    proposed_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'published', 'withdrawn')),
    ended_by {uuid} REFERENCES person (id),
    ended_at {time},
    CONSTRAINT call_correction_ended CHECK (
        (state <> 'proposed') = (ended_by IS NOT NULL AND ended_at IS NOT NULL)
    ),
    -- Two persons: who proposed it does not publish it.
    CONSTRAINT call_correction_two_persons CHECK (state <> 'published' OR ended_by <> proposed_by)
);
-- One correction of a call waits at a time.
CREATE UNIQUE INDEX call_correction_waiting ON call_correction (call_id) WHERE state = 'proposed';
CREATE INDEX call_correction_call ON call_correction (call_id, id);
