use serde_json::json;
use talkoot_domain::{
    access_token::TokenScope,
    ids::{OrganisationId, PersonId},
    organisation::Organisation,
    policy::{Membership, Role},
};
use talkoot_storage::{organisations as stored, people};

use super::{
    NewOrganisation, NewPerson, Token, TokenFor,
    administer::{organisation_note, person_note},
    tokens,
};
use crate::{Answer, App, Note, Subject};

/// A person of a new installation, with its roles; an organisation is named by its place in the list.
#[derive(Clone, Debug)]
pub struct Founder {
    /// Who it is.
    pub person: NewPerson,
    /// The roles, each in the organisation at this place.
    pub roles: Vec<(usize, Role)>,
}

/// What a new installation begins with.
#[derive(Clone, Debug)]
pub struct Installed {
    /// The organisations, in the order given.
    pub organisations: Vec<OrganisationId>,
    /// The people in the order given, each with a sign-in token.
    pub people: Vec<(PersonId, Token)>,
}

/// Puts the first organisations and people into an installation, from the command line, before
/// there is an administrator who could; each person gets a token good for `days`.
///
/// # Errors
/// When an organisation or a person exists already; then nothing is added.
#[expect(clippy::too_many_lines, reason = "one step after another, read as a story")]
pub async fn install(
    app: &App,
    organisations: &[NewOrganisation],
    founders: &[Founder],
    days: i64,
) -> Answer<Installed> {
    let mut work = app.begin_system("install").await?;
    let mut installed = Installed {
        organisations: Vec::new(),
        people: Vec::new(),
    };
    for new in organisations {
        let id: OrganisationId = app.new_id();
        let organisation = Organisation {
            id,
            kind: new.kind,
            code: new.code,
            name_fi: new.name_fi.clone(),
            name_sv: new.name_sv.clone(),
            language: new.language,
        };
        stored::insert(&work.tx, &organisation).await?;
        let note = Note::details(organisation_note(&organisation));
        work.record(
            "organisation",
            Subject {
                id: id.into(),
                project: None,
            },
            None,
            None,
            note,
        );
        installed.organisations.push(id);
    }
    for founder in founders {
        let id: PersonId = app.new_id();
        let NewPerson {
            name,
            email,
            language,
        } = founder.person.clone();
        let person = people::Person {
            id,
            name,
            email,
            language,
        };
        people::insert(&work.tx, &person, work.now).await?;
        let mut roles = Vec::new();
        for &(place, role) in &founder.roles {
            let Some(&organisation) = installed.organisations.get(place) else {
                continue;
            };
            if !organisations.get(place).is_some_and(|new| role.fits(new.kind)) {
                return Err(work.faulty(&["role"], "the organisation has no such role"));
            }
            let held = Membership { organisation, role };
            people::grant_role(&work.tx, app.new_id(), id, held, work.now).await?;
            let role: &'static str = role.into();
            roles.push(json!({ "organisation": organisation.to_string(), "role": role }));
        }
        work.record(
            "person",
            Subject {
                id: id.into(),
                project: None,
            },
            None,
            None,
            Note::details(person_note(&person)),
        );
        work.annotate("roles", json!(roles));
        let wanted = TokenFor {
            person: id,
            label: "installation".to_owned(),
            days,
            scope: TokenScope::Write,
            organisation: None,
        };
        let (_, token) = tokens::store(&mut work, &wanted, None).await?;
        installed.people.push((id, token));
    }
    work.close().await?;
    Ok(installed)
}
