CREATE FUNCTION survey_results_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a result of a survey is never changed or deleted';
END $$;
CREATE TRIGGER survey_reply_is_not_changed BEFORE UPDATE OR DELETE ON survey_reply
    FOR EACH ROW EXECUTE FUNCTION survey_results_are_append_only();
CREATE TRIGGER survey_question_is_not_changed BEFORE UPDATE OR DELETE ON survey_question
    FOR EACH ROW EXECUTE FUNCTION survey_results_are_append_only();
CREATE TRIGGER survey_option_is_not_changed BEFORE UPDATE OR DELETE ON survey_option
    FOR EACH ROW EXECUTE FUNCTION survey_results_are_append_only();
CREATE TRIGGER survey_reply_is_not_truncated BEFORE TRUNCATE ON survey_reply
    FOR EACH STATEMENT EXECUTE FUNCTION survey_results_are_append_only();
CREATE TRIGGER survey_question_is_not_truncated BEFORE TRUNCATE ON survey_question
    FOR EACH STATEMENT EXECUTE FUNCTION survey_results_are_append_only();
CREATE TRIGGER survey_option_is_not_truncated BEFORE TRUNCATE ON survey_option
    FOR EACH STATEMENT EXECUTE FUNCTION survey_results_are_append_only();
