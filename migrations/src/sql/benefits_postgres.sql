CREATE FUNCTION benefit_calculations_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a calculation of a benefit is never changed or deleted';
END $$;
CREATE TRIGGER benefit_calculation_is_not_changed BEFORE UPDATE OR DELETE ON benefit_calculation
    FOR EACH ROW EXECUTE FUNCTION benefit_calculations_are_append_only();
CREATE TRIGGER benefit_calculation_is_not_truncated BEFORE TRUNCATE ON benefit_calculation
    FOR EACH STATEMENT EXECUTE FUNCTION benefit_calculations_are_append_only();
