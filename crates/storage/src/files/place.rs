//! A place outside of the database: objects written, read, deleted and listed, each within a few seconds.

use std::{
    fmt,
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use futures::{StreamExt as _, stream::BoxStream};
use object_store::{
    BackoffConfig, Certificate, ClientOptions, Error, ObjectMeta, ObjectStore, ObjectStoreExt as _,
    PutPayload, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    local::LocalFileSystem,
    path::Path as ObjectPath,
};
use tokio::{task::spawn_blocking, time::timeout};
use uuid::Uuid;

use super::{address::Address, key::Key};
use crate::StorageError;

/// A place answers within so long, and for each [`STEP`] of what travels a second later.
const PATIENCE: Duration = Duration::from_secs(5);
const STEP: u64 = 1024 * 1024;
const CONNECT: Duration = Duration::from_secs(2);
const RETRIES: usize = 2;
/// Work that nobody waits for lets a place that was away alone for so long.
const LET_ALONE: Duration = Duration::from_secs(30);
/// A note is no longer.
const NOTE: u64 = 1024;
/// What a probe is called, with an identifier behind it.
const PROBE: &str = "talkoot-probe-";

/// How an S3 server is spoken to.
#[derive(Clone, Default)]
pub struct S3Access {
    /// Where it listens; Amazon's own unless told.
    pub endpoint: Option<String>,
    /// The region; `us-east-1` unless told, which other servers do not mind.
    pub region: Option<String>,
    /// The name of the key; without one the role of the machine is asked for.
    pub key_id: Option<String>,
    /// The key.
    pub secret: Option<String>,
    /// The token of a key for a while.
    pub token: Option<String>,
    /// Further certificate authorities to trust, as PEM.
    pub authorities: Option<Vec<u8>>,
}

impl fmt::Debug for S3Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The key and the token are left out.
        f.debug_struct("S3Access")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

/// Why an object was not had.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is none under the key.
    Missing,
    /// It is larger than it may be.
    TooLarge,
    /// The place cannot be used.
    Away(StorageError),
}

impl From<Fault> for StorageError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Away(error) => error,
            Fault::Missing | Fault::TooLarge => {
                Self::inconsistent("file_content", "", "is not as it was written")
            }
        }
    }
}

/// A place for objects.
#[derive(Clone)]
pub struct Place {
    address: Address,
    bucket: Option<Arc<AmazonS3>>,
    away: Arc<Mutex<Option<Instant>>>,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // How the bucket is opened is nobody's business.
        write!(f, "Place({})", self.address)
    }
}

impl Place {
    /// A place; it is not looked at yet.
    ///
    /// # Errors
    /// When the access to a bucket contradicts itself.
    pub fn open(address: Address, access: &S3Access) -> Result<Self, StorageError> {
        let bucket = match &address {
            Address::Folder(_) => None,
            Address::Bucket { name, .. } => {
                let opened = bucket(name, access).map_err(|error| StorageError::Away {
                    place: address.to_string(),
                    why: error.to_string(),
                })?;
                Some(Arc::new(opened))
            }
        };
        Ok(Self {
            address,
            bucket,
            away: Arc::default(),
        })
    }

    /// How it is named.
    #[must_use]
    pub const fn address(&self) -> &Address {
        &self.address
    }

    /// Whether it did not answer a moment ago: work that nobody waits for tries later.
    pub(super) fn was_away(&self) -> bool {
        let away = *self.away.lock().unwrap_or_else(PoisonError::into_inner);
        away.is_some_and(|since| since.elapsed() < LET_ALONE)
    }

    fn path(&self, name: &str) -> Result<ObjectPath, StorageError> {
        let whole = match &self.address {
            Address::Bucket { prefix, .. } if !prefix.is_empty() => format!("{prefix}/{name}"),
            Address::Bucket { .. } | Address::Folder(_) => name.to_owned(),
        };
        ObjectPath::parse(whole).map_err(|error| self.away(&error))
    }

    fn away(&self, why: &dyn std::error::Error) -> StorageError {
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        let mut text = why.to_string();
        let mut source = why.source();
        while let Some(cause) = source {
            let said = cause.to_string();
            if !text.contains(&said) {
                text = format!("{text}: {said}");
            }
            source = cause.source();
        }
        StorageError::Away {
            place: self.address.to_string(),
            why: text,
        }
    }

    /// The objects. A folder is opened each time, for it may be a disk that comes and goes; it is never made here, or what is
    /// kept would land beside a disk that is not there.
    async fn objects(&self) -> Result<Arc<dyn ObjectStore>, Error> {
        if let Some(bucket) = &self.bucket {
            return Ok(bucket.clone());
        }
        let Address::Folder(root) = self.address.clone() else {
            return Err(Error::NotImplemented {
                operation: "open".to_owned(),
                implementer: self.address.to_string(),
            });
        };
        let opened = spawn_blocking(move || LocalFileSystem::new_with_prefix(root)).await?;
        Ok(Arc::new(opened?.with_fsync(true)))
    }

    /// Does something with the objects, for a few seconds and longer for many bytes.
    async fn within<T>(&self, bytes: u64, act: impl Future<Output = Result<T, Error>>) -> Result<T, Fault> {
        let patience = PATIENCE + Duration::from_secs(bytes / STEP);
        match timeout(patience, act).await {
            Ok(Ok(done)) => {
                *self.away.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Ok(done)
            }
            Ok(Err(Error::NotFound { .. })) => Err(Fault::Missing),
            Ok(Err(error)) => Err(Fault::Away(self.away(&error))),
            Err(elapsed) => Err(Fault::Away(self.away(&elapsed))),
        }
    }

    /// Writes an object; when this returns it survives a power cut.
    pub(super) async fn put(&self, key: &Key, content: Vec<u8>) -> Result<(), StorageError> {
        self.write(key.as_str(), content).await
    }

    async fn write(&self, name: &str, content: Vec<u8>) -> Result<(), StorageError> {
        let path = self.path(name)?;
        let file = match &self.address {
            Address::Folder(root) => Some((root.clone(), root.join(name))),
            Address::Bucket { .. } => None,
        };
        let payload = PutPayload::from(content);
        let bytes = u64::try_from(payload.content_length()).unwrap_or(u64::MAX);
        let written = self.within(bytes, async {
            let objects = self.objects().await?;
            if let Some((root, file)) = file.clone() {
                blocking(move || folders(&root, &file)).await?;
            }
            objects.put(&path, payload).await?;
            if let Some((_, file)) = file {
                blocking(move || private(&file)).await?;
            }
            Ok(())
        });
        written.await.map_err(|fault| match fault {
            // A bucket that does not exist.
            Fault::Missing | Fault::TooLarge => self.away(&std::io::Error::other("there is no such place")),
            Fault::Away(error) => error,
        })
    }

    /// Reads an object of so many bytes at most.
    pub(super) async fn get(&self, key: &Key, most: u64) -> Result<Vec<u8>, Fault> {
        self.read(key.as_str(), most).await
    }

    async fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, Fault> {
        let path = self.path(name).map_err(Fault::Away)?;
        let read = self.within(most, async {
            let found = self.objects().await?.get(&path).await?;
            if found.meta.size > most {
                return Ok(None);
            }
            Ok(Some(found.bytes().await?))
        });
        match read.await? {
            Some(bytes) => Ok(bytes.into()),
            None => Err(Fault::TooLarge),
        }
    }

    /// What was noted in the place under a name that is no key; nothing when nothing was.
    pub(super) async fn noted(&self, name: &str) -> Result<Option<String>, StorageError> {
        match self.read(name, NOTE).await {
            Ok(note) => Ok(Some(String::from_utf8_lossy(&note).into_owned())),
            Err(Fault::Missing) => Ok(None),
            Err(Fault::TooLarge) => Ok(Some(String::new())),
            Err(Fault::Away(error)) => Err(error),
        }
    }

    /// Notes something under a name that is no key.
    pub(super) async fn note(&self, name: &str, text: String) -> Result<(), StorageError> {
        self.write(name, text.into_bytes()).await
    }

    /// Whether there is an object.
    pub(super) async fn has(&self, key: &Key) -> Result<bool, StorageError> {
        let path = self.path(key.as_str())?;
        match self
            .within(0, async { self.objects().await?.head(&path).await })
            .await
        {
            Ok(_) => Ok(true),
            Err(Fault::Missing | Fault::TooLarge) => Ok(false),
            Err(Fault::Away(error)) => Err(error),
        }
    }

    /// Deletes an object; done as well when there is none.
    pub(super) async fn delete(&self, key: &Key) -> Result<(), StorageError> {
        self.remove(key.as_str()).await
    }

    async fn remove(&self, name: &str) -> Result<(), StorageError> {
        let path = self.path(name)?;
        match self
            .within(0, async { self.objects().await?.delete(&path).await })
            .await
        {
            Ok(()) | Err(Fault::Missing | Fault::TooLarge) => Ok(()),
            Err(Fault::Away(error)) => Err(error),
        }
    }

    /// The objects of an installation, with the times at which they were written.
    pub(super) async fn list(&self, home: &str) -> Result<Listed, StorageError> {
        let path = self.path(home)?;
        let objects = self.within(0, async {
            Ok(self.objects().await?.list(Some(&path)).fuse().boxed())
        });
        Ok(Listed {
            objects: objects.await?,
            place: self.clone(),
        })
    }

    /// Writes, reads and deletes a probe. Says when the place found it to be written, by its own clock.
    ///
    /// # Errors
    /// When one of that cannot be done.
    pub async fn probe(&self) -> Result<DateTime<Utc>, StorageError> {
        let name = format!("{PROBE}{}", Uuid::new_v4().simple());
        let path = self.path(&name)?;
        self.write(&name, name.clone().into_bytes()).await?;
        let seen = self
            .within(0, async { self.objects().await?.head(&path).await })
            .await;
        let read = self.read(&name, STEP).await;
        self.remove(&name).await?;
        match read {
            Ok(read) if read == name.as_bytes() => Ok(seen?.last_modified),
            Err(Fault::Away(error)) => Err(error),
            Ok(_) | Err(Fault::Missing | Fault::TooLarge) => Err(self.away(&std::io::Error::other(
                "it gives back something else than it took",
            ))),
        }
    }

    /// Whether what is written here is seen there: both are one place then.
    pub(super) async fn shows_in(&self, other: &Self) -> Result<bool, StorageError> {
        let name = format!("{PROBE}{}", Uuid::new_v4().simple());
        self.write(&name, name.clone().into_bytes()).await?;
        let seen = other.read(&name, STEP).await;
        self.remove(&name).await?;
        match seen {
            Ok(_) => Ok(true),
            Err(Fault::Missing | Fault::TooLarge) => Ok(false),
            Err(Fault::Away(error)) => Err(error),
        }
    }

    /// The mode of the folder where others may enter it; nothing for one that is private and for a bucket.
    #[must_use]
    pub fn open_to_others(&self) -> Option<u32> {
        let Address::Folder(root) = &self.address else {
            return None;
        };
        let mode = std::fs::metadata(root).ok()?.mode() & 0o777;
        (mode & 0o077 != 0).then_some(mode)
    }

    /// Deletes what deaths in the middle of writing left in a folder a day ago: no list shows that. Says how many.
    pub(super) async fn delete_torn(&self, home: &str, before: DateTime<Utc>) -> Result<u64, StorageError> {
        let Address::Folder(root) = &self.address else {
            return Ok(0);
        };
        let folder = root.join(home);
        let deleted = spawn_blocking(move || torn(&folder, before)).await;
        let deleted = deleted.unwrap_or_else(|error| Err(std::io::Error::other(error)));
        deleted.map_err(|error| self.away(&error))
    }
}

/// A list that is read as it comes.
pub(super) struct Listed {
    objects: BoxStream<'static, Result<ObjectMeta, Error>>,
    place: Place,
}

impl Listed {
    /// So many more objects, each by the last parts of its path as a key has them; none at the end.
    pub(super) async fn next(&mut self, most: usize) -> Result<Vec<(Key, DateTime<Utc>)>, StorageError> {
        let mut found = Vec::new();
        while found.len() < most {
            let next = timeout(PATIENCE, self.objects.next()).await;
            let object = match next.map_err(|elapsed| self.place.away(&elapsed))? {
                Some(object) => object.map_err(|error| self.place.away(&error))?,
                None => break,
            };
            let whole = object.location.as_ref();
            let place = whole.rmatch_indices('/').nth(2).map_or(0, |(at, _)| at + 1);
            if let Some(key) = whole.get(place..).and_then(Key::parse) {
                found.push((key, object.last_modified));
            }
        }
        Ok(found)
    }
}

fn bucket(name: &str, access: &S3Access) -> Result<AmazonS3, Error> {
    let retry = RetryConfig {
        max_retries: RETRIES,
        retry_timeout: PATIENCE,
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(1),
            base: 2.0,
        },
    };
    // The whole of a request is timed by who makes it.
    let mut client = ClientOptions::new()
        .with_connect_timeout(CONNECT)
        .with_timeout_disabled()
        .with_allow_http(
            access
                .endpoint
                .as_deref()
                .is_some_and(|url| url.starts_with("http://")),
        );
    if let Some(pem) = &access.authorities {
        let authorities = Certificate::from_pem_bundle(pem)?;
        if authorities.is_empty() {
            return Err(generic(
                "bucket",
                "there is no certificate in the file of authorities".into(),
            ));
        }
        client = authorities
            .into_iter()
            .fold(client, ClientOptions::with_root_certificate);
    }
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(name)
        .with_region(access.region.as_deref().unwrap_or("us-east-1"))
        .with_disable_bulk_delete(true)
        .with_client_options(client)
        .with_retry(retry);
    if let Some(endpoint) = &access.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let (Some(id), Some(secret)) = (&access.key_id, &access.secret) {
        builder = builder.with_access_key_id(id).with_secret_access_key(secret);
    }
    if let Some(token) = &access.token {
        builder = builder.with_token(token);
    }
    builder.build()
}

async fn blocking(act: impl FnOnce() -> std::io::Result<()> + Send + 'static) -> Result<(), Error> {
    let done = spawn_blocking(act).await?;
    done.map_err(|error| generic("folder", error.into()))
}

fn generic(store: &'static str, source: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Generic { store, source }
}

/// The folders of a file, which nobody else enters, kept on the disk. The root must be there.
fn folders(root: &Path, file: &Path) -> std::io::Result<()> {
    let Some(folder) = file.parent().filter(|folder| *folder != root && !folder.is_dir()) else {
        return Ok(());
    };
    let mut missing: Vec<PathBuf> = folder
        .ancestors()
        .take_while(|folder| *folder != root && !folder.is_dir())
        .map(Path::to_path_buf)
        .collect();
    while let Some(folder) = missing.pop() {
        match std::fs::DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        if let Some(parent) = folder.parent() {
            std::fs::File::open(parent)?.sync_all()?;
        }
    }
    Ok(())
}

fn private(file: &Path) -> std::io::Result<()> {
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
}

/// Names of files that are being written end so; no key has the sign.
const WRITING: char = '#';

fn torn(home: &Path, before: DateTime<Utc>) -> std::io::Result<u64> {
    let mut deleted = 0;
    let folders = match std::fs::read_dir(home) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        folders => folders?,
    };
    for folder in folders {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(folder.path())? {
            let file = file?;
            let written: DateTime<Utc> = file.metadata()?.modified()?.into();
            if file.file_name().to_string_lossy().contains(WRITING) && written < before {
                std::fs::remove_file(file.path())?;
                deleted += 1;
            }
        }
    }
    Ok(deleted)
}
