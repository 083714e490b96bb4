-- Answers were given to what a published form asks: it never changes again, and nothing deletes it.
CREATE FUNCTION form_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a form is not deleted';
    END IF;
    IF OLD.state <> 'draft' AND (
        NEW.authority_id IS DISTINCT FROM OLD.authority_id OR NEW.code IS DISTINCT FROM OLD.code
        OR NEW.number IS DISTINCT FROM OLD.number OR NEW.definition IS DISTINCT FROM OLD.definition
    ) THEN
        RAISE EXCEPTION 'a published form is not changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER form_published_stays BEFORE UPDATE OR DELETE ON form
    FOR EACH ROW EXECUTE FUNCTION form_stays();

CREATE FUNCTION form_two_persons_published_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'form' AND object_id = NEW.id AND person_id = NEW.published_by
    ) THEN
        RAISE EXCEPTION 'two persons: who drafted or changed the form does not publish it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER form_two_persons_published_by BEFORE UPDATE OF published_by ON form
    FOR EACH ROW
    WHEN (NEW.published_by IS NOT NULL AND NEW.published_by IS DISTINCT FROM OLD.published_by)
    EXECUTE FUNCTION form_two_persons_published_by();
