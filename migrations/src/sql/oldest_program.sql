-- Steps that took away what programs before a version use. Whoever is older stops; every other step only adds.
CREATE TABLE schema_needs (
    step TEXT PRIMARY KEY NOT NULL,
    oldest_program TEXT NOT NULL
);
