CREATE FUNCTION agreement_text_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an agreement that was sent to be signed is never changed';
END $$;
CREATE TRIGGER agreement_text_is_not_changed BEFORE UPDATE ON agreement
    FOR EACH ROW
    WHEN (
        OLD.state <> 'draft'
        AND (NEW.document IS DISTINCT FROM OLD.document OR NEW.sha256 IS DISTINCT FROM OLD.sha256)
    )
    EXECUTE FUNCTION agreement_text_is_not_changed();
CREATE FUNCTION agreement_signature_is_not_by_the_drafter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM hand WHERE object = 'agreement' AND object_id = NEW.agreement_id AND person_id = NEW.signed_by) THEN
        RAISE EXCEPTION 'two persons: who wrote an agreement does not sign it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_signature_is_not_by_the_drafter BEFORE INSERT ON agreement_signature
    FOR EACH ROW EXECUTE FUNCTION agreement_signature_is_not_by_the_drafter();
CREATE FUNCTION agreement_signatures_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a signature is never changed or deleted';
END $$;
CREATE TRIGGER agreement_signature_is_not_changed BEFORE UPDATE OR DELETE ON agreement_signature
    FOR EACH ROW EXECUTE FUNCTION agreement_signatures_are_append_only();
CREATE TRIGGER agreement_signature_is_not_truncated BEFORE TRUNCATE ON agreement_signature
    FOR EACH STATEMENT EXECUTE FUNCTION agreement_signatures_are_append_only();
