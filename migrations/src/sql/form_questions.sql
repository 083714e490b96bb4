-- Which section of the call's form a question is about.
CREATE TABLE application_supplement_form_section (
    application_id {uuid} NOT NULL,
    number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    code TEXT NOT NULL CHECK (code <> ''),
    PRIMARY KEY (application_id, number, place),
    FOREIGN KEY (application_id, number, place)
        REFERENCES application_supplement_question (application_id, number, place)
);
