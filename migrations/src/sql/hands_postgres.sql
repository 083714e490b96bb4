-- Two persons, guarded by the database as well: a trigger and no CHECK, for it looks into another table.

CREATE FUNCTION call_two_persons_published_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'call' AND object_id = NEW.id AND person_id = NEW.published_by
    ) THEN
        RAISE EXCEPTION 'two persons: who drafted or changed the call does not publish it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER call_two_persons_published_by BEFORE UPDATE OF published_by ON call
    FOR EACH ROW
    WHEN (NEW.published_by IS NOT NULL AND NEW.published_by IS DISTINCT FROM OLD.published_by)
    EXECUTE FUNCTION call_two_persons_published_by();

CREATE FUNCTION decision_two_persons_decided_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'decision' AND object_id = NEW.id AND person_id = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'two persons: who drafted or changed the decision does not make it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_two_persons_decided_by BEFORE UPDATE OF decided_by ON decision
    FOR EACH ROW
    WHEN (NEW.decided_by IS NOT NULL AND NEW.decided_by IS DISTINCT FROM OLD.decided_by)
    EXECUTE FUNCTION decision_two_persons_decided_by();

CREATE FUNCTION obligation_two_persons_waived_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'obligation' AND object_id = NEW.id AND person_id = NEW.waived_by
    ) THEN
        RAISE EXCEPTION 'two persons: who extended the obligation does not waive it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER obligation_two_persons_waived_by BEFORE UPDATE OF waived_by ON obligation
    FOR EACH ROW
    WHEN (NEW.waived_by IS NOT NULL AND NEW.waived_by IS DISTINCT FROM OLD.waived_by)
    EXECUTE FUNCTION obligation_two_persons_waived_by();

CREATE FUNCTION cost_report_two_persons_accepted_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'cost_report' AND object_id = NEW.id AND person_id = NEW.accepted_by
    ) THEN
        RAISE EXCEPTION 'two persons: who prepared or submitted the report does not accept it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cost_report_two_persons_accepted_by BEFORE UPDATE OF accepted_by ON cost_report
    FOR EACH ROW
    WHEN (NEW.accepted_by IS NOT NULL AND NEW.accepted_by IS DISTINCT FROM OLD.accepted_by)
    EXECUTE FUNCTION cost_report_two_persons_accepted_by();

CREATE FUNCTION claim_two_persons_checked_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.checked_by
        AND deed IN ('drafted', 'changed', 'submitted', 'reported')
    ) THEN
        RAISE EXCEPTION 'two persons: who prepared the claim does not check it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_two_persons_checked_by BEFORE UPDATE OF checked_by ON claim
    FOR EACH ROW
    WHEN (NEW.checked_by IS NOT NULL AND NEW.checked_by IS DISTINCT FROM OLD.checked_by)
    EXECUTE FUNCTION claim_two_persons_checked_by();

CREATE FUNCTION claim_two_persons_approved_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.approved_by
    ) THEN
        RAISE EXCEPTION 'two persons: who had a hand in the claim does not approve it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_two_persons_approved_by BEFORE UPDATE OF approved_by ON claim
    FOR EACH ROW
    WHEN (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    EXECUTE FUNCTION claim_two_persons_approved_by();

CREATE FUNCTION claim_two_persons_rejected_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.rejected_by
    ) THEN
        RAISE EXCEPTION 'two persons: who had a hand in the claim does not reject it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_two_persons_rejected_by BEFORE UPDATE OF rejected_by ON claim
    FOR EACH ROW
    WHEN (NEW.rejected_by IS NOT NULL AND NEW.rejected_by IS DISTINCT FROM OLD.rejected_by)
    EXECUTE FUNCTION claim_two_persons_rejected_by();

CREATE FUNCTION payout_two_persons_approved_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.claim_id AND person_id = NEW.approved_by
    ) THEN
        RAISE EXCEPTION 'two persons: who had a hand in the claim does not approve its payout';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payout_two_persons_approved_by BEFORE UPDATE OF approved_by ON payout
    FOR EACH ROW
    WHEN (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    EXECUTE FUNCTION payout_two_persons_approved_by();
