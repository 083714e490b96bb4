//! Signatures under an agreement are owed, and what the clock tells once: see the SQL files.

crate::portable::sql_migration!(
    "told_once.sql",
    sqlite: "obligation_signatures_sqlite.sql",
    postgres: "obligation_signatures_postgres.sql"
);
