//! Lets the log vouch for what it speaks of, and be only appended to: see the SQL files.

crate::portable::sql_migration!(
    "sealed_log.sql",
    sqlite: "sealed_log_sqlite.sql",
    postgres: "sealed_log_postgres.sql"
);
