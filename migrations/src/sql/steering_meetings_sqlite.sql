CREATE TRIGGER steering_decision_is_not_changed BEFORE UPDATE ON steering_decision
BEGIN
    SELECT RAISE(ABORT, 'a decision of a steering group is never changed');
END;
CREATE TRIGGER steering_decision_is_not_deleted BEFORE DELETE ON steering_decision
BEGIN
    SELECT RAISE(ABORT, 'a decision of a steering group is never deleted');
END;
