//! Mails handed to an SMTP server, several over one connection when they follow one another.
//!
//! A connection is kept only when the server has taken a mail over it, so that none is left in the middle of one: what
//! runs out of time or is refused ends its connection.

mod answer;
mod kept;
mod settings;

use super::{DeliveryFailure, Receipt, Transport, mime};
use crate::Outgoing;
use answer::Stage;
use async_trait::async_trait;
use kept::{Keeping, Kept};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::time::Duration;
use tokio::net::TcpStream;

pub use settings::{SmtpCredentials, SmtpSettings, SmtpTls, UnusableSmtpSettings};

/// Hands each mail to one SMTP server.
pub struct SmtpTransport {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
    keeping: Keeping,
}

impl std::fmt::Debug for SmtpTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpTransport")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl SmtpTransport {
    /// A transport for these settings. Nothing is connected yet.
    ///
    /// # Errors
    /// [`UnusableSmtpSettings`] when the extra root certificate cannot be read, or a password would
    /// travel unencrypted to another machine.
    pub fn new(settings: SmtpSettings) -> Result<Self, UnusableSmtpSettings> {
        let tls = settings.tls_parameters()?;
        Ok(Self {
            settings,
            tls,
            keeping: Keeping::default(),
        })
    }

    /// Connects, encrypts and signs in, and hangs up: whether a mail could leave now.
    ///
    /// # Errors
    /// What a mail would meet, within the time of one delivery.
    pub async fn check(&self) -> Result<(), DeliveryFailure> {
        let limit = self.settings.timeout;
        let tried = async {
            let mut connection = self.connect().await?;
            connection.abort().await;
            Ok(())
        };
        tokio::time::timeout(limit, tried)
            .await
            .unwrap_or_else(|_| Err(silent(limit)))
    }

    async fn attempt(&self, message: &lettre::Message) -> Result<Receipt, DeliveryFailure> {
        if let Some(kept) = self.keeping.take() {
            match self.hand_over(kept, message).await {
                // The server has closed it in the meantime. Should it have taken the mail before it was lost, the same mail
                // comes twice under one Message-ID, as after any answer that does not reach us.
                Err(DeliveryFailure::Temporary {
                    code: None | Some(421),
                    ..
                }) => {}
                answered => return answered,
            }
        }
        self.hand_over(Kept::new(self.connect().await?), message).await
    }

    async fn hand_over(&self, mut kept: Kept, message: &lettre::Message) -> Result<Receipt, DeliveryFailure> {
        let sent = kept
            .connection
            .send(message.envelope(), &message.formatted())
            .await;
        // After a refusal the connection is already closed.
        let response = sent.map_err(|error| answer::failure(Stage::Sending, &error))?;
        self.keeping.keep(kept);
        Ok(Receipt {
            answer: format!(
                "{} {}",
                response.code(),
                response.message().collect::<Vec<_>>().join(" ")
            ),
        })
    }

    /// Connected, encrypted and signed in.
    async fn connect(&self) -> Result<AsyncSmtpConnection, DeliveryFailure> {
        let failed = |error| answer::failure(Stage::Connecting, &error);
        let hello = ClientId::default();
        let mut connection = self.greet(&hello).await?;
        if let (SmtpTls::StartTls, Some(tls)) = (self.settings.tls, &self.tls) {
            connection.starttls(tls.clone(), &hello).await.map_err(failed)?;
        }
        if let Some(SmtpCredentials { user, password }) = &self.settings.credentials {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection
                .auth(DEFAULT_MECHANISMS, &credentials)
                .await
                .map_err(failed)?;
        }
        Ok(connection)
    }

    async fn greet(&self, hello: &ClientId) -> Result<AsyncSmtpConnection, DeliveryFailure> {
        let SmtpSettings {
            host, port, timeout, ..
        } = &self.settings;
        let failed = |error| answer::failure(Stage::Connecting, &error);
        let server = (host.as_str(), *port);
        if self.settings.tls == SmtpTls::Wrapper {
            let tls = self.tls.clone();
            let connected = AsyncSmtpConnection::connect_tokio1(server, Some(*timeout), hello, tls, None);
            return connected.await.map_err(failed);
        }
        let unreachable = |error: std::io::Error| DeliveryFailure::Temporary {
            code: None,
            answer: format!("Connection error: {error}"),
        };
        let stream = TcpStream::connect(server).await.map_err(unreachable)?;
        // lettre writes a mail and its final dot one after the other: without this the dot waits for the server's
        // late acknowledgement, 40 ms for each mail.
        stream.set_nodelay(true).map_err(unreachable)?;
        let connected = AsyncSmtpConnection::connect_with_transport(Box::new(stream), hello);
        connected.await.map_err(failed)
    }
}

#[async_trait]
impl Transport for SmtpTransport {
    async fn deliver(&self, mail: &Outgoing) -> Result<Receipt, DeliveryFailure> {
        let message = mime::message(mail)?;
        // lettre limits only the connecting; a server that stops answering later would hold the worker.
        let limit = self.settings.timeout;
        match tokio::time::timeout(limit, self.attempt(&message)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(silent(limit)),
        }
    }
}

fn silent(limit: Duration) -> DeliveryFailure {
    DeliveryFailure::Temporary {
        code: None,
        answer: format!("no answer from the mail server within {} s", limit.as_secs_f32()),
    }
}
