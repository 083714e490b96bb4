//! How the steps are taken: by one process at a time, and without holding up who works meanwhile.

use std::time::{Duration, UNIX_EPOCH};

use sea_orm_migration::{
    MigrationName, MigrationTrait, MigratorTrait, SchemaManager,
    sea_orm::{
        ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr,
        SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
        sqlx::error::DatabaseError,
    },
};

use crate::{Fit, Migrator, Version, portable, standing};

/// Steps that take away, or make stricter, what programs before a version use. Every other step only adds.
const CONTRACTS: &[(&str, Version)] = &[];

/// Somebody else may hold a table for so long; whoever comes behind the step in its queue waits as well.
const HELD_UP: &str = "SET LOCAL lock_timeout = '500ms'";
/// A step that was held up is tried again so often, with a pause that grows to some seconds: half an hour in all.
const TRIES: u32 = 400;
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Between two looks whether another process still takes steps.
const PAUSE: Duration = Duration::from_millis(200);
/// So long before a contract programs that are too old for it are told to stop; they look every second.
const NOTICE: Duration = Duration::from_secs(3);
/// Of the lock that a process holds while it takes steps: "talkoot" in letters.
const TURN: i64 = 0x0074_616c_6b6f_6f74;

/// Why steps were not taken. Those before stay taken.
#[derive(Debug)]
pub enum NotTaken {
    /// The schema is of another program.
    Unfit(Fit),
    /// Somebody held a table all the time.
    HeldUp {
        /// The step.
        step: String,
    },
    /// The database failed.
    Database(DbErr),
}

impl From<DbErr> for NotTaken {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

/// The steps that a program knows, in order.
pub struct Steps {
    list: Vec<Box<dyn MigrationTrait>>,
    contracts: Vec<(String, Version)>,
    version: Version,
}

impl Steps {
    /// Those of this program.
    #[must_use]
    pub fn of_this_program() -> Self {
        Self {
            list: Migrator::migrations(),
            contracts: CONTRACTS
                .iter()
                .map(|&(step, oldest)| (step.to_owned(), oldest))
                .collect(),
            version: Version::of_this_program(),
        }
    }

    /// Those of a program to come, which knows one step more.
    #[must_use]
    pub fn and(mut self, name: &str, sql: &str) -> Self {
        self.list.push(Box::new(Written {
            name: name.to_owned(),
            sql: sql.to_owned(),
        }));
        self
    }

    /// Those of a program to come, of this version, which knows a step that programs before `oldest` cannot stand.
    #[must_use]
    pub fn and_contract(self, name: &str, sql: &str, oldest: Version) -> Self {
        let mut steps = self.and(name, sql);
        steps.contracts.push((name.to_owned(), oldest));
        steps.version = steps.version.max(oldest);
        steps
    }

    /// The steps that take something away, and the oldest program that each of them lets go on.
    pub fn contracts(&self) -> impl Iterator<Item = (&str, Version)> {
        self.contracts
            .iter()
            .map(|(step, oldest)| (step.as_str(), *oldest))
    }

    /// The names of the steps.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|step| step.name())
    }

    /// The version of the program that knows them.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }
}

impl std::fmt::Debug for Steps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} steps of {}", self.list.len(), self.version)
    }
}

/// A step of a program to come.
struct Written {
    name: String,
    sql: String,
}

impl MigrationName for Written {
    fn name(&self) -> &str {
        &self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Written {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::run(manager, &self.sql).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(!portable::is_concurrent(&self.sql))
    }
}

/// Takes every step that is not taken yet. Several processes may start at once: one takes the steps, the others wait.
///
/// # Errors
/// When the schema is of another program, or a step cannot be taken.
pub async fn take(db: &DatabaseConnection, steps: &Steps) -> Result<(), NotTaken> {
    match standing::fit(db, steps).await? {
        fit if fit.is_usable() => return Ok(()),
        Fit::Older { .. } => {}
        unfit => return Err(NotTaken::Unfit(unfit)),
    }
    let turn = turn(db).await?;
    Migrator::install(db).await?;
    let pending = match standing::fit(db, steps).await? {
        Fit::Older { pending } => pending,
        fit if fit.is_usable() => Vec::new(),
        unfit => return Err(NotTaken::Unfit(unfit)),
    };
    for step in &steps.list {
        if pending.iter().any(|name| name == step.name()) {
            if let Some((_, oldest)) = steps.contracts().find(|(name, _)| *name == step.name()) {
                give_notice(db, step.name(), oldest).await?;
            }
            patiently(db, step.as_ref()).await?;
        }
    }
    if let Some(turn) = turn {
        turn.commit().await?;
    }
    Ok(())
}

/// Waits until no other process takes steps. It asks again and again, for whoever waits inside a statement has a
/// snapshot, and an index that is built meanwhile waits for the end of every snapshot.
async fn turn(db: &DatabaseConnection) -> Result<Option<DatabaseTransaction>, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let question = format!("SELECT pg_try_advisory_xact_lock({TURN}) AS mine");
    loop {
        let tx = db.begin().await?;
        tx.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0")
            .await?;
        let row = tx
            .query_one_raw(Statement::from_string(DbBackend::Postgres, question.as_str()))
            .await?;
        if row.is_some_and(|row| row.try_get("", "mine").unwrap_or(false)) {
            return Ok(Some(tx));
        }
        tx.rollback().await?;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Says which programs the step leaves behind, and gives those that run the time to stop.
async fn give_notice(db: &DatabaseConnection, step: &str, oldest: Version) -> Result<(), DbErr> {
    const SQL: &str =
        "INSERT INTO schema_needs (step, oldest_program) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let backend = db.get_database_backend();
    let values = [Value::from(step), Value::from(oldest.to_string())];
    db.execute_raw(Statement::from_sql_and_values(backend, SQL, values))
        .await?;
    if backend == DbBackend::Postgres {
        tokio::time::sleep(NOTICE).await;
    }
    Ok(())
}

/// Tries a step until nobody holds what it needs.
async fn patiently(db: &DatabaseConnection, step: &dyn MigrationTrait) -> Result<(), NotTaken> {
    for tried in 1..=TRIES {
        match one(db, step).await {
            Err(error) if is_held_up(&error) => {
                tokio::time::sleep((PAUSE * tried).min(LONGEST_PAUSE)).await;
            }
            done => return Ok(done?),
        }
    }
    Err(NotTaken::HeldUp {
        step: step.name().to_owned(),
    })
}

async fn one(db: &DatabaseConnection, step: &dyn MigrationTrait) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres && step.use_transaction() == Some(false) {
        step.up(&SchemaManager::new(db)).await?;
        return note(db, step.name()).await;
    }
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = db.begin_with_options(options).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(HELD_UP).await?;
    } else if is_taken(&tx, step.name()).await? {
        // Another process was first; on SQLite the lock of the writer is the turn.
        return tx.rollback().await;
    }
    step.up(&SchemaManager::new(&tx)).await?;
    note(&tx, step.name()).await?;
    tx.commit().await
}

async fn is_taken(tx: &DatabaseTransaction, step: &str) -> Result<bool, DbErr> {
    const SQL: &str = "SELECT 1 AS taken FROM seaql_migrations WHERE version = $1";
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), SQL, [Value::from(step)]);
    Ok(tx.query_one_raw(statement).await?.is_some())
}

/// Writes down that a step is taken, in the table of the library that did this before.
async fn note(db: &impl ConnectionTrait, step: &str) -> Result<(), DbErr> {
    const SQL: &str = "INSERT INTO seaql_migrations (version, applied_at) VALUES ($1, $2)";
    let seconds = UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
    let values = [
        Value::from(step),
        Value::from(i64::try_from(seconds).unwrap_or(i64::MAX)),
    ];
    db.execute_raw(Statement::from_sql_and_values(
        db.get_database_backend(),
        SQL,
        values,
    ))
    .await
    .map(drop)
}

/// Whether it gave up waiting for a lock.
fn is_held_up(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    let code = cause.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| code == "55P03")
}
