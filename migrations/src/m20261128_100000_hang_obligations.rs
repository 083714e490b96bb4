//! obligations that hang on something else: see the SQL files.

crate::portable::sql_migration!(
    "obligation_subjects.sql",
    sqlite: "obligation_subjects_sqlite.sql",
    postgres: "obligation_subjects_postgres.sql"
);
