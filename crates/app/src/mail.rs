//! How mails leave, and what the installation calls itself in them.

use std::sync::Arc;

use talkoot_mail::{Branding, FolderTransport, Transport};

/// How mails leave, and what the installation calls itself in them.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The way a mail leaves.
    pub transport: Arc<dyn Transport>,
    /// What the installation calls itself, and where people open it.
    pub branding: Branding,
    /// The folder that mails are written into instead of being sent, so that a page can show them.
    pub mailbox: Option<FolderTransport>,
}

impl MailSettings {
    /// Mails leave by this way.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>, branding: Branding) -> Self {
        Self {
            transport,
            branding,
            mailbox: None,
        }
    }

    /// Mails are written into a folder and can be looked at there.
    #[must_use]
    pub fn folder(folder: FolderTransport, branding: Branding) -> Self {
        Self {
            transport: Arc::new(folder.clone()),
            branding,
            mailbox: Some(folder),
        }
    }

    /// The domain of Message-IDs: the sender's own.
    #[must_use]
    pub fn domain(&self) -> &str {
        let sender = &self.branding.sender.address;
        sender.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
    }

    /// The address of a page of the installation.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        format!("{}/{path}", self.branding.base_url.trim_end_matches('/'))
    }
}
