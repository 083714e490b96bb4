ALTER TABLE form_answer DROP CONSTRAINT form_answer_object_check;
ALTER TABLE form_answer ADD CONSTRAINT form_answer_object_check
    CHECK (object IN ('application', 'exit_plan', 'final_report'));
ALTER TABLE form_answer_file DROP CONSTRAINT form_answer_file_object_check;
ALTER TABLE form_answer_file ADD CONSTRAINT form_answer_file_object_check
    CHECK (object IN ('application', 'exit_plan', 'final_report'));
CREATE FUNCTION exit_plan_notes_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was noted in the follow-up of an exit plan is never changed or deleted';
END $$;
CREATE TRIGGER exit_plan_note_is_not_changed BEFORE UPDATE OR DELETE ON exit_plan_note
    FOR EACH ROW EXECUTE FUNCTION exit_plan_notes_are_append_only();
CREATE TRIGGER exit_plan_note_is_not_truncated BEFORE TRUNCATE ON exit_plan_note
    FOR EACH STATEMENT EXECUTE FUNCTION exit_plan_notes_are_append_only();
