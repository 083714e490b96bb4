use std::{sync::Arc, time::Duration};

use anyhow::Context;
use talkoot_app::MailSettings;
use talkoot_mail::{
    Branding, FolderTransport, Party, SmtpSettings, SmtpTransport,
    transport::{SmtpCredentials, SmtpTls},
};

use crate::settings::MailArguments;

/// The longest one delivery may take; well within the time that a job may take.
const LONGEST: Duration = Duration::from_secs(30);

/// For commands that write to nobody.
pub(super) fn no_mail() -> MailSettings {
    let sender = Party::new("talkoot@localhost", "Talkoot");
    let branding = Branding {
        installation: "Talkoot".to_owned(),
        base_url: "http://127.0.0.1:8080".to_owned(),
        sender,
        reply_to: None,
    };
    MailSettings::folder(FolderTransport::new("data/mailbox"), branding)
}

/// How mails leave, as the settings say: by the mail server that is named, else into a folder.
pub(super) fn mail_settings(arguments: &MailArguments) -> anyhow::Result<MailSettings> {
    let branding = Branding {
        installation: "Talkoot".to_owned(),
        base_url: arguments.base_url.trim_end_matches('/').to_owned(),
        sender: Party::new(arguments.mail_from.clone(), "Talkoot"),
        reply_to: None,
    };
    let Some(host) = &arguments.smtp_host else {
        let folder = FolderTransport::new(arguments.mail_folder.clone());
        tracing::info!(folder = %arguments.mail_folder.display(), "mails are written into a folder");
        return Ok(MailSettings::folder(folder, branding));
    };
    let credentials = match (&arguments.smtp_user, &arguments.smtp_password) {
        (Some(user), Some(password)) => Some(SmtpCredentials {
            user: user.clone(),
            password: password.clone(),
        }),
        (None, None) => None,
        _ => anyhow::bail!("set both TALKOOT_SMTP_USER and TALKOOT_SMTP_PASSWORD, or neither"),
    };
    let usual = match arguments.smtp_tls {
        SmtpTls::None => 25,
        SmtpTls::StartTls => 587,
        SmtpTls::Wrapper => 465,
    };
    let transport = SmtpTransport::new(SmtpSettings {
        host: host.clone(),
        port: arguments.smtp_port.unwrap_or(usual),
        tls: arguments.smtp_tls,
        credentials,
        timeout: LONGEST,
        extra_root_pem: None,
    })
    .context("the mail server cannot be used as it is set up")?;
    Ok(MailSettings::new(Arc::new(transport), branding))
}
