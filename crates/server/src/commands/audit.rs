//! The audit log outside of the database: exported, signed by a key that the database does not hold, verified.

mod standing;

use std::{
    fs::{self, OpenOptions},
    io::{BufWriter, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use chrono::NaiveDate;
use ring::{
    rand::SystemRandom,
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};
use serde::{Deserialize, Serialize};
use talkoot_app::{App, Store, told};
use talkoot_domain::calendar;
use talkoot_storage::audit::{self, Anchor};
use tokio::sync::watch;

use super::{
    Needed,
    backup::{absent, into_place, partial},
    open,
};
use crate::settings::{AuditCommand, DatabaseSettings, SigningArguments};
pub(super) use standing::look;

/// So many entries are read at a time.
const BATCH: u64 = 1000;
/// How often it is looked whether a day is signed.
const PAUSE: Duration = Duration::from_secs(60);

/// The head of the log on a day, under a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Signed {
    day: NaiveDate,
    head: String,
    key: String,
    signature: String,
}

/// What is signed, byte for byte.
fn message(day: NaiveDate, head: &str) -> Vec<u8> {
    format!("talkoot audit log 1\n{day}\n{head}\n").into_bytes()
}

pub(super) async fn run(command: AuditCommand) -> anyhow::Result<ExitCode> {
    match command {
        AuditCommand::NewKey { output } => new_key(&output),
        AuditCommand::Export { database, output } => export(&database, &output).await,
        AuditCommand::Sign { database, signing } => {
            let signer = Signer::of(&signing)?.context("name the key with TALKOOT_AUDIT_KEY")?;
            let store = open(&database.database_url, Needed::Schema).await?;
            let today = calendar::helsinki_date(talkoot_app::Clock::now(&talkoot_app::SystemClock));
            match signer.sign(&store, today).await? {
                Some(head) => println!("signed the log as of {today}: {head}"),
                None => println!("the log is signed already as it is today, {today}"),
            }
            Ok(ExitCode::SUCCESS)
        }
        AuditCommand::Verify {
            database,
            signatures,
            public_key,
        } => verify(&database, &signatures, &public_key).await,
    }
}

fn new_key(output: &Path) -> anyhow::Result<ExitCode> {
    let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
    let made = made.map_err(|_| anyhow::anyhow!("this machine gives no random numbers"))?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(output)
        .with_context(|| format!("cannot write {}; an existing key is kept", output.display()))?;
    file.write_all(made.as_ref())?;
    file.sync_all()?;
    let pair = key_pair(output)?;
    println!("public key: {}", public(&pair));
    println!(
        "keep it elsewhere, and {} where no database administrator reads it",
        output.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn key_pair(file: &Path) -> anyhow::Result<Ed25519KeyPair> {
    let bytes = fs::read(file).with_context(|| format!("cannot read the key {}", file.display()))?;
    Ed25519KeyPair::from_pkcs8(&bytes)
        .map_err(|what| anyhow::anyhow!("{} is no key of `talkoot audit new-key`: {what}", file.display()))
}

fn public(pair: &Ed25519KeyPair) -> String {
    hex::encode(pair.public_key().as_ref())
}

/// Signs once a day.
pub(super) struct Signer {
    pair: Ed25519KeyPair,
    file: PathBuf,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

impl Signer {
    /// The signer that the settings ask for; none without a key.
    pub(super) fn of(arguments: &SigningArguments) -> anyhow::Result<Option<Self>> {
        let Some(key) = &arguments.audit_key else {
            return Ok(None);
        };
        Ok(Some(Self {
            pair: key_pair(key)?,
            file: arguments.audit_signatures.clone(),
        }))
    }

    fn signatures(&self) -> anyhow::Result<Vec<Signed>> {
        if !self.file.exists() {
            return Ok(Vec::new());
        }
        Ok(read(&self.file)?.into_iter().flatten().collect())
    }

    /// Signs the head of the log as of a day; nothing when it has been signed already.
    async fn sign(&self, store: &Store, day: NaiveDate) -> anyhow::Result<Option<String>> {
        let head = audit::head(store)
            .await?
            .context("the head of the log is missing; run `talkoot doctor`")?;
        let head = head.to_string();
        if self
            .signatures()?
            .iter()
            .any(|one| one.day == day && one.head == head)
        {
            return Ok(None);
        }
        let signed = Signed {
            day,
            signature: hex::encode(self.pair.sign(&message(day, &head)).as_ref()),
            key: public(&self.pair),
            head: head.clone(),
        };
        if let Some(folder) = self.file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().create(true).append(true).open(&self.file)?;
        // One write: two signers never mix their lines. It begins a line, for the one before may have been torn.
        file.write_all(format!("\n{}\n", serde_json::to_string(&signed)?).as_bytes())?;
        file.sync_all()?;
        Ok(Some(head))
    }

    /// Signs today unless that is done.
    async fn once(&self, app: &App) -> anyhow::Result<Option<String>> {
        let today = app.today();
        if self.signatures()?.iter().any(|one| one.day == today) {
            return Ok(None);
        }
        self.sign(app.store(), today).await
    }

    /// Signs every day until told to stop; what fails is tried again.
    pub(super) async fn every_day(self, app: App, mut stop: watch::Receiver<bool>) {
        loop {
            match self.once(&app).await {
                Ok(Some(head)) => tracing::info!(head, "the audit log of the day is signed"),
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(
                        error = told(&*error),
                        "the audit log cannot be signed; it is tried again"
                    );
                }
            }
            tokio::select! {
                _ = stop.changed() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }
}

/// Every line: a signature, or nothing where it is none, as after a power cut in the middle of one.
fn read(file: &Path) -> anyhow::Result<Vec<Option<Signed>>> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read the signatures {}", file.display()))?;
    let lines = text.lines().filter(|line| !line.is_empty());
    Ok(lines.map(|line| serde_json::from_str(line).ok()).collect())
}

async fn export(settings: &DatabaseSettings, output: &Path) -> anyhow::Result<ExitCode> {
    absent(output)?;
    let store = open(&settings.database_url, Needed::Schema).await?;
    // Under another name until it is whole.
    let partial = partial(output)?;
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&partial)
        .with_context(|| format!("cannot write {}", partial.display()))?;
    let mut file = BufWriter::new(file);
    let (mut last, mut number) = (0, 0_u64);
    loop {
        let entries = audit::exported(&store, last, BATCH).await?;
        if entries.is_empty() {
            break;
        }
        for (seq, entry) in entries {
            serde_json::to_writer(&mut file, &entry)?;
            file.write_all(b"\n")?;
            last = seq;
            number += 1;
        }
    }
    file.flush()?;
    into_place(&partial, output)?;
    println!("{}: {number} entries", output.display());
    Ok(ExitCode::SUCCESS)
}

/// The log in the database against its signatures: each must be of the key, and of an entry that is still there.
async fn verify(
    settings: &DatabaseSettings,
    signatures: &Path,
    public_key: &str,
) -> anyhow::Result<ExitCode> {
    let key = hex::decode(public_key.trim()).context("give the public key as hexadecimal digits")?;
    let store = open(&settings.database_url, Needed::Schema).await?;
    let all = read(signatures)?;
    let signed = all.iter().flatten().count();
    ensure!(signed > 0, "{} holds no signature", signatures.display());
    let mut whole = true;
    for (number, one) in (1..).zip(&all) {
        let Some(one) = one else {
            println!("signature {number}: torn, as by a power cut; what comes after it counts");
            continue;
        };
        if let Err(what) = check(&store, &key, one).await? {
            whole = false;
            println!("signature {number}, of {}: {what}", one.day);
        }
    }
    let checkup = audit::verify(&store, None).await?;
    for finding in &checkup.findings {
        whole = false;
        println!("entry {}: {}", finding.seq, finding.what);
    }
    if !whole {
        bail!("the log is not what was signed; keep this database as it is and compare it with a backup");
    }
    println!("{} entries, {} signatures: whole", checkup.entries, signed);
    Ok(ExitCode::SUCCESS)
}

async fn check(store: &Store, key: &[u8], one: &Signed) -> anyhow::Result<Result<(), String>> {
    let signature = hex::decode(&one.signature).unwrap_or_default();
    let known = UnparsedPublicKey::new(&ED25519, key);
    if known.verify(&message(one.day, &one.head), &signature).is_err() {
        return Ok(Err("it is not of this key, or was changed".to_owned()));
    }
    let Ok(anchor) = one.head.parse::<Anchor>() else {
        return Ok(Err("it names no entry".to_owned()));
    };
    if anchor.seq == 0 {
        return Ok(Ok(()));
    }
    Ok(match audit::entry_hash(store, anchor.seq).await? {
        Some(hash) if hash == anchor.hash => Ok(()),
        Some(_) => Err(format!(
            "entry {} is another one than was signed: the log was written anew from there or before",
            anchor.seq
        )),
        None => Err(format!(
            "the log ends before entry {}, which was signed",
            anchor.seq
        )),
    })
}
