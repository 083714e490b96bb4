ALTER TABLE application_supplement_question
    DROP CONSTRAINT application_supplement_question_section_check,
    ADD CONSTRAINT application_supplement_question_section_check
        CHECK (section IN ('title', 'summary', 'partners', 'sub_areas', 'budget', 'plan', 'form'));
