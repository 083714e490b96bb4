CREATE TRIGGER benefit_calculation_is_not_changed BEFORE UPDATE ON benefit_calculation
BEGIN
    SELECT RAISE(ABORT, 'a calculation of a benefit is never changed');
END;
CREATE TRIGGER benefit_calculation_is_not_deleted BEFORE DELETE ON benefit_calculation
BEGIN
    SELECT RAISE(ABORT, 'a calculation of a benefit is never deleted');
END;
