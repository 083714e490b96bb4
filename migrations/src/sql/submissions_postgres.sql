-- What was submitted stays as it was.
CREATE FUNCTION application_submission_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was submitted is neither changed nor deleted';
END $$;
CREATE TRIGGER application_submission_stays BEFORE UPDATE OR DELETE ON application_submission
    FOR EACH ROW EXECUTE FUNCTION application_submission_stays();
