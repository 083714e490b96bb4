//! The people of the municipalities that the demonstration has not: in each one who writes and coordinates, and one
//! who commits the municipality.

use std::path::Path;

use anyhow::bail;
use talkoot_app::{App, identity};
use talkoot_domain::{
    language::Language, municipality::Municipality, organisation::OrganisationKind, policy::Role,
};

use super::municipalities;
use crate::demo::{DAYS, Tokens, sign_ins};

/// Adds them to a demonstration, unless they are there; gives everybody's sign-ins and keeps them in its folder.
///
/// # Errors
/// When there is no demonstration in the folder, or one of an earlier version without reviewers.
pub async fn settle(app: &App, data: &Path) -> anyhow::Result<Tokens> {
    let mut tokens = Tokens::read(data)?;
    if !tokens.0.iter().any(|token| token.role == "reviewer") {
        bail!(
            "this demonstration is of an earlier version and has no reviewers; start over with `talkoot demo --reset`"
        );
    }
    let mut missing = municipalities::all()?;
    missing.retain(|one| tokens.of("partner_approver", one.name_fi).is_err());
    if missing.is_empty() {
        return Ok(tokens);
    }
    let organisations: Vec<_> = missing.iter().map(|one| organisation(one)).collect();
    let people = missing
        .iter()
        .enumerate()
        .flat_map(|(place, one)| people(place, one));
    let founders: Vec<_> = people.collect();
    let installed = identity::install(app, &organisations, &founders, DAYS).await?;
    tokens.0.extend(sign_ins(&organisations, &founders, &installed));
    tokens.write(data)?;
    Ok(tokens)
}

fn organisation(municipality: &Municipality) -> identity::NewOrganisation {
    identity::NewOrganisation {
        kind: OrganisationKind::Municipality,
        code: Some(municipality.code),
        name_fi: municipality.name_fi.to_owned(),
        name_sv: municipality.name_sv.to_owned(),
        language: municipality.correspondence(),
    }
}

fn people(place: usize, municipality: &Municipality) -> [identity::Founder; 2] {
    let language = municipality.correspondence();
    let family = match language {
        Language::Sv => "Exempel",
        Language::Fi | Language::En => "Esimerkki",
    };
    let name = municipality.name(language);
    let founder = |first: &str, address: &str, roles: &[Role]| identity::Founder {
        person: identity::NewPerson {
            name: format!("{first} {family} ({name})"),
            email: format!("{address}@kunta-{}.example", municipality.code),
            language,
        },
        roles: roles.iter().map(|&role| (place, role)).collect(),
    };
    [
        founder(
            "Kaisa",
            "koordinaattori",
            &[Role::LeadCoordinator, Role::PartnerPreparer],
        ),
        founder("Heikki", "hyvaksyja", &[Role::PartnerApprover]),
    ]
}
