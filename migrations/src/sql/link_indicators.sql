-- What an effect follows from: an indicator of the same project on a level nearer to the measures; none where nothing is
-- said. It stays as it was said when the indicator was added.
ALTER TABLE indicator ADD COLUMN follows_from_id {uuid} REFERENCES indicator (id)
    CHECK (follows_from_id IS NULL OR (level <> 'measures' AND follows_from_id <> id));
CREATE INDEX indicator_follows_from ON indicator (follows_from_id);
