-- What was submitted stays as it was, until what its project leaves behind is removed by rule.
CREATE OR REPLACE FUNCTION application_submission_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.application_id = OLD.application_id AND NEW.number = OLD.number
            AND NEW.submitted_by = OLD.submitted_by AND NEW.submitted_at = OLD.submitted_at
            AND NEW.snapshot = OLD.snapshot AND NEW.form_id IS NOT DISTINCT FROM OLD.form_id
            AND EXISTS (
                SELECT 1 FROM erasure JOIN project ON project.id = erasure.project_id
                WHERE project.application_id = OLD.application_id AND erasure.state = 'done'
            )
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what was submitted is neither changed nor deleted';
END $$;
-- What was removed, by whom and by which rule, is neither changed nor deleted.
CREATE FUNCTION erasure_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = 'proposed' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the record of an erasure is neither changed nor deleted';
END $$;
CREATE TRIGGER erasure_stays BEFORE UPDATE OR DELETE ON erasure
    FOR EACH ROW EXECUTE FUNCTION erasure_stays();
