//! Kept ranking lists: see the SQL files.

crate::portable::sql_migration!(
    "rankings.sql",
    sqlite: "rankings_sqlite.sql",
    postgres: "rankings_postgres.sql"
);
