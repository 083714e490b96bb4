use chrono::NaiveDate;
use serde_json::{Value, json};
use strum::IntoEnumIterator;
use talkoot_domain::{
    calendar,
    identifiers::MunicipalityCode,
    ids::{OrganisationId, PersonId},
    language::Language,
    organisation::{Organisation, OrganisationKind},
    policy::{Action, Actor, Membership, Role, Standings},
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{organisations, people, people::Term};
use uuid::Uuid;

use super::{Person, sessions, sign_in::keeper};
use crate::{Answer, App, Begun, Note, Request, Subject, changes, project_contacts, work::Work};

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

/// A role to be given.
#[derive(Clone, Debug)]
pub struct NewRole {
    /// Whose.
    pub person: PersonId,
    /// Which role, where.
    pub held: Membership,
    /// The first day in Finland; from now on when left out.
    pub from: Option<NaiveDate>,
    /// The last day in Finland; for good when left out.
    pub until: Option<NaiveDate>,
    /// Whose deputy it is.
    pub deputy_for: Option<PersonId>,
}

/// A role to be ended.
#[derive(Clone, Debug)]
pub struct RoleChange {
    /// Whose.
    pub person: PersonId,
    /// Which role, where.
    pub held: Membership,
}

/// Adds a municipality or an authority.
///
/// # Errors
/// Refused to anybody but an administrator of an authority, and for a municipality that exists.
pub async fn create_organisation(
    app: &App,
    actor: &Actor,
    request: Request<NewOrganisation>,
) -> Answer<OrganisationId> {
    let mut work = match app.begin(actor, Action::CreateOrganisation, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    permit_keeper(&mut work, actor).await?;
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

/// Something before one `@`, and a domain of several parts after it; nothing that breaks a mail's header.
pub(super) fn is_address(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !"@<>()[],;:\\\"".contains(c))
    };
    let Some((name, domain)) = text.rsplit_once('@') else {
        return false;
    };
    text.len() <= 254 && plain(name) && domain.contains('.') && domain.split('.').all(plain)
}

/// Adds a person, who has no role yet.
///
/// # Errors
/// Refused to anybody but an administrator of an authority, and for an address that belongs to somebody.
pub async fn create_person(app: &App, actor: &Actor, request: Request<NewPerson>) -> Answer<PersonId> {
    let mut work = match app.begin(actor, Action::CreatePerson, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    permit_keeper(&mut work, actor).await?;
    let new = request.body;
    if new.name.trim().is_empty() || new.name.chars().any(char::is_control) {
        return Err(work.faulty(
            &["name"],
            "give the person's name on one line, without control characters",
        ));
    }
    if !is_address(&new.email) {
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

/// Gives a person a role in an organisation, from now on or for some days, perhaps as somebody's deputy.
///
/// # Errors
/// Refused to anybody but an administrator of the organisation, or of an authority for the first
/// administrator; for oneself; when the role does not fit the organisation or the person's other roles
/// there; when it is held already at some time of the term; for days that are over or the wrong way round; and as the
/// deputy of somebody who does not hold it, or for good.
pub async fn grant_role(app: &App, actor: &Actor, request: Request<NewRole>) -> Answer<PersonId> {
    let mut work = match app.begin(actor, Action::GrantRole, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let new = request.body;
    let (person, held) = (new.person, new.held);
    let organisation = organisations::find(&work.tx, held.organisation).await?;
    let organisation = work.found("organisation", organisation)?;
    let standings = Standings {
        own: Some(held.organisation),
        keeper: if is_first_administrator(&work, held).await? {
            keeper(&work.tx, actor).await?
        } else {
            None
        },
        ..Standings::default()
    };
    work.permit(&standings)?;
    not_oneself(actor, person, Action::GrantRole)?;
    work.found("person", people::lock(&work.tx, person).await?)?;
    if !held.role.fits(organisation.kind) {
        return Err(work.faulty(&["role"], unfit(organisation.kind)));
    }
    let term = term(&work, &new).await?;
    let here = people::roles_during(&work.tx, person, held.organisation, term).await?;
    if here.contains(&held.role) {
        let message = "the person holds this role already; there is nothing to do, or end it first";
        return Err(Refusal::of(RefusalCode::Duplicate, "role", Action::GrantRole.into(), message).into());
    }
    // Also when the one ends and the other begins on the same day.
    let whole_days = Term {
        from: calendar::end_of_day(calendar::helsinki_date(term.from) - chrono::Days::new(1)),
        ..term
    };
    let that_day = people::roles_during(&work.tx, person, held.organisation, whole_days).await?;
    if that_day.iter().any(|other| other.excludes(held.role)) {
        return Err(work.faulty(
            &["role"],
            "an administrator makes no decisions about money in the same organisation; give the role to \
             somebody else, or end the other role first",
        ));
    }
    // Who comes back begins anew: what somebody signed in with before the last role ended is over.
    sessions::end_everything_of_who_left(&mut work, person).await?;
    people::grant_role_for(&work.tx, app.new_id(), person, held, term).await?;
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
    work.annotate("from", json!(new.from));
    work.annotate("until", json!(new.until));
    work.annotate("deputyFor", json!(new.deputy_for.map(|of| of.to_string())));
    work.finish(person).await
}

/// The term of a new role, after it was looked at.
async fn term(work: &Work<'_>, new: &NewRole) -> Answer<Term> {
    let today = calendar::helsinki_date(work.now);
    let first = new.from.unwrap_or(today);
    if first < today {
        return Err(work.faulty(
            &["validFrom"],
            "a role is given from today on or later, not for days that are over",
        ));
    }
    if new.until.is_some_and(|last| last < first) {
        return Err(work.faulty(
            &["validUntil"],
            "the last day comes before the first; exchange them",
        ));
    }
    if let Some(of) = new.deputy_for {
        if new.until.is_none() {
            return Err(work.faulty(
                &["validUntil"],
                "a deputy holds a role for a time; say the last day",
            ));
        }
        let holder = people::actor(&work.tx, of, work.now).await?;
        let holds = holder.is_some_and(|holder| holder.memberships.contains(&new.held));
        if !holds || of == new.person {
            let message = "a deputy stands in for somebody else who holds the role in this organisation now; name that person";
            return Err(work.faulty(&["deputyForId"], message));
        }
    }
    let from = new.from.filter(|first| *first > today);
    Ok(Term {
        from: from
            .and_then(|first| first.pred_opt())
            .map_or(work.now, calendar::end_of_day),
        until: new.until.map(calendar::end_of_day),
        deputy_for: new.deputy_for,
    })
}

/// Ends a role now.
///
/// # Errors
/// Refused to anybody but an administrator of the organisation, and for oneself; not found when the role
/// is not held.
pub async fn end_role(app: &App, actor: &Actor, request: Request<RoleChange>) -> Answer<PersonId> {
    let mut work = match app.begin(actor, Action::EndRole, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let RoleChange { person, held } = request.body;
    let standings = Standings {
        own: Some(held.organisation),
        ..Standings::default()
    };
    work.permit(&standings)?;
    not_oneself(actor, person, Action::EndRole)?;
    work.found("person", people::lock(&work.tx, person).await?)?;
    let ended = people::end_role(&work.tx, person, held, work.now).await?;
    work.found("role", ended.then_some(()))?;
    // What they were named for in projects is looked at today: reminders move, and a gap is told.
    project_contacts::look_at_role(&work, person, held.organisation).await?;
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
    sessions::end_everything_of(&mut work, person).await?;
    work.finish(person).await
}

/// What the administrators of an authority do for the whole installation.
async fn permit_keeper(work: &mut Work<'_>, actor: &Actor) -> Answer<()> {
    let standings = Standings {
        keeper: keeper(&work.tx, actor).await?,
        ..Standings::default()
    };
    work.permit(&standings).map(drop)
}

async fn is_first_administrator(work: &Work<'_>, held: Membership) -> Answer<bool> {
    if held.role != Role::Administrator {
        return Ok(false);
    }
    let roles = [Role::Administrator];
    let found = people::holders(&work.tx, held.organisation, &roles, work.now).await?;
    Ok(found.is_empty())
}

fn not_oneself(actor: &Actor, person: PersonId, action: Action) -> Answer<()> {
    if actor.person != person {
        return Ok(());
    }
    let message = "nobody gives or ends a role of one's own; ask another administrator of the organisation";
    Err(Refusal::of(RefusalCode::SamePerson, "role", action.into(), message).into())
}

pub(super) fn unfit(kind: OrganisationKind) -> String {
    let roles: Vec<String> = Role::iter()
        .filter(|role| role.fits(kind))
        .map(|role| Into::<&'static str>::into(role).replace('_', " "))
        .collect();
    let kind = match kind {
        OrganisationKind::Municipality => "a municipality",
        OrganisationKind::Authority => "an authority",
    };
    format!("{kind} has no such role; it has {}", roles.join(", "))
}

fn role_note(held: Membership) -> Note {
    let role: &'static str = held.role.into();
    Note::details(json!({ "organisation": Uuid::from(held.organisation).to_string(), "role": role }))
}
