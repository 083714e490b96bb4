//! The database of a command: made by the commands that begin an installation, and looked for by all others.

use std::{
    fs,
    path::{self, Path},
};

use anyhow::{Context as _, ensure};
use openidconnect::url::Url;
use talkoot_app::Store;
use talkoot_storage::demo_clock::sqlite_file;

/// What must be there before a command uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needed {
    /// Nothing: an embedded database is made.
    Nothing,
    /// The file of an embedded database, or the database of a server, also an empty one.
    Place,
    /// A database of Talkoot, of whatever version.
    Schema,
}

/// Opens a database. Where what is needed is missing, the setting is most likely that of nobody: an empty database that is
/// made in its place would be copied, verified and worked on as if it were the service's.
pub(super) async fn open(url: &str, needed: Needed) -> anyhow::Result<Store> {
    if let Some(file) = sqlite_file(url)? {
        if needed == Needed::Nothing {
            make_folder(&file)?;
        } else {
            look_for(&file)?;
        }
    }
    let store = Store::connect(url).await?;
    if needed == Needed::Schema {
        ensure!(
            store.is_begun().await?,
            "the database {} holds nothing of Talkoot, no migration was ever taken; set DATABASE_URL to that of the service",
            named(url)
        );
    }
    Ok(store)
}

fn make_folder(file: &Path) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    Ok(())
}

fn look_for(file: &Path) -> anyhow::Result<()> {
    let found = file
        .try_exists()
        .with_context(|| format!("the database {} cannot be looked for", whole(file)))?;
    ensure!(
        found,
        "there is no database {}, and this command makes none; set DATABASE_URL to that of the service",
        whole(file)
    );
    Ok(())
}

/// The path from the root: the usual one is told from wherever the command is run.
fn whole(file: &Path) -> String {
    match path::absolute(file) {
        Ok(whole) => whole.display().to_string(),
        Err(_) => file.display().to_string(),
    }
}

/// What a URL leads to, without what it lets somebody in with.
fn named(url: &str) -> String {
    if let Ok(Some(file)) = sqlite_file(url) {
        return whole(&file);
    }
    let Ok(url) = Url::parse(url) else {
        return "of the setting".to_owned();
    };
    let name = url.path().trim_start_matches('/');
    match url.host_str().filter(|host| !host.is_empty()) {
        Some(host) => format!("{name} at {host}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_without_its_password() {
        for (url, name) in [
            (
                "postgres://talkoot:hidden@db.example:5433/grants",
                "grants at db.example",
            ),
            (
                "postgres://talkoot@localhost/grants?password=hidden",
                "grants at localhost",
            ),
            (
                "postgres:///grants?host=/run/postgresql&password=hidden",
                "grants",
            ),
            ("postgres://talkoot:p?hidden@db.example/grants", "of the setting"),
            (
                "sqlite:///var/lib/talkoot/talkoot.db?mode=rwc",
                "/var/lib/talkoot/talkoot.db",
            ),
            ("sqlite::memory:", ":memory:"),
        ] {
            assert_eq!(named(url), name, "{url}");
        }
        let relative = named("sqlite://data/talkoot.db?mode=rwc");
        assert!(
            relative.starts_with('/') && relative.ends_with("/data/talkoot.db"),
            "{relative}"
        );
    }

    #[tokio::test]
    async fn only_who_needs_nothing_makes_a_database() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("data/talkoot.db");
        let url = format!("sqlite://{}?mode=rwc", file.display());
        for needed in [Needed::Place, Needed::Schema] {
            let told = open(&url, needed).await.err().map(|error| format!("{error:#}"));
            let told = told.unwrap_or_default();
            assert!(
                told.contains(&whole(&file)) && told.contains("DATABASE_URL"),
                "{needed:?}: {told}"
            );
            assert!(
                !folder.path().join("data").exists(),
                "{needed:?} has made something"
            );
        }
        let made = open(&url, Needed::Nothing).await.expect("a new database");
        made.close().await.expect("closed");
        let empty = open(&url, Needed::Schema)
            .await
            .err()
            .map(|error| error.to_string());
        assert!(empty.unwrap_or_default().contains("no migration was ever taken"));
        let store = open(&url, Needed::Place).await.expect("an empty database");
        store.migrate().await.expect("the schema");
        store.close().await.expect("closed");
        let store = open(&url, Needed::Schema).await.expect("a database of Talkoot");
        store.close().await.expect("closed");
    }
}
