-- The database guards it too: scores are frozen with the review, criteria with the publication of the call.
CREATE FUNCTION review_score_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner_id {uuid};
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'scores are written anew, not changed';
    END IF;
    IF TG_OP = 'DELETE' THEN owner_id := OLD.review_id; ELSE owner_id := NEW.review_id; END IF;
    IF NOT EXISTS (SELECT 1 FROM review WHERE id = owner_id AND state = 'assigned') THEN
        RAISE EXCEPTION 'the scores of a review are frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_score_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON review_score
    FOR EACH ROW EXECUTE FUNCTION review_score_is_frozen();

CREATE FUNCTION call_criterion_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner_id {uuid};
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'criteria are written anew, not changed';
    END IF;
    IF TG_OP = 'DELETE' THEN owner_id := OLD.call_id; ELSE owner_id := NEW.call_id; END IF;
    IF NOT EXISTS (SELECT 1 FROM call WHERE id = owner_id AND state = 'draft') THEN
        RAISE EXCEPTION 'the criteria of a published call are frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER call_criterion_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON call_criterion
    FOR EACH ROW EXECUTE FUNCTION call_criterion_is_frozen();
