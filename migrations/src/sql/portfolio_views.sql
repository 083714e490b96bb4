-- Ways to look at the portfolio that people keep under a name; one that was taken away stays, unseen.
CREATE TABLE portfolio_view (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    person_id {uuid} NOT NULL REFERENCES person (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL CHECK (name <> ''),
    is_shared {bool} NOT NULL,
    call_id {uuid} REFERENCES call (id),
    municipality_id {uuid} REFERENCES organisation (id),
    light TEXT CHECK (light IN ('green', 'yellow', 'red')),
    late {bool} NOT NULL,
    vacant {bool} NOT NULL,
    occurred {bool} NOT NULL,
    over_award {bool} NOT NULL,
    closed {bool},
    sort TEXT NOT NULL,
    created_at {time} NOT NULL,
    removed_at {time}
);
-- A person has no two views of one name at the same time.
CREATE UNIQUE INDEX portfolio_view_name ON portfolio_view (person_id, authority_id, name) WHERE removed_at IS NULL;
CREATE INDEX portfolio_view_shared ON portfolio_view (authority_id) WHERE removed_at IS NULL;
