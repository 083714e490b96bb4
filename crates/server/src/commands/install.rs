use std::process::ExitCode;

use anyhow::bail;
use talkoot_app::identity::{self, Founder, NewOrganisation, NewPerson};
use talkoot_domain::{language::Language, organisation::OrganisationKind, policy::Role};

use super::{Needed, application};
use crate::settings::InstallSettings;

/// How long the first administrator's token is good for; enough to give itself another.
const DAYS: i64 = 7;

/// Puts the first authority and its administrator into an empty database.
pub(super) async fn install(settings: &InstallSettings) -> anyhow::Result<ExitCode> {
    let url = &settings.database.database_url;
    let (app, _clock) = application(url, Needed::Nothing, &settings.mail).await?;
    if talkoot_storage::people::exist(app.store()).await? {
        bail!("there are people already; an administrator adds more through the API");
    }
    let authority = NewOrganisation {
        kind: OrganisationKind::Authority,
        code: None,
        name_fi: settings.authority.clone(),
        name_sv: settings.authority_sv.clone(),
        language: Language::Fi,
    };
    let administrator = Founder {
        person: NewPerson {
            name: settings.name.clone(),
            email: settings.email.clone(),
            language: settings.language,
        },
        roles: vec![(0, Role::Administrator)],
    };
    let installed = identity::install(&app, &[authority], &[administrator], DAYS).await?;
    if let Some((_, token)) = installed.people.first() {
        println!("sign in as administrator within {DAYS} days with this token, which is shown only now:");
        println!("{}", token.reveal());
    }
    Ok(ExitCode::SUCCESS)
}
