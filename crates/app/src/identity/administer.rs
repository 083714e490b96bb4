use chrono::Duration;
use serde_json::{Value, json};
use talkoot_domain::{
    identifiers::MunicipalityCode,
    ids::{OrganisationId, PersonId},
    language::Language,
    organisation::{Organisation, OrganisationKind},
    policy::{Action, Actor, Membership, Standings},
};
use talkoot_storage::{organisations, people};
use uuid::Uuid;

use super::{Person, Token};
use crate::{Answer, App, Begun, Note, Request, Subject, changes};

/// An organisation to be added.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// What it is.
    pub kind: OrganisationKind,
    /// The municipality code; required for a municipality, absent for an authority.
    pub code: Option<MunicipalityCode>,
    /// Name in Finnish.
    pub name_fi: String,
    /// Name in Swedish.
    pub name_sv: String,
    /// The language it is written to in.
    pub language: Language,
}

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The language the person is written to in.
    pub language: Language,
}

/// A role given or ended.
#[derive(Clone, Debug)]
pub struct RoleChange {
    /// Whose.
    pub person: PersonId,
    /// Which role, where.
    pub held: Membership,
}

/// A token to be made.
#[derive(Clone, Debug)]
pub struct TokenFor {
    /// Whose.
    pub person: PersonId,
    /// What it is for.
    pub label: String,
    /// How many days it is good for, at most 366.
    pub days: i64,
}

/// Adds a municipality or an authority.
///
/// # Errors
/// Refused to anybody but an administrator, and for a municipality that exists.
pub async fn create_organisation(
    app: &App,
    actor: &Actor,
    request: Request<NewOrganisation>,
) -> Answer<OrganisationId> {
    let mut work = match app.begin(actor, Action::CreateOrganisation, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    work.permit(&Standings::default())?;
    let new = request.body;
    if (new.kind == OrganisationKind::Municipality) != new.code.is_some() {
        return Err(work.faulty(
            &["code"],
            "a municipality has a code of three digits, an authority has none",
        ));
    }
    if new.name_fi.trim().is_empty() || new.name_sv.trim().is_empty() {
        return Err(work.faulty(&["nameFi"], "give the name in Finnish and in Swedish"));
    }
    let id: OrganisationId = app.new_id();
    let organisation = Organisation {
        id,
        kind: new.kind,
        code: new.code,
        name_fi: new.name_fi,
        name_sv: new.name_sv,
        language: new.language,
    };
    organisations::insert(&work.tx, &organisation).await?;
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
    work.finish(id).await
}

/// Adds a person, who has no role yet.
///
/// # Errors
/// Refused to anybody but an administrator, and for an address that belongs to somebody.
pub async fn create_person(app: &App, actor: &Actor, request: Request<NewPerson>) -> Answer<PersonId> {
    let mut work = match app.begin(actor, Action::CreatePerson, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    work.permit(&Standings::default())?;
    let new = request.body;
    if new.name.trim().is_empty() {
        return Err(work.faulty(&["name"], "give the person's name"));
    }
    if !new.email.contains('@') || new.email.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(work.faulty(&["email"], "give an e-mail address, for example name@example.fi"));
    }
    let id: PersonId = app.new_id();
    let person = Person {
        id,
        name: new.name,
        email: new.email,
        language: new.language,
    };
    people::insert(&work.tx, &person, work.now).await?;
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
    work.finish(id).await
}

pub(super) fn organisation_note(organisation: &Organisation) -> Value {
    let (kind, language): (&'static str, &'static str) =
        (organisation.kind.into(), organisation.language.into());
    changes::set(&json!({
        "kind": kind, "code": organisation.code.map(|code| code.to_string()), "nameFi": organisation.name_fi,
        "nameSv": organisation.name_sv, "language": language,
    }))
}

/// The log is kept longer than a person's data may be: name and address go into it only as a hash, by
/// which a change of them can still be proven.
pub(super) fn person_note(person: &Person) -> Value {
    let language: &'static str = person.language.into();
    let data = json!({ "name": person.name, "email": person.email });
    json!({ "set": { "language": language, "nameAndEmailSha256": changes::hash(&data) } })
}

/// Gives a person a role in an organisation, from now on.
///
/// # Errors
/// Refused to anybody but an administrator, and when the role is held already.
pub async fn grant_role(app: &App, actor: &Actor, request: Request<RoleChange>) -> Answer<PersonId> {
    let mut work = match app.begin(actor, Action::GrantRole, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    work.permit(&Standings::default())?;
    let RoleChange { person, held } = request.body;
    work.found("person", people::find(&work.tx, person).await?)?;
    work.found(
        "organisation",
        organisations::find(&work.tx, held.organisation).await?,
    )?;
    people::grant_role(&work.tx, app.new_id(), person, held, work.now).await?;
    work.record(
        "person",
        Subject {
            id: person.into(),
            project: None,
        },
        None,
        None,
        role_note(held),
    );
    work.finish(person).await
}

/// Ends a role now.
///
/// # Errors
/// Refused to anybody but an administrator; not found when the role is not held.
pub async fn end_role(app: &App, actor: &Actor, request: Request<RoleChange>) -> Answer<PersonId> {
    let mut work = match app.begin(actor, Action::EndRole, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    work.permit(&Standings::default())?;
    let RoleChange { person, held } = request.body;
    let ended = people::end_role(&work.tx, person, held, work.now).await?;
    work.found("role", ended.then_some(()))?;
    work.record(
        "person",
        Subject {
            id: person.into(),
            project: None,
        },
        None,
        None,
        role_note(held),
    );
    work.finish(person).await
}

fn role_note(held: Membership) -> Note {
    let role: &'static str = held.role.into();
    Note::details(json!({ "organisation": Uuid::from(held.organisation).to_string(), "role": role }))
}

/// Makes a sign-in token. It is shown this once; when the request is repeated there is none to show.
///
/// # Errors
/// Refused to anybody but an administrator, and for more than 366 days.
pub async fn issue_token(
    app: &App,
    actor: &Actor,
    request: Request<TokenFor>,
) -> Answer<(PersonId, Option<Token>)> {
    let mut work = match app.begin(actor, Action::IssueToken, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok((id.into(), None)),
    };
    work.permit(&Standings::default())?;
    let wanted = request.body;
    if !(1..=366).contains(&wanted.days) {
        return Err(work.faulty(&["days"], "a token is good for 1 to 366 days"));
    }
    work.found("person", people::find(&work.tx, wanted.person).await?)?;
    let token = Token::random();
    let stored = people::NewToken {
        id: app.new_id(),
        person: wanted.person,
        hash: token.hash(),
        label: &wanted.label,
        created_at: work.now,
        expires_at: work.now + Duration::days(wanted.days),
    };
    people::insert_token(&work.tx, &stored).await?;
    let note = Note::details(json!({ "label": wanted.label, "days": wanted.days }));
    work.record(
        "person",
        Subject {
            id: wanted.person.into(),
            project: None,
        },
        None,
        None,
        note,
    );
    let person = work.finish(wanted.person).await?;
    Ok((person, Some(token)))
}
