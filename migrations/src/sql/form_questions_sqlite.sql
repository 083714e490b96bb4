-- SQLite cannot change the checks of a table: it is made anew and filled again.
CREATE TABLE supplement_question_kept AS SELECT * FROM application_supplement_question;
DROP TABLE application_supplement_question;
CREATE TABLE application_supplement_question (
    application_id {uuid} NOT NULL,
    number INTEGER NOT NULL,
    place INTEGER NOT NULL CHECK (place > 0),
    section TEXT NOT NULL
        CHECK (section IN ('title', 'summary', 'partners', 'sub_areas', 'budget', 'plan', 'form')),
    question TEXT NOT NULL CHECK (question <> ''),
    PRIMARY KEY (application_id, number, place),
    FOREIGN KEY (application_id, number) REFERENCES application_supplement (application_id, number)
);
INSERT INTO application_supplement_question SELECT * FROM supplement_question_kept;
DROP TABLE supplement_question_kept;
