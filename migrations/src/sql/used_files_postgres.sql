CREATE FUNCTION file_is_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_import_uses_file AFTER INSERT OR UPDATE OF file_id ON ledger_import
    FOR EACH ROW EXECUTE FUNCTION file_is_used();
CREATE TRIGGER cost_line_evidence_uses_file AFTER INSERT OR UPDATE OF file_id ON cost_line_evidence
    FOR EACH ROW EXECUTE FUNCTION file_is_used();
CREATE TRIGGER obligation_submission_file_uses_file AFTER INSERT OR UPDATE OF file_id ON obligation_submission_file
    FOR EACH ROW EXECUTE FUNCTION file_is_used();
CREATE TRIGGER supplement_file_uses_file AFTER INSERT OR UPDATE OF file_id ON supplement_file
    FOR EACH ROW EXECUTE FUNCTION file_is_used();
CREATE TRIGGER form_answer_file_uses_file AFTER INSERT OR UPDATE OF file_id ON form_answer_file
    FOR EACH ROW EXECUTE FUNCTION file_is_used();
CREATE TRIGGER payment_batch_uses_file AFTER INSERT OR UPDATE OF file_id ON payment_batch
    FOR EACH ROW EXECUTE FUNCTION file_is_used();
CREATE TRIGGER bank_feedback_uses_file AFTER INSERT OR UPDATE OF file_id ON bank_feedback
    FOR EACH ROW EXECUTE FUNCTION file_is_used();
