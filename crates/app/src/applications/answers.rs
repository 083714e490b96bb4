use std::collections::BTreeSet;

use talkoot_domain::{
    application::{Application, ApplicationMachine, Command},
    calendar,
    form::{Answer as Answered, Audience, Form, Given, Names, Value, What},
    hands::Deed,
    ids::{ApplicationId, FileId, OrganisationId},
    policy::{Action, Actor, Standings},
    workflow::{Machine, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{applications, files, form_answers, organisations, people};

use super::{Dossier, commitments::settle, decide, dossier_of};
use crate::{Answer, App, Begun, Failure, Note, Request, Work, changes};

/// Answers of one municipality to fields of the form.
#[derive(Clone, Debug)]
pub struct AnswerFields {
    /// In which application.
    pub id: ApplicationId,
    /// Whose answers they are: the lead for what is asked of it.
    pub partner: OrganisationId,
    /// The answers.
    pub answers: Vec<FieldAnswer>,
}

/// The answer to one field.
#[derive(Clone, Debug)]
pub struct FieldAnswer {
    /// The code of the field.
    pub field: String,
    /// The version of the answer that the writer saw; 0 when there was none.
    pub seen: i64,
    /// What was written; nothing takes the answer back.
    pub value: Given,
}

/// So many fields are answered at a time.
const MOST: usize = 400;
/// A longer text is shortened in a message; the whole of it is in the answer itself.
const LONGEST: usize = 300;

/// Answers fields of the form. Two who write in different fields never meet; whoever writes in a field that
/// somebody else has answered since is refused with both texts, and nothing is overwritten. Commitments to what was
/// shared before fall.
///
/// # Errors
/// Refused when the application is not being written or its call has no form, for a field of somebody else, for a
/// value that the field does not take, and for a stale answer; every fault at once, and then nothing is stored.
pub async fn answer(
    app: &App,
    actor: &Actor,
    request: Request<AnswerFields>,
    names: &(dyn Names + Sync),
) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, Action::AnswerFields, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let row = applications::lock(&work.tx, &work.scope, asked.id).await?;
    let application = work.found(ApplicationMachine::OBJECT, row)?;
    work.permit(&standings(&application, asked.partner))?;
    if application.part(asked.partner).is_none() {
        return Err(work.faulty(
            &["partnerId"],
            "this municipality takes no part in the application",
        ));
    }
    let dossier = dossier_of(&work, application).await?;
    let changed = changed(&work, &dossier, &asked, names).await;
    let note = match (&changed, &dossier.form) {
        (Ok(changed), Some(form)) => note(&dossier, form, asked.partner, changed),
        (Err(_), _) | (_, None) => Note::none(),
    };
    // What the machine says comes first: whoever cannot answer at all does not read about single fields.
    decide(&mut work, &dossier, Command::Answer, note).await?;
    let changed = changed?;
    store(&mut work, &dossier, &changed).await?;
    work.finish(asked.id).await
}

/// Partners write their own part only; what is asked of the lead is written by whoever leads or prepares there.
fn standings(application: &Application, partner: OrganisationId) -> Standings {
    let standings = application.standings(Some(partner));
    if partner == application.lead {
        standings
    } else {
        Standings {
            lead: None,
            ..standings
        }
    }
}

async fn store(work: &mut Work<'_>, dossier: &Dossier, changed: &[Answered]) -> Answer<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let before = &dossier.application;
    // A form has a few hundred fields at most, and most writers send one.
    for answer in changed {
        form_answers::save(&work.tx, ApplicationMachine::OBJECT, before.id.into(), answer).await?;
    }
    work.had_a_hand(ApplicationMachine::OBJECT, before.id.into(), Deed::Prepared)
        .await?;
    let is_changed = |old: &&Answered| {
        !changed
            .iter()
            .any(|new| new.field == old.field && new.owner == old.owner)
    };
    let others = dossier.answers.iter().filter(is_changed);
    let after = Dossier {
        answers: others.chain(changed).cloned().collect(),
        ..dossier.clone()
    };
    let settled = settle(work, dossier, before.clone(), &after).await?;
    if settled != *before {
        applications::update(&work.tx, &settled).await?;
    }
    Ok(())
}

/// The answers that change something, checked; those that say what is stored already are left out.
async fn changed(
    work: &Work<'_>,
    dossier: &Dossier,
    asked: &AnswerFields,
    names: &(dyn Names + Sync),
) -> Answer<Vec<Answered>> {
    let Some(form) = &dossier.form else {
        return Ok(Vec::new());
    };
    if asked.answers.is_empty() || asked.answers.len() > MOST {
        let message = format!("answer at least one field and at most {MOST} at a time");
        return Err(work.faulty(&["answers"], message));
    }
    let stamp = Stamp {
        by: work.actor()?.person,
        at: work.now,
    };
    let (mut changed, mut refusals, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (place, given) in asked.answers.iter().enumerate() {
        let at = Place { work, place };
        if !seen.insert(&given.field) {
            refusals.push(at.refuse("field", &[], What::Twice.to_string()));
            continue;
        }
        match one(&at, dossier, form, asked.partner, given, names).await? {
            Ok(None) => {}
            Ok(Some((version, value))) => changed.push(Answered {
                field: given.field.clone(),
                owner: asked.partner,
                version,
                form: form.id,
                value,
                answered: stamp,
            }),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if refusals.is_empty() {
        return Ok(changed);
    }
    Err(Failure::Refused(refusals))
}

/// The place of an answer in the input.
struct Place<'a> {
    work: &'a Work<'a>,
    place: usize,
}

impl Place<'_> {
    fn refuse(&self, key: &str, path: &[String], message: String) -> Refusal {
        let place = self.place.to_string();
        let mut all = vec!["answers", &place, key];
        all.extend(path.iter().map(String::as_str));
        Refusal::input(self.work.action(), &all, message)
    }
}

/// The version and the value that an answer gets; nothing when it says what is stored already.
type Next = Option<(i64, Option<Value>)>;

async fn one(
    at: &Place<'_>,
    dossier: &Dossier,
    form: &Form,
    partner: OrganisationId,
    given: &FieldAnswer,
    names: &(dyn Names + Sync),
) -> Answer<Result<Next, Refusal>> {
    let Some((section, field)) = form.definition.field(&given.field) else {
        let what = What::NoSuchField(given.field.clone());
        return Ok(Err(at.refuse("field", &[], what.to_string())));
    };
    if section.asked_of == Audience::Lead && partner != dossier.application.lead {
        let message = "this is asked of the lead municipality only; leave it to the lead";
        return Ok(Err(at.refuse("field", &[], message.to_owned())));
    }
    let read = field.kind.read(&given.value, names);
    let read = read.and_then(|value| match &value {
        Some(some) => field.kind.check(some).map(|()| value),
        None => Ok(value),
    });
    let value = match read {
        Ok(value) => value,
        Err(fault) => return Ok(Err(at.refuse("value", &fault.path, fault.to_string()))),
    };
    let mut stored = dossier.answers.iter();
    let stored = stored.find(|one| one.field == given.field && one.owner == partner);
    if stored.and_then(|one| one.value.as_ref()) == value.as_ref()
        && stored.is_none_or(|one| one.form == form.id)
    {
        return Ok(Ok(None));
    }
    let version = stored.map_or(0, |one| one.version);
    if version != given.seen {
        return Ok(Err(stale(at, stored, given, version).await?));
    }
    if let Some(message) = unknown(at.work, dossier, partner, value.as_ref()).await? {
        return Ok(Err(at.refuse("value", &[], message)));
    }
    Ok(Ok(Some((version + 1, value))))
}

/// Both texts, and who wrote the other one and when.
async fn stale(
    at: &Place<'_>,
    stored: Option<&Answered>,
    given: &FieldAnswer,
    version: i64,
) -> Answer<Refusal> {
    let by = match stored {
        Some(stored) => people::find(&at.work.tx, stored.answered.by).await?,
        None => None,
    };
    let by = by.map_or_else(|| "somebody".to_owned(), |person| person.name);
    let when = stored.map_or_else(String::new, |stored| {
        let time = calendar::helsinki_time(stored.answered.at);
        format!(" ({})", time.format("%Y-%m-%d %H:%M"))
    });
    let theirs = stored.and_then(|stored| stored.value.as_ref());
    let theirs = theirs.map_or(Given::Nothing, |value| value.given(&talkoot_domain::form::Keys));
    let message = format!(
        "{by} answered this{when} since you read it. Stored: {}. Yours: {}. Nothing was overwritten: read both, \
         and answer again with seenVersion {version}",
        brief(&theirs),
        brief(&given.value)
    );
    Ok(Refusal {
        code: RefusalCode::VersionConflict,
        object: ApplicationMachine::OBJECT,
        ..at.refuse("value", &[], message)
    })
}

fn brief(given: &Given) -> String {
    let text = talkoot_forms::written(given).to_string();
    if text.chars().count() <= LONGEST {
        return text;
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{start}…")
}

/// Why what the value points to cannot be meant: a file of somebody else, a sub-area of another application, a
/// municipality that the system does not know.
async fn unknown(
    work: &Work<'_>,
    dossier: &Dossier,
    partner: OrganisationId,
    value: Option<&Value>,
) -> Answer<Option<String>> {
    let Some(value) = value else {
        return Ok(None);
    };
    let (named, areas, codes) = value.references();
    if !named.is_empty() {
        let found = files::find_many(&work.tx, &work.scope, &named).await?;
        let own = |id: &FileId| {
            found
                .iter()
                .any(|file| file.id == *id && file.organisation == partner)
        };
        if !named.iter().all(own) {
            let message = "the municipality has no such file; upload it for the municipality that answers";
            return Ok(Some(message.to_owned()));
        }
    }
    if areas
        .iter()
        .any(|id| !dossier.sub_areas.iter().any(|area| area.id == *id))
    {
        return Ok(Some("choose one of the sub-areas of this application".to_owned()));
    }
    if !codes.is_empty() {
        let all = organisations::list(&work.tx).await?;
        let unknown = codes
            .iter()
            .find(|code| !all.iter().any(|one| one.code.as_ref() == Some(code)));
        if let Some(code) = unknown {
            return Ok(Some(format!(
                "the system knows no municipality with the code {code}"
            )));
        }
    }
    Ok(None)
}

fn note(dossier: &Dossier, form: &Form, partner: OrganisationId, changed: &[Answered]) -> Note {
    let document = |answers: &mut dyn Iterator<Item = &Answered>| {
        let answers = answers.filter(|one| one.owner == partner);
        let fields = answers.filter_map(|one| {
            let value = one.value.as_ref()?.given(&talkoot_domain::form::Keys);
            Some((one.field.clone(), talkoot_forms::written(&value)))
        });
        serde_json::Value::Object(fields.collect())
    };
    let touched = |old: &&Answered| changed.iter().any(|new| new.field == old.field);
    let before = document(&mut dossier.answers.iter().filter(touched));
    let after = document(&mut changed.iter());
    Note::details(serde_json::json!({
        "partner": partner.to_string(), "form": form.id.to_string(),
        "changed": changes::between(&before, &after),
    }))
}
