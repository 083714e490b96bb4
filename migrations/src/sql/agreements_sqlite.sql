CREATE TRIGGER agreement_text_is_not_changed BEFORE UPDATE ON agreement
    WHEN OLD.state <> 'draft' AND (NEW.document IS NOT OLD.document OR NEW.sha256 IS NOT OLD.sha256)
BEGIN
    SELECT RAISE(ABORT, 'an agreement that was sent to be signed is never changed');
END;
CREATE TRIGGER agreement_signature_is_not_by_the_drafter BEFORE INSERT ON agreement_signature
    WHEN EXISTS (SELECT 1 FROM hand WHERE object = 'agreement' AND object_id = NEW.agreement_id AND person_id = NEW.signed_by)
BEGIN
    SELECT RAISE(ABORT, 'two persons: who wrote an agreement does not sign it');
END;
CREATE TRIGGER agreement_signature_is_not_changed BEFORE UPDATE ON agreement_signature
BEGIN
    SELECT RAISE(ABORT, 'a signature is never changed');
END;
CREATE TRIGGER agreement_signature_is_not_deleted BEFORE DELETE ON agreement_signature
BEGIN
    SELECT RAISE(ABORT, 'a signature is never deleted');
END;
