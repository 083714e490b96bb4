-- Two persons, guarded by the database as well: a trigger and no CHECK, for it looks into another table.

CREATE TRIGGER call_two_persons_published_by BEFORE UPDATE OF published_by ON call
    WHEN NEW.published_by IS NOT NULL AND NEW.published_by IS NOT OLD.published_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'call' AND object_id = NEW.id AND person_id = NEW.published_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who drafted or changed the call does not publish it');
END;

CREATE TRIGGER decision_two_persons_decided_by BEFORE UPDATE OF decided_by ON decision
    WHEN NEW.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'decision' AND object_id = NEW.id AND person_id = NEW.decided_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who drafted or changed the decision does not make it');
END;

CREATE TRIGGER obligation_two_persons_waived_by BEFORE UPDATE OF waived_by ON obligation
    WHEN NEW.waived_by IS NOT NULL AND NEW.waived_by IS NOT OLD.waived_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'obligation' AND object_id = NEW.id AND person_id = NEW.waived_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who extended the obligation does not waive it');
END;

CREATE TRIGGER cost_report_two_persons_accepted_by BEFORE UPDATE OF accepted_by ON cost_report
    WHEN NEW.accepted_by IS NOT NULL AND NEW.accepted_by IS NOT OLD.accepted_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'cost_report' AND object_id = NEW.id AND person_id = NEW.accepted_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who prepared or submitted the report does not accept it');
END;

CREATE TRIGGER claim_two_persons_checked_by BEFORE UPDATE OF checked_by ON claim
    WHEN NEW.checked_by IS NOT NULL AND NEW.checked_by IS NOT OLD.checked_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.checked_by
        AND deed IN ('drafted', 'changed', 'submitted', 'reported')
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who prepared the claim does not check it');
END;

CREATE TRIGGER claim_two_persons_approved_by BEFORE UPDATE OF approved_by ON claim
    WHEN NEW.approved_by IS NOT NULL AND NEW.approved_by IS NOT OLD.approved_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.approved_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who had a hand in the claim does not approve it');
END;

CREATE TRIGGER claim_two_persons_rejected_by BEFORE UPDATE OF rejected_by ON claim
    WHEN NEW.rejected_by IS NOT NULL AND NEW.rejected_by IS NOT OLD.rejected_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.rejected_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who had a hand in the claim does not reject it');
END;

CREATE TRIGGER payout_two_persons_approved_by BEFORE UPDATE OF approved_by ON payout
    WHEN NEW.approved_by IS NOT NULL AND NEW.approved_by IS NOT OLD.approved_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.claim_id AND person_id = NEW.approved_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who had a hand in the claim does not approve its payout');
END;
