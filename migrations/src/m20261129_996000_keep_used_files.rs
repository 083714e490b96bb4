//! Which files nobody has ever used: see the SQL files.

crate::portable::sql_migration!(
    "used_files.sql",
    sqlite: "used_files_sqlite.sql",
    postgres: "used_files_postgres.sql"
);
