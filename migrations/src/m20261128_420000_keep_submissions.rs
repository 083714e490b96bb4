//! What was submitted, as it was: see the SQL files.

crate::portable::sql_migration!(
    "submissions.sql",
    sqlite: "submissions_sqlite.sql",
    postgres: "submissions_postgres.sql"
);
