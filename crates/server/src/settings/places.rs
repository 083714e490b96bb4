//! Where the contents of uploaded files are kept, and what is done with all of them.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use talkoot_storage::files::{Address, Keep, Places, S3Access};

use super::DatabaseSettings;

/// Where the contents of uploaded files are kept; see docs/operations.md.
#[derive(Clone, Args)]
pub struct PlaceArguments {
    /// Where the contents of uploaded files are kept: `database`, a folder that exists (`file:///var/lib/talkoot/files`), or a
    /// bucket of an S3 server (`s3://bucket/prefix`). A place belongs to one database.
    #[arg(long, env = "TALKOOT_FILES", default_value = "database")]
    pub files: Keep,
    /// The place where they were kept before, until `talkoot files move` has emptied it.
    #[arg(long, env = "TALKOOT_FILES_BEFORE")]
    pub files_before: Option<Address>,
    /// Where the S3 server listens, such as `https://s3.example.fi`; Amazon's own unless told.
    #[arg(long, env = "AWS_ENDPOINT_URL")]
    pub s3_endpoint: Option<String>,
    /// The region of the bucket; `us-east-1` unless told, which other servers do not mind.
    #[arg(long, env = "AWS_REGION")]
    pub s3_region: Option<String>,
    /// The name of the key to the bucket; without one the role of the machine is asked for.
    #[arg(long, env = "AWS_ACCESS_KEY_ID", requires = "s3_secret")]
    pub s3_key_id: Option<String>,
    /// The key to the bucket; better given by the environment.
    #[arg(
        long,
        env = "AWS_SECRET_ACCESS_KEY",
        hide_env_values = true,
        requires = "s3_key_id"
    )]
    pub s3_secret: Option<String>,
    /// The token of a key that is good for a while.
    #[arg(long, env = "AWS_SESSION_TOKEN", hide_env_values = true)]
    pub s3_token: Option<String>,
    /// A PEM file of further certificate authorities to trust at the S3 server: a municipality's own.
    #[arg(long, env = "TALKOOT_S3_CA")]
    pub s3_ca: Option<PathBuf>,
}

impl std::fmt::Debug for PlaceArguments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The key and the token are left out.
        f.debug_struct("PlaceArguments")
            .field("files", &self.files)
            .field("files_before", &self.files_before)
            .field("s3_endpoint", &self.s3_endpoint)
            .finish_non_exhaustive()
    }
}

impl PlaceArguments {
    /// The places, which are not looked at yet.
    ///
    /// # Errors
    /// When the access to a bucket contradicts itself, or the authorities cannot be read.
    pub fn open(&self) -> anyhow::Result<Places> {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let authorities = self.s3_ca.as_ref().map(|file| {
            std::fs::read(file).with_context(|| format!("cannot read TALKOOT_S3_CA, {}", file.display()))
        });
        let access = S3Access {
            endpoint: said(&self.s3_endpoint),
            region: said(&self.s3_region),
            key_id: said(&self.s3_key_id),
            secret: said(&self.s3_secret),
            token: said(&self.s3_token),
            authorities: authorities.transpose()?,
        };
        Places::open(&self.files, self.files_before.as_ref(), &access)
            .context("TALKOOT_FILES does not fit the other settings")
    }
}

/// What can be done with the contents of files.
#[derive(Debug, Subcommand)]
pub enum FilesCommand {
    /// Moves every content to where `TALKOOT_FILES` says, while people work; ended in the middle, it is run again.
    Move {
        #[command(flatten)]
        database: DatabaseSettings,
        #[command(flatten)]
        places: PlaceArguments,
    },
}

/// A copy to be made.
#[derive(Clone, Debug, Args)]
pub struct BackupArguments {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// Where contents of files are.
    #[command(flatten)]
    pub places: PlaceArguments,
    /// The file to write; it must not exist. Contents that are outside of the database go into a folder beside it.
    #[arg(long)]
    pub output: PathBuf,
    /// Leave out the contents that are outside of the database: somebody else copies their place.
    #[arg(long)]
    pub without_files: bool,
}

/// A copy to be put in place.
#[derive(Clone, Debug, Args)]
pub struct RestoreArguments {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// Where contents of files are to be kept.
    #[command(flatten)]
    pub places: PlaceArguments,
    /// The copy, as `talkoot backup` wrote it.
    #[arg(long)]
    pub from: PathBuf,
    /// Go on when contents are neither in the backup nor in their place.
    #[arg(long)]
    pub without_files: bool,
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(Debug, clap::Parser)]
    struct Line {
        #[command(flatten)]
        places: PlaceArguments,
    }

    fn read(arguments: &[&str]) -> Result<PlaceArguments, String> {
        let line = Line::try_parse_from([&["talkoot"], arguments].concat());
        line.map(|line| line.places).map_err(|error| error.to_string())
    }

    #[test]
    fn places_are_read_and_secrets_not_shown() {
        crate::cryptography::install();
        let places = read(&[
            "--files=s3://talkoot/files",
            "--s3-endpoint=http://127.0.0.1:9000",
            "--s3-key-id=somebody",
            "--s3-secret=hidden",
            "--s3-token=hidden",
        ]);
        let places = places.expect("settings");
        let opened = places.open().expect("places");
        for shown in [format!("{places:?}"), format!("{opened:?}")] {
            assert!(shown.contains("talkoot") && !shown.contains("hidden"), "{shown}");
        }
        let same = read(&["--files=file:///a", "--files-before=file:///a"]).expect("settings");
        assert_eq!(
            same.open().expect("places").all().count(),
            1,
            "one place is not two"
        );
        assert_eq!(
            read(&[]).expect("settings").open().expect("places").all().count(),
            0
        );
    }

    #[test]
    fn authorities_that_are_none_are_refused() {
        crate::cryptography::install();
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("ca.pem");
        let setting = format!("--s3-ca={}", file.display());
        let places = read(&["--files=s3://talkoot", &setting]).expect("settings");
        let told = |places: &PlaceArguments| places.open().err().map(|error| format!("{error:#}"));
        let missing = told(&places).unwrap_or_default();
        assert!(missing.contains("cannot read TALKOOT_S3_CA"), "{missing}");
        for content in ["", "no certificate\n"] {
            std::fs::write(&file, content).expect("a file");
            let none = told(&places).unwrap_or_default();
            assert!(none.contains("no certificate"), "{none}");
        }
    }

    #[test]
    fn what_does_not_go_together_is_refused() {
        for (arguments, words) in [
            (&["--files=ftp://somewhere"][..], "file:///var/lib"),
            (&["--files=file://somewhere"], "three strokes"),
            (&["--files-before=database"], "file:///var/lib"),
            (&["--s3-key-id=somebody"], "--s3-secret"),
            (&["--s3-secret=hidden"], "--s3-key-id"),
        ] {
            let told = read(arguments).err().unwrap_or_default();
            assert!(told.contains(words), "{arguments:?}: {told}");
        }
    }
}
