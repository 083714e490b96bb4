//! Duties in a project that are handed over with a list: see the SQL files.

crate::portable::sql_migration!(
    "hand_overs.sql",
    sqlite: "hand_overs_sqlite.sql",
    postgres: "hand_overs_postgres.sql"
);
