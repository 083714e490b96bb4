pub(crate) mod faults;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::{
    StorageError,
    commits::{self, Edge},
    files::Places,
};

/// Which database engine is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded: one file, no server.
    Sqlite,
    /// A server, for several processes.
    Postgres,
}

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    db: DatabaseConnection,
    statements: Arc<AtomicU64>,
    places: Arc<Places>,
}

/// An open transaction. Dropped without [`commit`](Tx::commit), nothing of it has happened.
#[derive(Debug)]
pub struct Tx {
    tx: DatabaseTransaction,
}

/// Something that queries can be run on: the store, or an open transaction.
pub trait Access: Sync + sealed::Connected {}

mod sealed {
    use sea_orm::ConnectionTrait;

    pub trait Connected {
        type Connection: ConnectionTrait;
        fn connection(&self) -> &Self::Connection;
    }
}
pub(crate) use sealed::Connected;

impl Connected for Store {
    type Connection = DatabaseConnection;
    fn connection(&self) -> &DatabaseConnection {
        &self.db
    }
}
impl Access for Store {}

impl Connected for Tx {
    type Connection = DatabaseTransaction;
    fn connection(&self) -> &DatabaseTransaction {
        &self.tx
    }
}
impl Access for Tx {}

const CONNECTIONS: u32 = 16;
const BUSY: Duration = Duration::from_secs(10);
/// A connection that was used this lately is not asked whether it still lives: the question costs as much as
/// a small statement.
const FRESH: Duration = Duration::from_secs(1);

/// So many rows may wait for whoever reads them.
const ROWS_AHEAD: usize = 512;

impl Store {
    /// Opens the database that a URL names: `sqlite://path?mode=rwc` or `postgres://…`. What is committed survives a
    /// power cut: on SQLite every commit waits for the disk.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, StorageError> {
        Self::open(url, "FULL").await
    }

    /// The same for tests and figures, whose data nobody needs after a power cut: on SQLite a commit survives the death
    /// of the process only.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn connect_unsynced(url: &str) -> Result<Self, StorageError> {
        Self::open(url, "NORMAL").await
    }

    async fn open(url: &str, synchronous: &'static str) -> Result<Self, StorageError> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(CONNECTIONS)
            .acquire_timeout(BUSY)
            .test_before_acquire_if_idle_for(FRESH)
            .sqlx_logging(false);
        options.map_sqlx_sqlite_before_acquire(|_, known| {
            let sound = faults::is_sound(known.age);
            Box::pin(async move { Ok(sound) })
        });
        // Measured: WAL and these settings read 15 to 60 % faster (a buffer that is too short for the rows of a
        // page wakes a thread for each row that does not fit). In WAL mode FULL waits for the disk at each commit,
        // and NORMAL at checkpoints only: a power cut then takes the last commits back, and money was promised.
        options.map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", synchronous)
                .pragma("foreign_keys", "ON")
                // What is deleted is gone from the file: the answers of a survey, links, what a rule removes.
                .pragma("secure_delete", "ON")
                .pragma("mmap_size", "268435456")
                .pragma("cache_size", "-32768")
                .row_buffer_size(ROWS_AHEAD)
                .busy_timeout(BUSY)
        });
        let mut db = Database::connect(options).await?;
        let statements = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&statements);
        db.set_metric_callback(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        Ok(Self {
            db,
            statements,
            places: Arc::default(),
        })
    }

    /// The same with places outside of the database for the contents of files.
    #[must_use]
    pub fn with_places(self, places: Places) -> Self {
        Self {
            places: Arc::new(places),
            ..self
        }
    }

    /// The places outside of the database for the contents of files.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// How many SQL statements this store has run, so that a test can see whether a page needs more
    /// of them the more rows it shows.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// How many connections are open, and how many of them nobody uses now.
    #[must_use]
    pub fn connections(&self) -> (u32, u32) {
        let (open, idle) = match self.engine() {
            Engine::Sqlite => {
                let pool = self.db.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
            Engine::Postgres => {
                let pool = self.db.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
        };
        (open, u32::try_from(idle).unwrap_or(open))
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.db.get_database_backend() {
            DbBackend::Sqlite => Engine::Sqlite,
            _ => Engine::Postgres,
        }
    }

    /// Begins a transaction that will write. On SQLite it takes the write lock at once: a deferred
    /// transaction that turns into a writing one fails under concurrency whatever the timeout.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn begin(&self) -> Result<Tx, StorageError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Tx {
            tx: self.db.begin_with_options(options).await?,
        })
    }

    /// Begins a transaction that only reads, and sees all the time what was stored when it began.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn snapshot(&self) -> Result<Tx, StorageError> {
        let options = match self.engine() {
            // In WAL mode the first read takes the snapshot, and writers go on.
            Engine::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            },
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        Ok(Tx {
            tx: self.db.begin_with_options(options).await?,
        })
    }

    /// What the database server's clock shows; nothing for an embedded database, which has none of its own.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn clock(&self) -> Result<Option<DateTime<Utc>>, StorageError> {
        if self.engine() == Engine::Sqlite {
            return Ok(None);
        }
        let question = Statement::from_string(DbBackend::Postgres, "SELECT now() AS now");
        let row = self.db.query_one_raw(question).await?;
        Ok(row.map(|row| row.try_get("", "now")).transpose()?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StorageError> {
        Ok(self.db.ping().await?)
    }

    /// Closes every connection.
    ///
    /// # Errors
    /// When the database does not let go.
    pub async fn close(self) -> Result<(), StorageError> {
        Ok(self.db.close().await?)
    }
}

impl Tx {
    /// Makes everything in it happen.
    ///
    /// # Errors
    /// When the database refuses; then nothing has happened.
    pub async fn commit(self) -> Result<(), StorageError> {
        commits::pass(Edge::Before);
        self.tx.commit().await?;
        commits::pass(Edge::After);
        Ok(())
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.tx.get_database_backend() {
            DbBackend::Sqlite => Engine::Sqlite,
            _ => Engine::Postgres,
        }
    }
}

/// Creates a database beside the one that is open, empty or as a copy of another one; PostgreSQL only, for tests.
///
/// # Errors
/// When a name is not made of letters, digits and underscores, or the server refuses.
pub async fn create_database(
    store: &Store,
    name: &str,
    copied_from: Option<&str>,
) -> Result<(), StorageError> {
    for name in [Some(name), copied_from].into_iter().flatten() {
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(StorageError::inconsistent(
                "database",
                name,
                "is not a plain name",
            ));
        }
    }
    let template = copied_from.map(|template| format!(" TEMPLATE {template}"));
    let statement = format!("CREATE DATABASE {name}{}", template.unwrap_or_default());
    store.db.execute_unprepared(&statement).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::Store;

    #[tokio::test]
    async fn every_commit_of_what_is_promised_waits_for_the_disk() {
        const FULL: i32 = 2;
        let store = Store::connect("sqlite::memory:").await.expect("a database");
        let row = store.db.query_one_raw(sea_orm::Statement::from_string(
            sea_orm::DbBackend::Sqlite,
            "PRAGMA synchronous",
        ));
        let row = row.await.expect("an answer").expect("a row");
        assert_eq!(row.try_get_by_index::<i32>(0), Ok(FULL));
    }
}
