//! The database without the engine above it: rows in bulk, and the SQL that somebody would write by hand.

use std::{fmt, str::FromStr, time::Duration};

use anyhow::{Context, bail};
use sqlx::{
    AssertSqlSafe, PgPool, Row, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use uuid::Uuid;

/// As many as the engine has.
const CONNECTIONS: u32 = 16;

/// Connections of our own to the database that the engine uses.
#[derive(Debug, Clone)]
pub enum Raw {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Raw {
    /// With the settings that the engine uses, so that neither side reads faster for that.
    ///
    /// # Errors
    /// When the database is not there.
    pub async fn connect(url: &str) -> anyhow::Result<Self> {
        if url.starts_with("postgres:") {
            let pool = PgPoolOptions::new()
                .max_connections(CONNECTIONS)
                .connect(url)
                .await?;
            return Ok(Self::Postgres(pool));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .pragma("mmap_size", "268435456")
            .pragma("cache_size", "-32768")
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .connect_with(options)
            .await?;
        Ok(Self::Sqlite(pool))
    }

    /// Whether this is SQLite.
    pub const fn is(&self, sqlite: bool) -> bool {
        matches!(self, Self::Sqlite(_)) == sqlite
    }

    /// Runs statements that we wrote ourselves.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn execute(&self, sql: &str) -> anyhow::Result<()> {
        let safe = AssertSqlSafe(sql);
        match self {
            Self::Sqlite(pool) => sqlx::raw_sql(safe).execute(pool).await.map(drop),
            Self::Postgres(pool) => sqlx::raw_sql(safe).execute(pool).await.map(drop),
        }
        .with_context(|| format!("in {sql}"))
    }

    /// The one number that a prepared statement gives.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn number(&self, sql: &'static str) -> anyhow::Result<i64> {
        Ok(match self {
            Self::Sqlite(pool) => sqlx::query_scalar(sql).fetch_one(pool).await?,
            Self::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await?,
        })
    }

    /// How many rows a prepared statement gives.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn rows(&self, sql: &'static str) -> anyhow::Result<usize> {
        Ok(match self {
            Self::Sqlite(pool) => sqlx::query(sql).fetch_all(pool).await?.len(),
            Self::Postgres(pool) => sqlx::query(sql).fetch_all(pool).await?.len(),
        })
    }

    /// The columns of a table, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn columns(&self, table: &str) -> anyhow::Result<Vec<String>> {
        Ok(match self {
            Self::Sqlite(pool) => {
                let sql = "SELECT name FROM pragma_table_info($1) ORDER BY cid";
                sqlx::query_scalar(sql).bind(table).fetch_all(pool).await?
            }
            Self::Postgres(pool) => {
                let sql = "SELECT column_name::text FROM information_schema.columns \
                           WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";
                sqlx::query_scalar(sql).bind(table).fetch_all(pool).await?
            }
        })
    }

    /// The keys that a statement gives.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn keys(&self, sql: &str) -> anyhow::Result<Vec<Uuid>> {
        let safe = AssertSqlSafe(sql);
        let rows: Result<Vec<Uuid>, sqlx::Error> = match self {
            Self::Sqlite(pool) => {
                let rows = sqlx::query(safe).fetch_all(pool).await?;
                rows.iter().map(|row| row.try_get(0)).collect()
            }
            Self::Postgres(pool) => {
                let rows = sqlx::query(safe).fetch_all(pool).await?;
                rows.iter().map(|row| row.try_get(0)).collect()
            }
        };
        Ok(rows?)
    }

    /// What the server would have done by itself in the hours that so many rows take to come: statistics,
    /// and pages marked as visible to all. SQLite does nothing of the kind unless asked, and is not asked.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn settle(&self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(_) => self.execute("VACUUM ANALYZE").await,
        }
    }

    /// A key as it is written in SQL.
    pub fn key(&self, key: Uuid) -> String {
        match self {
            Self::Sqlite(_) => format!("x'{}'", key.simple()),
            Self::Postgres(_) => format!("'{key}'::uuid"),
        }
    }

    /// An SQL expression for a key made from a number (itself an expression), so that keys rise as those of
    /// the engine do.
    pub fn rising_key(&self, number: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("unhex(printf('%032x', {number}))"),
            Self::Postgres(_) => format!("lpad(to_hex({number}), 32, '0')::uuid"),
        }
    }

    /// A table of one column `number` from 1 to `last`.
    pub fn numbers(&self, last: u64) -> String {
        match self {
            Self::Sqlite(_) => format!(
                "(WITH RECURSIVE series (number) AS \
                 (SELECT 1 UNION ALL SELECT number + 1 FROM series WHERE number < {last}) \
                 SELECT number FROM series) AS numbers"
            ),
            Self::Postgres(_) => format!("generate_series(1, {last}) AS numbers (number)"),
        }
    }

    /// An SQL expression for the day that lies `days` (itself an expression) after a day.
    pub fn day_after(&self, day: &str, days: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("date('{day}', ({days}) || ' days')"),
            Self::Postgres(_) => format!("(DATE '{day}' + ({days})::integer)"),
        }
    }

    /// The one key that a statement gives.
    ///
    /// # Errors
    /// Those of the database, and when it gives none or several.
    pub async fn key_of(&self, sql: &str) -> anyhow::Result<Uuid> {
        match self.keys(sql).await?.as_slice() {
            [key] => Ok(*key),
            others => bail!("{} rows instead of one for {sql}", others.len()),
        }
    }
}

impl fmt::Display for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        })
    }
}
