//! A database of its own for each test, on the engine that `TALKOOT_TEST_ENGINE` names.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::Context;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use talkoot_app::{Engine, Store};
use tempfile::TempDir;
use uuid::Uuid;

use crate::Cluster;

/// A migrated, empty database, and what must live as long as it does.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) store: Store,
    pub(crate) url: String,
    _keep: Keep,
}

/// A database without tables, for tests that start the binary itself.
#[derive(Debug)]
pub struct TestDatabase {
    /// Its URL.
    pub url: String,
    _keep: Keep,
}

impl TestDatabase {
    /// An empty database on the engine of this run.
    ///
    /// # Panics
    /// When there is none to be had.
    pub async fn empty() -> Self {
        let (url, keep) = match engine() {
            Engine::Sqlite => sqlite_url().expect("a folder"),
            Engine::Postgres => postgres_url(None).await.expect("a PostgreSQL"),
        };
        Self { url, _keep: keep }
    }
}

#[derive(Debug)]
#[expect(dead_code, reason = "kept only to be dropped after the test")]
enum Keep {
    Folder(TempDir),
    Server(Option<Cluster>),
}

/// The engine that the tests run on; SQLite unless `TALKOOT_TEST_ENGINE=postgres`.
#[must_use]
pub fn engine() -> Engine {
    match variable("TALKOOT_TEST_ENGINE").as_deref() {
        Some("postgres") => Engine::Postgres,
        _ => Engine::Sqlite,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests' own settings, read here only"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// What the person who runs the tests asks for beyond the usual, as an environment variable.
///
/// # Panics
/// When it cannot be read as what it should be.
#[must_use]
pub fn wish<T: std::str::FromStr>(name: &str) -> Option<T> {
    let given = variable(name)?;
    match given.parse() {
        Ok(value) => Some(value),
        Err(_) => panic!("{name} says {given:?}, which is not understood"),
    }
}

impl Database {
    pub(crate) async fn create(engine: Engine) -> anyhow::Result<Self> {
        // Migrated once and copied; what is missing there is migrated here.
        let (url, keep) = match engine {
            Engine::Sqlite => sqlite_copy().await?,
            Engine::Postgres => postgres_url(variable("TALKOOT_TEST_TEMPLATE").as_deref()).await?,
        };
        let store = Store::connect_unsynced(&url).await?;
        store.migrate().await?;
        Ok(Self {
            store,
            url,
            _keep: keep,
        })
    }
}

impl Database {
    /// A new migrated embedded database in this file, whose commits wait for the disk.
    pub(crate) async fn in_file(file: &Path) -> anyhow::Result<Self> {
        let url = sqlite_at(file);
        let store = Store::connect(&url).await?;
        store.migrate().await?;
        Ok(Self {
            store,
            url,
            _keep: Keep::Server(None),
        })
    }

    /// A new migrated database on this server of PostgreSQL, whose commits wait as the server is set.
    pub(crate) async fn on(server: &str) -> anyhow::Result<Self> {
        const NAME: &str = "served";
        let admin = Store::connect(&format!("{server}postgres")).await?;
        talkoot_storage::create_database(&admin, NAME, None).await?;
        admin.close().await?;
        let url = format!("{server}{NAME}");
        let store = Store::connect(&url).await?;
        store.migrate().await?;
        Ok(Self {
            store,
            url,
            _keep: Keep::Server(None),
        })
    }
}

fn sqlite_url() -> anyhow::Result<(String, Keep)> {
    let folder = tempfile::tempdir()?;
    let url = sqlite_at(&folder.path().join("test.db"));
    Ok((url, Keep::Folder(folder)))
}

fn sqlite_at(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

async fn sqlite_copy() -> anyhow::Result<(String, Keep)> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("test.db");
    std::fs::copy(sqlite_template().await?, &file).context("cannot copy the migrated database")?;
    Ok((sqlite_at(&file), Keep::Folder(folder)))
}

/// A migrated database beside the program that runs the tests, made anew when the program is newer.
///
/// Programs that start at the same time may each make one; the last one's stays.
async fn sqlite_template() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let template = program.with_extension("migrated.db");
    let built = written(&program)?;
    if written(&template).is_ok_and(|made| made > built) {
        return Ok(template);
    }
    let folder = tempfile::tempdir_in(program.parent().context("a program without a folder")?)?;
    let fresh = folder.path().join("migrated.db");
    let store = Store::connect(&sqlite_at(&fresh)).await?;
    store.migrate().await?;
    // What is still in the log of writes is written into the file.
    store.close().await?;
    std::fs::rename(&fresh, &template)?;
    Ok(template)
}

fn written(file: &Path) -> std::io::Result<SystemTime> {
    std::fs::metadata(file)?.modified()
}

/// Makes a migrated database on this server, for tests to copy; gives its name.
///
/// # Errors
/// When the server refuses.
pub async fn migrated_template(server: &str) -> anyhow::Result<String> {
    const NAME: &str = "migrated";
    let admin = Store::connect(&format!("{server}postgres")).await?;
    talkoot_storage::create_database(&admin, NAME, None).await?;
    admin.close().await?;
    let template = Store::connect(&format!("{server}{NAME}")).await?;
    template.migrate().await?;
    // Nobody may be connected to what is copied.
    template.close().await?;
    Ok(NAME.to_owned())
}

/// Databases of tests are called so, followed by the process that uses them.
const OF_A_TEST: &str = "test_";

/// Drops the databases of this server whose tests have ended: some hundred would fill a disk before the run ends.
///
/// # Errors
/// When the server refuses.
pub async fn drop_abandoned(server: &str) -> anyhow::Result<()> {
    let mut admin = PgConnection::connect(&format!("{server}postgres")).await?;
    let names: Vec<String> =
        sqlx::query_scalar("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'")
            .fetch_all(&mut admin)
            .await?;
    for name in names.iter().filter(|name| is_abandoned(name)) {
        // What the test started may not have let go of it yet.
        let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut admin)
            .await?;
    }
    admin.close().await?;
    Ok(())
}

fn is_abandoned(name: &str) -> bool {
    let process = name.strip_prefix(OF_A_TEST).and_then(|rest| rest.split_once('_'));
    process.is_some_and(|(id, _)| id.parse::<u32>().is_ok() && !Path::new("/proc").join(id).exists())
}

/// On the server that `TALKOOT_TEST_POSTGRES` names (one for the whole run), or on one of its own.
async fn postgres_url(template: Option<&str>) -> anyhow::Result<(String, Keep)> {
    let (server, cluster) = match variable("TALKOOT_TEST_POSTGRES") {
        Some(url) => (url, None),
        None => {
            let cluster = Cluster::start()?;
            (cluster.url(), Some(cluster))
        }
    };
    let name = format!("{OF_A_TEST}{}_{}", std::process::id(), Uuid::new_v4().simple());
    let admin = Store::connect(&format!("{server}postgres")).await?;
    talkoot_storage::create_database(&admin, &name, template)
        .await
        .context("cannot create a test database")?;
    admin.close().await?;
    Ok((format!("{server}{name}"), Keep::Server(cluster)))
}

#[cfg(test)]
mod tests {
    use super::is_abandoned;

    #[test]
    fn only_what_a_test_has_left_is_abandoned() {
        assert!(!is_abandoned(&format!("test_{}_ab", std::process::id())));
        // Greater than any process id can be.
        assert!(is_abandoned("test_4194305_ab"));
        for name in ["postgres", "migrated", "test_", "test_ab", "test_x_ab"] {
            assert!(!is_abandoned(name), "{name}");
        }
    }
}
