CREATE TRIGGER milestone_baseline_is_not_changed BEFORE UPDATE ON milestone
    WHEN NEW.baseline IS NOT OLD.baseline
BEGIN
    SELECT RAISE(ABORT, 'the baseline of a milestone is never changed');
END;
CREATE TRIGGER milestone_move_is_not_changed BEFORE UPDATE ON milestone_move
BEGIN
    SELECT RAISE(ABORT, 'a change of a forecast is never changed');
END;
CREATE TRIGGER milestone_move_is_not_deleted BEFORE DELETE ON milestone_move
BEGIN
    SELECT RAISE(ABORT, 'a change of a forecast is never deleted');
END;
