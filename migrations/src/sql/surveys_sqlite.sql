CREATE TRIGGER survey_reply_is_not_changed BEFORE UPDATE ON survey_reply
BEGIN
    SELECT RAISE(ABORT, 'an answer of a closed survey is never changed');
END;
CREATE TRIGGER survey_question_is_not_changed BEFORE UPDATE ON survey_question
BEGIN
    SELECT RAISE(ABORT, 'a result of a survey is never changed');
END;
CREATE TRIGGER survey_option_is_not_changed BEFORE UPDATE ON survey_option
BEGIN
    SELECT RAISE(ABORT, 'a result of a survey is never changed');
END;
CREATE TRIGGER survey_reply_is_not_deleted BEFORE DELETE ON survey_reply
BEGIN
    SELECT RAISE(ABORT, 'an answer of a closed survey is never deleted');
END;
CREATE TRIGGER survey_question_is_not_deleted BEFORE DELETE ON survey_question
BEGIN
    SELECT RAISE(ABORT, 'a result of a survey is never deleted');
END;
CREATE TRIGGER survey_option_is_not_deleted BEFORE DELETE ON survey_option
BEGIN
    SELECT RAISE(ABORT, 'a result of a survey is never deleted');
END;
