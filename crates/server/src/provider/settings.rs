use anyhow::{bail, ensure};
use openidconnect::url::{Host, Url};

/// Where the sign-in service is, and what it knows this installation by.
#[derive(Clone)]
pub struct ProviderSettings {
    /// Its identifier, under which it tells about itself.
    pub issuer: String,
    /// The name it has for this installation.
    pub client_id: String,
    /// What this installation proves itself with; nothing where the service asks for nothing.
    pub client_secret: Option<String>,
    /// What it is called on the sign-in page.
    pub name: String,
    /// Where people open this installation.
    pub base_url: String,
    /// Certificates (PEM) of further authorities to trust at the service.
    pub certificates: Option<Vec<u8>>,
}

impl ProviderSettings {
    pub(super) fn check(&self) -> anyhow::Result<()> {
        let url = Url::parse(&self.issuer)?;
        let is_here = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        match url.scheme() {
            "https" => {}
            "http" if is_here => {}
            _ => bail!("the issuer {} must begin with https://", self.issuer),
        }
        ensure!(
            !self.client_id.is_empty(),
            "the sign-in service needs a client id"
        );
        Ok(())
    }
}

impl std::fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret is left out.
        f.debug_struct("ProviderSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_is_asked_with_encryption_only() {
        for (issuer, good) in [
            ("https://id.example", true),
            ("http://127.0.0.1:3000", true),
            ("http://localhost:3000", true),
            ("http://[::1]:3000", true),
            ("http://id.example", false),
            ("http://localhost.example", false),
            ("ftp://localhost", false),
            ("id.example", false),
        ] {
            let settings = ProviderSettings {
                issuer: issuer.to_owned(),
                client_id: "talkoot".to_owned(),
                client_secret: Some("a secret".to_owned()),
                name: "id".to_owned(),
                base_url: "https://talkoot.example".to_owned(),
                certificates: None,
            };
            assert_eq!(settings.check().is_ok(), good, "{issuer}");
            assert!(!format!("{settings:?}").contains("a secret"));
        }
    }
}
