//! Answers to fields of forms: read, checked, and never over what somebody else wrote meanwhile.

use std::collections::BTreeSet;

use talkoot_domain::{
    calendar,
    form::{Answer as Answered, Audience, Field, Form, Given, Keys, Names, Section, Value, What},
    ids::{FileId, FormId, OrganisationId, SubAreaId},
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{organisations, people};

use crate::{Answer, Failure, Work, files};

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

/// What is filled in: the versions of forms that it answers and what was answered so far.
#[derive(Debug)]
pub(crate) struct Paper<'a> {
    /// The kind of object, for refusals.
    pub(crate) object: &'static str,
    /// What is asked; no two ask under one code.
    pub(crate) forms: &'a [Form],
    /// Who answers what is asked of the lead.
    pub(crate) lead: OrganisationId,
    /// What was answered, also in fields that are not asked any more.
    pub(crate) answers: &'a [Answered],
    /// The sub-areas that an answer may name.
    pub(crate) sub_areas: Vec<SubAreaId>,
}

impl Paper<'_> {
    fn field(&self, code: &str) -> Option<(&Form, &Section, &Field)> {
        self.forms.iter().find_map(|form| {
            let (section, field) = form.definition.field(code)?;
            Some((form, section, field))
        })
    }

    /// The answers that change something, checked; those that say what is stored already are left out.
    ///
    /// # Errors
    /// Every fault at once: a field that is none, somebody else's field, a value that the field does not take, and an
    /// answer that somebody changed since it was read.
    pub(crate) async fn changed(
        &self,
        work: &Work<'_>,
        owner: OrganisationId,
        given: &[FieldAnswer],
        names: &(dyn Names + Sync),
    ) -> Answer<Vec<Answered>> {
        changed(work, self, owner, given, names).await
    }
}

async fn changed(
    work: &Work<'_>,
    paper: &Paper<'_>,
    owner: OrganisationId,
    answers: &[FieldAnswer],
    names: &(dyn Names + Sync),
) -> Answer<Vec<Answered>> {
    if answers.is_empty() || answers.len() > MOST {
        let message = format!("answer at least one field and at most {MOST} at a time");
        return Err(work.faulty(&["answers"], message));
    }
    let stamp = Stamp {
        by: work.actor()?.person,
        at: work.now,
    };
    let (mut changed, mut refusals, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (place, given) in answers.iter().enumerate() {
        let at = Place { work, place };
        if !seen.insert(&given.field) {
            refusals.push(at.refuse("field", &[], What::Twice.to_string()));
            continue;
        }
        match one(&at, paper, owner, given, names).await? {
            Ok(None) => {}
            Ok(Some((version, form, value))) => changed.push(Answered {
                field: given.field.clone(),
                owner,
                version,
                form,
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
type Next = Option<(i64, FormId, Option<Value>)>;

async fn one(
    at: &Place<'_>,
    paper: &Paper<'_>,
    owner: OrganisationId,
    given: &FieldAnswer,
    names: &(dyn Names + Sync),
) -> Answer<Result<Next, Refusal>> {
    let Some((form, section, field)) = paper.field(&given.field) else {
        let what = What::NoSuchField(given.field.clone());
        return Ok(Err(at.refuse("field", &[], what.to_string())));
    };
    if section.asked_of == Audience::Lead && owner != paper.lead {
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
    let mut stored = paper.answers.iter();
    let stored = stored.find(|one| one.field == given.field && one.owner == owner);
    if stored.and_then(|one| one.value.as_ref()) == value.as_ref()
        && stored.is_none_or(|one| one.form == form.id)
    {
        return Ok(Ok(None));
    }
    let version = stored.map_or(0, |one| one.version);
    if version != given.seen {
        return Ok(Err(stale(at, paper.object, stored, given, version).await?));
    }
    if let Some(message) = unknown(at.work, paper, owner, value.as_ref()).await? {
        return Ok(Err(at.refuse("value", &[], message)));
    }
    Ok(Ok(Some((version + 1, form.id, value))))
}

/// Both texts, and who wrote the other one and when.
async fn stale(
    at: &Place<'_>,
    object: &'static str,
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
    let theirs = theirs.map_or(Given::Nothing, |value| value.given(&Keys));
    let message = format!(
        "{by} answered this{when} since you read it. Stored: {}. Yours: {}. Nothing was overwritten: read both, \
         and answer again with seenVersion {version}",
        brief(&theirs),
        brief(&given.value)
    );
    Ok(Refusal {
        code: RefusalCode::VersionConflict,
        object,
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

/// Why what the value points to cannot be meant: a file of another municipality or one that the person may not read, a
/// sub-area of another application, a municipality that the system does not know.
async fn unknown(
    work: &Work<'_>,
    paper: &Paper<'_>,
    owner: OrganisationId,
    value: Option<&Value>,
) -> Answer<Option<String>> {
    let Some(value) = value else {
        return Ok(None);
    };
    let (named, areas, codes) = value.references();
    if !named.is_empty() {
        let found = files::to_put_to_use(work, &named).await?;
        let own = |id: &FileId| {
            found
                .iter()
                .any(|file| file.id == *id && file.organisation == owner)
        };
        if !named.iter().all(own) {
            let message = "the municipality has no such file; upload it for the municipality that answers";
            return Ok(Some(message.to_owned()));
        }
    }
    if areas.iter().any(|id| !paper.sub_areas.contains(id)) {
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
