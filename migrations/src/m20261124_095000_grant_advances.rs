//! advances: see the SQL files.

crate::portable::sql_migration!("advances.sql", sqlite: "advances_sqlite.sql", postgres: "advances_postgres.sql");
