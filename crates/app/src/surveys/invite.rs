use std::collections::BTreeSet;

use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::SurveyId,
    policy::{Action, Actor},
    survey::{Command, State, Step, Survey, SurveyMachine, readable_address},
    workflow::Refusal,
};
use talkoot_storage::surveys::{self as storage, Invitation};

use super::{OBJECT, facts, mail, standings, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, Work};

/// People to be invited.
#[derive(Clone, Debug)]
pub struct InviteToSurvey {
    /// To which survey.
    pub id: SurveyId,
    /// The version that was read.
    pub expected_version: Version,
    /// Their e-mail addresses.
    pub addresses: Vec<String>,
}

/// So many addresses are taken at once.
const MOST_AT_ONCE: usize = 5_000;
/// So many people are invited to a survey in all: more than there are members of all municipal councils.
const MOST: usize = 20_000;

/// Invites people by their addresses, each once: an address that is invited already is passed over, so that a list can
/// be sent again with more in it. While the survey is open their mails leave at once.
///
/// # Errors
/// Refused with every address to which no mail can go; for too many; once the survey is closed.
pub async fn invite(app: &App, actor: &Actor, request: Request<InviteToSurvey>) -> Answer<SurveyId> {
    let mut work = match app.begin(actor, Action::InviteToSurvey, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let survey = storage::lock(&work.tx, &work.scope, asked.id).await?;
    let survey = work.found(OBJECT, survey)?;
    work.permit(&standings(&survey))?;
    work.same_version(OBJECT, survey.id.into(), survey.version, asked.expected_version)
        .await?;
    let known = storage::addresses(&work.tx, survey.id).await?;
    let new = read(&work, &asked.addresses, &known)?;
    let today = calendar::helsinki_date(work.now);
    let invitations: Vec<Invitation> = new
        .into_iter()
        .map(|address| Invitation {
            id: app.new_id(),
            survey: survey.id,
            address,
            invited_by: actor.person,
            invited_on: today,
            answered: false,
        })
        .collect();
    storage::invite(&work.tx, &invitations).await?;
    let invited = u64::try_from(known.len() + invitations.len()).map_err(Failure::internal)?;
    let facts = facts(&survey, Some(actor.person), invited, work.now);
    // Addresses are personal data, and the log is for ever.
    let note = Note::details(json!({ "invited": invitations.len() }));
    let about = subject(&survey);
    let state = work.decide::<SurveyMachine>(about, survey.state, Command::Invite, &facts, note)?;
    let changed = Survey { state, ..survey };
    storage::update(&work.tx, &changed).await?;
    if matches!(changed.state, State::Open { .. }) {
        mail::enqueue(&work, changed.id, Step::Invitation, &invitations).await?;
    }
    work.finish(changed.id).await
}

/// The addresses that are not invited yet, each once.
fn read(work: &Work<'_>, given: &[String], known: &BTreeSet<String>) -> Answer<Vec<String>> {
    if given.is_empty() {
        return Err(work.faulty(&["addresses"], "name the addresses of those who shall be asked"));
    }
    if given.len() > MOST_AT_ONCE {
        let message = format!("{MOST_AT_ONCE} addresses are taken at once; send the rest in another request");
        return Err(work.faulty(&["addresses"], message));
    }
    let mut faults = Vec::new();
    let mut seen = known.clone();
    let mut new = Vec::new();
    for (place, text) in given.iter().enumerate() {
        let Some(address) = readable_address(text) else {
            let message = "this is no e-mail address; write one such as name@example.fi";
            let place = place.to_string();
            faults.push(Refusal::input(work.action(), &["addresses", &place], message));
            continue;
        };
        if seen.insert(address.to_lowercase()) {
            new.push(address.to_owned());
        }
    }
    if !faults.is_empty() {
        return Err(Failure::Refused(faults));
    }
    if seen.len() > MOST {
        let message = format!("a survey asks at most {MOST} people; leave some out");
        return Err(work.faulty(&["addresses"], message));
    }
    Ok(new)
}
