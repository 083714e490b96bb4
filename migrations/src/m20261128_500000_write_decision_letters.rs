//! decision letters: see the SQL files.

crate::portable::sql_migration!("decision_letters.sql", sqlite: "decision_letters_sqlite.sql", postgres: "decision_letters_postgres.sql");
