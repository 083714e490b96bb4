//! One SQL text for two engines: the column types that differ are written in braces. What only one of them
//! understands stands below a line `--@sqlite` or `--@postgres`; `--@both` ends it.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The spelling of each type on SQLite and on PostgreSQL.
const TYPES: [(&str, &str, &str); 6] = [
    ("{uuid}", "BLOB", "uuid"),
    ("{time}", "TEXT", "timestamptz"),
    ("{date}", "TEXT", "date"),
    ("{json}", "TEXT", "jsonb"),
    ("{bytes}", "BLOB", "bytea"),
    ("{bool}", "BOOLEAN", "boolean"),
];

/// Runs the statements of one migration; the engine's spelling is filled in.
pub(crate) async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
    let text = spelled(sql, is_sqlite);
    manager.get_connection().execute_unprepared(&text).await.map(drop)
}

/// The text as one engine reads it.
fn spelled(sql: &str, is_sqlite: bool) -> String {
    let mut wanted = true;
    let mut text = String::with_capacity(sql.len());
    for line in sql.lines() {
        match line.trim() {
            "--@both" => wanted = true,
            "--@sqlite" => wanted = is_sqlite,
            "--@postgres" => wanted = !is_sqlite,
            _ if wanted => {
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    TYPES.iter().fold(text, |text, (token, sqlite, postgres)| {
        text.replace(token, if is_sqlite { sqlite } else { postgres })
    })
}

/// A migration whose `up` is a SQL file beside it. There is no way down: a released schema is only
/// ever extended (expand and contract), so a rollback restores a backup.
macro_rules! sql_migration {
    ($file:literal) => {
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
                manager: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::DbErr> {
                crate::portable::run(manager, include_str!(concat!("sql/", $file))).await
            }

            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
        }
    };
}
pub(crate) use sql_migration;

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn each_engine_reads_its_own_lines_and_types() {
        let text =
            "CREATE a {uuid};\n--@sqlite\nPRAGMA b;\n--@postgres\nALTER c {bool};\n--@both\nINDEX d;\n";
        assert_eq!(spelled(text, true), "CREATE a BLOB;\nPRAGMA b;\nINDEX d;\n");
        assert_eq!(
            spelled(text, false),
            "CREATE a uuid;\nALTER c boolean;\nINDEX d;\n"
        );
    }
}
