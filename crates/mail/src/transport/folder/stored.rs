//! Reading back the mails of a folder.

use crate::Party;
use chrono::{DateTime, Utc};
use mail_parser::{Address, MessageParser};
use std::io;
use std::path::Path;

/// A mail that lies in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMail {
    /// Its name: the Message-ID without brackets, safe in an address of a page.
    pub name: String,
    /// When it was decided on: its `Date` header.
    pub date: Option<DateTime<Utc>>,
    /// Who it comes from.
    pub from: Option<Party>,
    /// Who it goes to.
    pub to: Vec<Party>,
    /// The subject.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part. Show it in a frame of its own, without scripts.
    pub html: String,
}

/// A mail, or the folder of mails, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableMail {
    /// The file system refused.
    #[error("cannot read {path}; check that the service may read the mail folder")]
    Io {
        /// What was being read.
        path: String,
        /// Why not.
        source: io::Error,
    },
    /// The file is not a mail.
    #[error("{path} is not a mail; remove it from the mail folder")]
    NotAMail {
        /// The file.
        path: String,
    },
}

pub(super) fn list(folder: &Path) -> Result<Vec<StoredMail>, UnreadableMail> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(folder, error)),
    };
    let mut mails = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| unreadable(folder, error))?.file_name();
        // Files that are being written begin with a dot.
        let name = name
            .to_str()
            .and_then(|name| name.strip_suffix(".eml"))
            .filter(|n| !n.starts_with('.'));
        if let Some(mail) = name.map(|name| read(folder, name)).transpose()?.flatten() {
            mails.push(mail);
        }
    }
    mails.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.name.cmp(&b.name)));
    Ok(mails)
}

pub(super) fn read(folder: &Path, name: &str) -> Result<Option<StoredMail>, UnreadableMail> {
    let leads_elsewhere = name.starts_with('.') || name.contains(['/', '\\', '\0']);
    if leads_elsewhere {
        return Ok(None);
    }
    let path = folder.join(format!("{name}.eml"));
    match std::fs::read(&path) {
        Ok(bytes) => parse(name, &bytes)
            .map(Some)
            .ok_or_else(|| UnreadableMail::NotAMail {
                path: path.display().to_string(),
            }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&path, error)),
    }
}

fn parse(name: &str, bytes: &[u8]) -> Option<StoredMail> {
    let message = MessageParser::default().parse(bytes)?;
    let body = |body: Option<std::borrow::Cow<'_, str>>| body.unwrap_or_default().replace("\r\n", "\n");
    Some(StoredMail {
        name: name.to_owned(),
        date: message
            .date()
            .and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0)),
        from: parties(message.from()?).into_iter().next(),
        to: message.to().map(parties).unwrap_or_default(),
        subject: message.subject().unwrap_or_default().to_owned(),
        text: body(message.body_text(0)),
        html: body(message.body_html(0)),
    })
}

fn parties(address: &Address<'_>) -> Vec<Party> {
    address
        .iter()
        .map(|one| Party::new(one.address().unwrap_or_default(), one.name().unwrap_or_default()))
        .collect()
}

fn unreadable(path: &Path, source: io::Error) -> UnreadableMail {
    UnreadableMail::Io {
        path: path.display().to_string(),
        source,
    }
}
