CREATE TRIGGER ledger_import_uses_file AFTER INSERT ON ledger_import
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER ledger_import_uses_another_file AFTER UPDATE OF file_id ON ledger_import
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER cost_line_evidence_uses_file AFTER INSERT ON cost_line_evidence
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER cost_line_evidence_uses_another_file AFTER UPDATE OF file_id ON cost_line_evidence
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER obligation_submission_file_uses_file AFTER INSERT ON obligation_submission_file
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER obligation_submission_file_uses_another_file AFTER UPDATE OF file_id ON obligation_submission_file
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER supplement_file_uses_file AFTER INSERT ON supplement_file
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER supplement_file_uses_another_file AFTER UPDATE OF file_id ON supplement_file
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER form_answer_file_uses_file AFTER INSERT ON form_answer_file
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER form_answer_file_uses_another_file AFTER UPDATE OF file_id ON form_answer_file
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER payment_batch_uses_file AFTER INSERT ON payment_batch
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER payment_batch_uses_another_file AFTER UPDATE OF file_id ON payment_batch
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER bank_feedback_uses_file AFTER INSERT ON bank_feedback
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
CREATE TRIGGER bank_feedback_uses_another_file AFTER UPDATE OF file_id ON bank_feedback
BEGIN
    UPDATE stored_file SET waits = FALSE WHERE id = NEW.file_id AND waits;
END;
