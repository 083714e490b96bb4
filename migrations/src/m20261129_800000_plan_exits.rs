//! Exit plans, and answers to forms in them and in final reports: see the SQL files.

crate::portable::sql_migration!(
    "exit_plans.sql",
    sqlite: "exit_plans_sqlite.sql",
    postgres: "exit_plans_postgres.sql"
);
