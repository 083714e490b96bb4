//! Where the SMTP server is and how to talk to it.

use lettre::transport::smtp::client::{Certificate, TlsParameters};
use std::net::IpAddr;
use std::time::Duration;

/// Where the SMTP server is and how to talk to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Host name or address of the server. With TLS the certificate must be for this name.
    pub host: String,
    /// Port, usually 587 with [`SmtpTls::StartTls`], 465 with [`SmtpTls::Wrapper`], else 25.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: SmtpTls,
    /// Who signs in; none for a server that trusts the network.
    pub credentials: Option<SmtpCredentials>,
    /// The longest one delivery may take, from connecting to the last answer.
    pub timeout: Duration,
    /// A further certificate authority to trust, as PEM: a municipality's own.
    pub extra_root_pem: Option<Vec<u8>>,
}

/// How a connection is encrypted.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
pub enum SmtpTls {
    /// Not at all: for a server on the same machine or in the same closed network.
    None,
    /// In the clear at first, then STARTTLS, which is demanded: without it nothing is sent.
    StartTls,
    /// TLS from the first byte.
    Wrapper,
}

/// A user name and a password for the SMTP server.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpCredentials {
    /// The user name.
    pub user: String,
    /// The password; never shown by `Debug`.
    pub password: String,
}

impl std::fmt::Debug for SmtpCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpCredentials")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// Why a transport cannot be made from the settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusableSmtpSettings {
    /// The extra root is not a PEM certificate, or TLS cannot be set up with it.
    #[error("the extra root certificate cannot be used, give a PEM file of a certificate authority: {0}")]
    Tls(String),
    /// A password without encryption, to another machine.
    #[error("the password for {0} would travel unencrypted: use starttls or wrapper, or no password")]
    PasswordInTheClear(String),
}

impl SmtpSettings {
    pub(super) fn tls_parameters(&self) -> Result<Option<TlsParameters>, UnusableSmtpSettings> {
        match self.tls {
            SmtpTls::None if self.credentials.is_some() && !is_this_machine(&self.host) => {
                Err(UnusableSmtpSettings::PasswordInTheClear(self.host.clone()))
            }
            SmtpTls::None => Ok(None),
            SmtpTls::StartTls | SmtpTls::Wrapper => self.build_tls().map(Some),
        }
    }

    fn build_tls(&self) -> Result<TlsParameters, UnusableSmtpSettings> {
        let unusable = |error: lettre::transport::smtp::Error| UnusableSmtpSettings::Tls(error.to_string());
        let mut builder = TlsParameters::builder(self.host.clone());
        if let Some(pem) = &self.extra_root_pem {
            if !String::from_utf8_lossy(pem).contains("BEGIN CERTIFICATE") {
                return Err(UnusableSmtpSettings::Tls("no certificate in it".to_owned()));
            }
            builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(unusable)?);
        }
        builder.build_rustls().map_err(unusable)
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SmtpTransport;

    fn settings(host: &str, tls: SmtpTls) -> SmtpSettings {
        SmtpSettings {
            host: host.to_owned(),
            port: 587,
            tls,
            credentials: Some(SmtpCredentials {
                user: "talkoot".into(),
                password: "hunter2".into(),
            }),
            timeout: Duration::from_secs(5),
            extra_root_pem: None,
        }
    }

    #[test]
    fn a_password_never_travels_unencrypted_to_another_machine() {
        for (host, tls, accepted) in [
            ("localhost", SmtpTls::None, true),
            ("127.0.0.1", SmtpTls::None, true),
            ("::1", SmtpTls::None, true),
            ("mail.example.org", SmtpTls::None, false),
            ("10.0.0.5", SmtpTls::None, false),
            ("mail.example.org", SmtpTls::StartTls, true),
            ("mail.example.org", SmtpTls::Wrapper, true),
        ] {
            assert_eq!(
                SmtpTransport::new(settings(host, tls)).is_ok(),
                accepted,
                "{host} {tls}"
            );
        }
    }

    #[test]
    fn a_root_certificate_that_is_none_is_refused() {
        for pem in [
            "",
            "certificate",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            let settings = SmtpSettings {
                extra_root_pem: Some(pem.into()),
                ..settings("localhost", SmtpTls::Wrapper)
            };
            let refusal = SmtpTransport::new(settings).unwrap_err();
            assert!(refusal.to_string().contains("PEM file"), "{pem}: {refusal}");
        }
    }

    #[test]
    fn the_password_is_not_shown() {
        let transport = SmtpTransport::new(settings("localhost", SmtpTls::StartTls)).unwrap();
        let shown = format!("{transport:?}");
        assert!(shown.contains("talkoot") && !shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn tls_is_chosen_by_name() {
        for (name, tls) in [
            ("none", SmtpTls::None),
            ("starttls", SmtpTls::StartTls),
            ("wrapper", SmtpTls::Wrapper),
        ] {
            assert_eq!(name.parse(), Ok(tls));
            assert_eq!(tls.to_string(), name);
        }
    }
}
