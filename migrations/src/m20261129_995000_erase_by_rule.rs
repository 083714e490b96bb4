//! How long what projects leave behind is kept, and its removal: see the SQL files.

crate::portable::sql_migration!(
    "erasures.sql",
    sqlite: "erasures_sqlite.sql",
    postgres: "erasures_postgres.sql"
);
