ALTER TABLE obligation
    ADD COLUMN subject_id uuid,
    DROP CONSTRAINT obligation_kind_check,
    ADD CONSTRAINT obligation_kind_check CHECK (kind IN (
        'portfolio_report', 'cost_report', 'interim_report', 'final_report', 'follow_up', 'supplement_request',
        'recovery_hearing', 'recovery_payment'
    )),
    ADD CONSTRAINT obligation_subject CHECK (
        (kind IN ('supplement_request', 'recovery_hearing', 'recovery_payment')) = (subject_id IS NOT NULL)
    );
DROP INDEX obligation_planned;
-- The schedule can be applied twice: each obligation exists once.
CREATE UNIQUE INDEX obligation_planned ON obligation (project_id, kind, responsible_id, planned)
    WHERE subject_id IS NULL;
-- What hangs on something owes each kind once.
CREATE UNIQUE INDEX obligation_of_subject ON obligation (subject_id, kind) WHERE subject_id IS NOT NULL;
