use std::{
    fs,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::{Deserialize, Serialize};

/// One ready sign-in of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoToken {
    /// The role, for example `partner_approver`.
    pub role: String,
    /// The organisation's name.
    pub organisation: String,
    /// The municipality code; an authority has none.
    pub code: Option<String>,
    /// The organisation's global id in the API.
    pub organisation_id: String,
    /// The fictional person.
    pub name: String,
    /// The bearer token.
    pub token: String,
}

/// The sign-ins of a demonstration, kept in a file beside its database because the database holds
/// only their hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tokens(pub Vec<DemoToken>);

const FILE: &str = "demo-tokens.json";

impl Tokens {
    fn path(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Reads them from the data folder.
    ///
    /// # Errors
    /// When there is no demonstration in the folder.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = Self::path(folder);
        let text = fs::read_to_string(&path).with_context(|| {
            format!(
                "there is no {}; load the demonstration with `make demo`",
                path.display()
            )
        })?;
        serde_json::from_str(&text).with_context(|| {
            format!(
                "{} cannot be read; start over with `make demo RESET=1`",
                path.display()
            )
        })
    }

    /// Writes them into the data folder, readable by their owner only.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, folder: &Path) -> anyhow::Result<()> {
        fs::create_dir_all(folder)?;
        let path = Self::path(folder);
        let _ = fs::remove_file(&path);
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        Ok(file.write_all(serde_json::to_string_pretty(self)?.as_bytes())?)
    }

    /// The sign-in of a role in an organisation.
    ///
    /// # Errors
    /// When the demonstration has nobody of that kind.
    pub fn of(&self, role: &str, organisation: &str) -> anyhow::Result<&DemoToken> {
        self.0
            .iter()
            .find(|token| token.role == role && token.organisation == organisation)
            .with_context(|| format!("the demonstration has no {role} in {organisation}"))
    }
}
