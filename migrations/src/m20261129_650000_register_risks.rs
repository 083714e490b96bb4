//! The register of risks, with the notes of older reports: see the SQL files.

crate::portable::sql_migration!("risks.sql", sqlite: "risks_sqlite.sql", postgres: "risks_postgres.sql");
