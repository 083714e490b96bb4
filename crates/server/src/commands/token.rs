use std::process::ExitCode;

use talkoot_app::identity;

use super::{Needed, application};
use crate::settings::TokenSettings;

/// Prints a sign-in token for a person. Whoever can run this can read the database, so no second
/// administrator is asked; the audit log keeps that it was done.
pub(super) async fn token(settings: &TokenSettings) -> anyhow::Result<ExitCode> {
    let url = &settings.database.database_url;
    let (app, _clock) = application(url, Needed::Schema, &settings.mail).await?;
    let TokenSettings {
        email, label, days, ..
    } = settings;
    let token = identity::issue_token_as_operator(&app, email, label, *days).await?;
    eprintln!("{email} signs in for {days} days with this token, which is shown only now:");
    println!("{}", token.reveal());
    Ok(ExitCode::SUCCESS)
}
