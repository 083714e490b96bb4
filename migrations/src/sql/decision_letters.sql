-- What the recipient must do or leave undone beside what the law says: a list of texts.
ALTER TABLE decision ADD COLUMN conditions {json} NOT NULL DEFAULT '[]';

-- The letter of a decision as it was written when the decision was made.
CREATE TABLE decision_letter (
    decision_id {uuid} PRIMARY KEY NOT NULL REFERENCES decision (id),
    number TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
    -- What it says, as one text, for its hash is over these very bytes.
    document TEXT NOT NULL CHECK (document <> ''),
    sha256 {bytes} NOT NULL CHECK (length(sha256) = 32),
    written_at {time} NOT NULL,
    received_on {date} NOT NULL,
    claim_until {date} NOT NULL CHECK (claim_until > received_on)
);
CREATE UNIQUE INDEX decision_letter_number ON decision_letter (number);

-- The last number of each year.
CREATE TABLE decision_counter (
    year INTEGER PRIMARY KEY NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0)
);
