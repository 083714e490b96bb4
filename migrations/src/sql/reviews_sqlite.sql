-- The database guards it too: scores are frozen with the review, criteria with the publication of the call.
CREATE TRIGGER review_score_is_written_while_assigned BEFORE INSERT ON review_score
    WHEN NOT EXISTS (SELECT 1 FROM review WHERE id = NEW.review_id AND state = 'assigned')
BEGIN
    SELECT RAISE(ABORT, 'the scores of a review are frozen');
END;
CREATE TRIGGER review_score_is_not_changed BEFORE UPDATE ON review_score
BEGIN
    SELECT RAISE(ABORT, 'scores are written anew, not changed');
END;
CREATE TRIGGER review_score_is_taken_while_assigned BEFORE DELETE ON review_score
    WHEN NOT EXISTS (SELECT 1 FROM review WHERE id = OLD.review_id AND state = 'assigned')
BEGIN
    SELECT RAISE(ABORT, 'the scores of a review are frozen');
END;
CREATE TRIGGER call_criterion_is_written_in_a_draft BEFORE INSERT ON call_criterion
    WHEN NOT EXISTS (SELECT 1 FROM call WHERE id = NEW.call_id AND state = 'draft')
BEGIN
    SELECT RAISE(ABORT, 'the criteria of a published call are frozen');
END;
CREATE TRIGGER call_criterion_is_not_changed BEFORE UPDATE ON call_criterion
BEGIN
    SELECT RAISE(ABORT, 'criteria are written anew, not changed');
END;
CREATE TRIGGER call_criterion_is_taken_in_a_draft BEFORE DELETE ON call_criterion
    WHEN NOT EXISTS (SELECT 1 FROM call WHERE id = OLD.call_id AND state = 'draft')
BEGIN
    SELECT RAISE(ABORT, 'the criteria of a published call are frozen');
END;
