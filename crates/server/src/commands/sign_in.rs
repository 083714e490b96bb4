//! From the settings to how people sign in.

use std::{fs, sync::Arc};

use anyhow::{Context, ensure};
use chrono::TimeDelta;
use talkoot_app::identity::SignInSettings;

use crate::{
    provider::{Provider, ProviderSettings},
    settings::SignInArguments,
};

/// How long people stay signed in, and how often links are sent.
pub(super) fn rules(arguments: &SignInArguments) -> SignInSettings {
    SignInSettings {
        idle: TimeDelta::minutes(arguments.session_idle_minutes),
        longest: TimeDelta::hours(arguments.session_hours),
        links_per_hour: arguments.sign_in_links_per_hour,
    }
}

/// The organisation's sign-in service, if there is one.
pub(super) fn provider(arguments: &SignInArguments, base_url: &str) -> anyhow::Result<Option<Arc<Provider>>> {
    let (Some(issuer), Some(client_id)) = (&arguments.oidc_issuer, &arguments.oidc_client_id) else {
        ensure!(
            arguments.oidc_client_id.is_none(),
            "TALKOOT_OIDC_CLIENT_ID is set without TALKOOT_OIDC_ISSUER; set both or none"
        );
        return Ok(None);
    };
    let client_secret = match &arguments.oidc_client_secret_file {
        Some(file) => {
            let text = fs::read_to_string(file)
                .with_context(|| format!("the client secret cannot be read from {}", file.display()))?;
            Some(text.trim().to_owned())
        }
        None => arguments.oidc_client_secret.clone(),
    };
    ensure!(
        client_secret.as_deref() != Some(""),
        "the client secret of the sign-in service is empty; give it, or leave the setting out"
    );
    let certificates = match &arguments.oidc_ca {
        Some(file) => Some(
            fs::read(file).with_context(|| format!("no certificates can be read from {}", file.display()))?,
        ),
        None => None,
    };
    let host = issuer.split_once("://").map_or(issuer.as_str(), |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or(host);
    let settings = ProviderSettings {
        issuer: issuer.clone(),
        client_id: client_id.clone(),
        client_secret,
        name: arguments.oidc_name.clone().unwrap_or_else(|| host.to_owned()),
        base_url: base_url.to_owned(),
        certificates,
    };
    Ok(Some(Arc::new(Provider::new(settings)?)))
}
