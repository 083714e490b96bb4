//! claims for correction: see the SQL files.

crate::portable::sql_migration!(
    "rectifications.sql",
    sqlite: "rectifications_sqlite.sql",
    postgres: "rectifications_postgres.sql"
);
