ALTER TABLE obligation
    DROP CONSTRAINT obligation_kind_check,
    ADD CONSTRAINT obligation_kind_check CHECK (kind IN (
        'portfolio_report', 'cost_report', 'interim_report', 'final_report', 'follow_up', 'supplement_request',
        'recovery_hearing', 'recovery_payment', 'agreement_signature'
    )),
    DROP CONSTRAINT obligation_subject,
    ADD CONSTRAINT obligation_subject CHECK (
        (kind IN ('supplement_request', 'recovery_hearing', 'recovery_payment', 'agreement_signature'))
        = (subject_id IS NOT NULL)
    );
DROP INDEX obligation_of_subject;
-- What hangs on something owes each kind once, by each municipality.
CREATE UNIQUE INDEX obligation_of_subject ON obligation (subject_id, kind, responsible_id)
    WHERE subject_id IS NOT NULL;
