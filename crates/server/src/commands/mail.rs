use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use talkoot_app::MailSettings;
use talkoot_mail::{
    Branding, FolderTransport, Party, SmtpSettings, SmtpTransport,
    transport::{SmtpCredentials, SmtpTls},
};

use crate::settings::MailArguments;

/// The longest one delivery may take; well within the time that a job may take.
const LONGEST: Duration = Duration::from_secs(30);

fn branding(base_url: &str, sender: &str) -> Branding {
    Branding {
        installation: "Talkoot".to_owned(),
        base_url: base_url.trim_end_matches('/').to_owned(),
        sender: Party::new(sender.to_owned(), "Talkoot"),
        reply_to: None,
    }
}

/// Mails are written into a folder, whatever mail server is set up: a demonstration writes to nobody.
pub(super) fn into_folder(folder: &Path, base_url: &str) -> MailSettings {
    MailSettings::folder(
        FolderTransport::new(folder),
        branding(base_url, "talkoot@localhost"),
    )
}

/// How mails leave, as the settings say: by the mail server that is named, else into a folder.
pub(super) fn mail_settings(arguments: &MailArguments) -> anyhow::Result<MailSettings> {
    let branding = branding(&arguments.base_url, &arguments.mail_from);
    let Some(transport) = smtp(arguments)? else {
        let folder = FolderTransport::new(arguments.mail_folder.clone());
        tracing::info!(folder = %arguments.mail_folder.display(), "mails are written into a folder");
        return Ok(MailSettings::folder(folder, branding));
    };
    Ok(MailSettings::new(Arc::new(transport), branding))
}

/// Connects to the mail server and hangs up; gives its name.
pub(super) async fn check(arguments: &MailArguments) -> anyhow::Result<String> {
    let transport = smtp(arguments)?.context("no mail server is set up")?;
    transport.check().await?;
    Ok(arguments.smtp_host.clone().unwrap_or_default())
}

fn smtp(arguments: &MailArguments) -> anyhow::Result<Option<SmtpTransport>> {
    let Some(host) = &arguments.smtp_host else {
        return Ok(None);
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
    let extra_root_pem = match &arguments.smtp_ca {
        Some(file) => Some(
            std::fs::read(file)
                .with_context(|| format!("cannot read TALKOOT_SMTP_CA, {}", file.display()))?,
        ),
        None => None,
    };
    let transport = SmtpTransport::new(SmtpSettings {
        host: host.clone(),
        port: arguments.smtp_port.unwrap_or(usual),
        tls: arguments.smtp_tls,
        credentials,
        timeout: LONGEST,
        extra_root_pem,
    })
    .context("the mail server cannot be used as it is set up")?;
    Ok(Some(transport))
}
