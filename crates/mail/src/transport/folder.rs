//! Mails as files: `.eml` in a folder, which any mail program opens, and read back for a page that
//! shows what was sent.

use super::{DeliveryFailure, Receipt, Transport, mime};
use crate::Outgoing;
use async_trait::async_trait;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

mod stored;

pub use stored::{StoredMail, UnreadableMail};

/// Writes each mail into a folder as `<Message-ID>.eml`.
///
/// A file appears whole or not at all, and a mail that is already there is left as it is: delivering
/// twice leaves one file.
#[derive(Clone, Debug)]
pub struct FolderTransport {
    folder: PathBuf,
}

impl FolderTransport {
    /// A transport into this folder, which is made at the first delivery.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The mails in the folder, newest first, ties by name. A folder that is not there yet is empty.
    ///
    /// Reads files, so call it off the asynchronous threads.
    ///
    /// # Errors
    /// [`UnreadableMail`] when the folder or one of its mails cannot be read.
    pub fn list(&self) -> Result<Vec<StoredMail>, UnreadableMail> {
        stored::list(&self.folder)
    }

    /// The mail with this name, as [`StoredMail::name`] gives it; none when there is no such mail.
    ///
    /// # Errors
    /// [`UnreadableMail`] when it is there but cannot be read.
    pub fn read(&self, name: &str) -> Result<Option<StoredMail>, UnreadableMail> {
        stored::read(&self.folder, name)
    }
}

#[async_trait]
impl Transport for FolderTransport {
    async fn deliver(&self, mail: &Outgoing) -> Result<Receipt, DeliveryFailure> {
        let name = format!("{}.eml", mime::file_stem(mail)?);
        let bytes = mime::message(mail)?.formatted();
        let folder = self.folder.clone();
        let temporary = |answer| DeliveryFailure::Temporary { code: None, answer };
        tokio::task::spawn_blocking(move || {
            write(&folder, &name, &bytes)
                .map(|()| Receipt { answer: name })
                .map_err(|error| {
                    temporary(format!(
                        "cannot write a mail into the folder {}: {error}",
                        folder.display()
                    ))
                })
        })
        .await
        .unwrap_or_else(|error| Err(temporary(error.to_string())))
    }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(".incoming-")
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(folder.join(name)) {
        Ok(_) => Ok(()),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(failed) => Err(failed.error),
    }
}
