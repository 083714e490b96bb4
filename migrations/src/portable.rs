//! One SQL text for two engines: the column types that differ are written in braces.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The spelling of each type on SQLite and on PostgreSQL.
const TYPES: [(&str, &str, &str); 9] = [
    ("{uuid}", "BLOB", "uuid"),
    ("{time}", "TEXT", "timestamptz"),
    ("{date}", "TEXT", "date"),
    ("{json}", "TEXT", "jsonb"),
    ("{bytes}", "BLOB", "bytea"),
    ("{bool}", "BOOLEAN", "boolean"),
    // Behind a table whose rows shall not tell in which order they came.
    ("{unordered}", "WITHOUT ROWID", ""),
    // Before a table that nobody needs after a power cut.
    ("{unlogged}", "", "UNLOGGED"),
    (CONCURRENTLY, "", "CONCURRENTLY"),
];

/// Behind `CREATE INDEX` and `DROP INDEX` on a table that people use meanwhile.
const CONCURRENTLY: &str = "{concurrently}";

/// Whether PostgreSQL runs it statement by statement, outside of a transaction. What was begun may be there when it is
/// tried again: drop the index first, `DROP INDEX {concurrently} IF EXISTS`.
pub(crate) fn is_concurrent(sql: &str) -> bool {
    sql.contains(CONCURRENTLY)
}

/// Runs the statements of one migration; the engine's spelling is filled in.
pub(crate) async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    let text = TYPES
        .iter()
        .fold(sql.to_owned(), |text, (token, sqlite, postgres)| {
            text.replace(
                token,
                if backend == DbBackend::Sqlite {
                    sqlite
                } else {
                    postgres
                },
            )
        });
    let connection = manager.get_connection();
    if backend == DbBackend::Postgres && is_concurrent(sql) {
        let plain: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"))
            .map(|line| format!("{line}\n"))
            .collect();
        for statement in plain.split(';').filter(|statement| !statement.trim().is_empty()) {
            connection.execute_unprepared(statement).await?;
        }
        return Ok(());
    }
    connection.execute_unprepared(&text).await.map(drop)
}

/// Runs what both engines share and then what only this one understands: triggers.
pub(crate) async fn run_for(
    manager: &SchemaManager<'_>,
    shared: &str,
    sqlite: &str,
    postgres: &str,
) -> Result<(), DbErr> {
    run(manager, shared).await?;
    let own = match manager.get_database_backend() {
        DbBackend::Sqlite => sqlite,
        _ => postgres,
    };
    run(manager, own).await
}

/// A migration whose `up` is a SQL file beside it. There is no way down: a released schema is only
/// ever extended (expand and contract), so a rollback restores a backup.
macro_rules! sql_migration {
    ($file:literal) => {
        crate::portable::sql_migration!(@of $file, |manager| crate::portable::run(
            manager,
            include_str!(concat!("sql/", $file))
        ));
    };
    ($file:literal, sqlite: $sqlite:literal, postgres: $postgres:literal) => {
        crate::portable::sql_migration!(@of $file, |manager| crate::portable::run_for(
            manager,
            include_str!(concat!("sql/", $file)),
            include_str!(concat!("sql/", $sqlite)),
            include_str!(concat!("sql/", $postgres))
        ));
    };
    (@of $file:literal, |$manager:ident| $run:expr) => {
        #[derive(Debug)]
        pub(crate) struct Migration;

        impl sea_orm_migration::MigrationName for Migration {
            fn name(&self) -> &str {
                module_path!().rsplit("::").next().unwrap_or($file)
            }
        }

        #[async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            async fn up(
                &self,
                $manager: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::DbErr> {
                $run.await
            }

            fn use_transaction(&self) -> Option<bool> {
                Some(!crate::portable::is_concurrent(include_str!(concat!("sql/", $file))))
            }
        }
    };
}
pub(crate) use sql_migration;
