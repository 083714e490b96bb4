//! agreements between municipalities: see the SQL files.

crate::portable::sql_migration!("agreements.sql", sqlite: "agreements_sqlite.sql", postgres: "agreements_postgres.sql");
