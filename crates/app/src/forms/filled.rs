use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};
use talkoot_domain::{
    form::{Answer as Answered, Audience, Definition, Field, Form, Keys, Lack, Names, Section, Sheet, Words},
    ids::{FormId, OrganisationId, SubAreaId},
    project::Project,
    workflow::Refusal,
};
use talkoot_storage::{Access, Scope, form_answers, forms, projects};
use uuid::Uuid;

use super::{FieldAnswer, Paper};
use crate::{
    Answer, Failure, Work,
    applications::{Lacking, lacking},
    changes,
};

/// Forms that are filled in within a project, one after the other, with what was answered so far: by the lead for what is
/// asked of it, by every partner for what is asked of each.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The versions of forms, in order.
    pub forms: Vec<Form>,
    /// What was answered, also in fields that are not asked any more. What a former lead answered stands as the answer of
    /// the lead, with the version 0, until the lead answers anew.
    pub answers: Vec<Answered>,
    whole: Definition,
    lead: OrganisationId,
    partners: Vec<OrganisationId>,
    sub_areas: Vec<SubAreaId>,
}

impl Filled {
    /// What is filled in under this key in versions of forms.
    ///
    /// # Errors
    /// When the database fails or an answer is none to its form.
    pub(crate) async fn of(
        db: &impl Access,
        project: &Project,
        object: Uuid,
        versions: &[FormId],
    ) -> Answer<Self> {
        let found = forms::find_many(db, &Scope::system(), versions).await?;
        let known = |id: &FormId| found.iter().find(|form| form.id == *id).cloned();
        let forms: Option<Vec<Form>> = versions.iter().map(known).collect();
        let forms = forms.ok_or(Failure::NotFound("form"))?;
        let answers = form_answers::of_objects(db, &[object]).await?;
        let partners = projects::participations(db, &[project.id]).await?;
        let areas = projects::sub_areas(db, &[project.application]).await?;
        let whole = together(&forms)?;
        let answers = answers.into_iter().map(|(_, answer)| answer).collect();
        Ok(Self {
            answers: of_lead(&whole, project.lead, answers),
            forms,
            whole,
            lead: project.lead,
            // A municipality that has left reports nothing more; what it answered before stays.
            partners: partners
                .into_iter()
                .filter(|(_, partner)| !partner.has_left())
                .map(|(_, partner)| partner.organisation)
                .collect(),
            sub_areas: areas.into_iter().map(|(_, area)| area.id).collect(),
        })
    }

    /// Everything that is asked.
    #[must_use]
    pub const fn definition(&self) -> &Definition {
        &self.whole
    }

    /// The municipality that leads.
    #[must_use]
    pub const fn lead(&self) -> OrganisationId {
        self.lead
    }

    /// The forms with the answers.
    #[must_use]
    pub fn sheet(&self) -> Sheet<'_> {
        Sheet::new(&self.whole, self.lead, self.partners.clone(), &self.answers)
    }

    /// What stands in the way of completing, section by section.
    #[must_use]
    pub fn missing(&self) -> Vec<Lacking> {
        let missing = self.sheet().missing().into_iter();
        missing
            .map(|one| {
                let what = match one.lack {
                    Lack::NotAnswered => "not answered".to_owned(),
                    Lack::NotValid(fault) => fault.to_string(),
                };
                lacking(one.section, one.field, one.owner, what)
            })
            .collect()
    }

    /// Where nothing more is asked because of an answer of the lead: the section, the field, and what that means.
    #[must_use]
    pub fn endings(&self) -> Vec<(&Section, &Field, &Words)> {
        self.sheet().endings(self.lead)
    }

    /// The answers of an owner that change something, checked, also that each is asked.
    ///
    /// # Errors
    /// Every fault at once, with the place of the answer; a question that is not asked because of another answer is one.
    pub(crate) async fn changed(
        &self,
        work: &Work<'_>,
        object: &'static str,
        owner: OrganisationId,
        given: &[FieldAnswer],
        names: &(dyn Names + Sync),
    ) -> Answer<Vec<Answered>> {
        let paper = Paper {
            object,
            forms: &self.forms,
            lead: self.lead,
            answers: &self.answers,
            sub_areas: self.sub_areas.clone(),
        };
        let changed = paper.changed(work, owner, given, names).await?;
        let after = self.with(&changed);
        let sheet = after.sheet();
        let asked: BTreeSet<&str> = sheet.asked(owner);
        let is_asked = |field: &str| {
            let section = after.whole.field(field).map(|(section, _)| section.asked_of);
            section.is_some_and(|of| sheet.owners(of).contains(&owner)) && asked.contains(field)
        };
        let unasked = given.iter().enumerate().filter(|(_, one)| {
            let kept = changed.iter().find(|new| new.field == one.field);
            kept.is_some_and(|new| new.value.is_some()) && !is_asked(&one.field)
        });
        let refusals: Vec<Refusal> = unasked
            .map(|(place, _)| {
                let message =
                    "this is not asked because of another answer; leave it out, or change that answer first";
                Refusal::input(work.action(), &["answers", &place.to_string(), "field"], message)
            })
            .collect();
        if refusals.is_empty() {
            return Ok(changed);
        }
        Err(Failure::Refused(refusals))
    }

    /// The same with these answers in the place of those that they change.
    #[must_use]
    pub(crate) fn with(&self, changed: &[Answered]) -> Self {
        let is_changed = |old: &&Answered| {
            !changed
                .iter()
                .any(|new| new.field == old.field && new.owner == old.owner)
        };
        let others = self.answers.iter().filter(is_changed);
        Self {
            answers: others.chain(changed).cloned().collect(),
            ..self.clone()
        }
    }

    /// What the log keeps of a change.
    pub(crate) fn log(&self, owner: OrganisationId, changed: &[Answered]) -> serde_json::Value {
        let document = |answers: &mut dyn Iterator<Item = &Answered>| {
            let answers = answers.filter(|one| one.owner == owner);
            let fields = answers.filter_map(|one| Some((one.field.clone(), logged(&self.whole, one)?)));
            serde_json::Value::Object(fields.collect())
        };
        let touched = |old: &&Answered| changed.iter().any(|new| new.field == old.field);
        let before = document(&mut self.answers.iter().filter(touched));
        let after = document(&mut changed.iter());
        serde_json::json!({ "of": owner.to_string(), "changed": changes::between(&before, &after) })
    }

    /// Everything that is asked and answered, as it stands, to be kept in the log.
    pub(crate) fn frozen(&self) -> serde_json::Value {
        let asked = self.whole.fields().filter_map(|(section, field)| {
            let owners = self.sheet().owners(section.asked_of);
            let said = owners.into_iter().filter_map(|owner| {
                let sheet = self.sheet();
                let is_asked = sheet.asked(owner).contains(field.code.as_str());
                let value = sheet
                    .answer(&field.code, owner)
                    .filter(|_| is_asked)?
                    .value
                    .as_ref()?;
                let written = talkoot_forms::written(&value.given(&Keys));
                let kept = if field.personal { hidden(&written) } else { written };
                Some((owner.to_string(), kept))
            });
            let said: serde_json::Map<_, _> = said.collect();
            (!said.is_empty()).then(|| (field.code.clone(), serde_json::Value::Object(said)))
        });
        serde_json::Value::Object(asked.collect())
    }
}

/// An answer as the log keeps it: of who people are only a hash.
pub(crate) fn logged(whole: &Definition, answer: &Answered) -> Option<serde_json::Value> {
    let written = talkoot_forms::written(&answer.value.as_ref()?.given(&Keys));
    Some(if whole.is_personal(&answer.field) {
        hidden(&written)
    } else {
        written
    })
}

fn hidden(written: &serde_json::Value) -> serde_json::Value {
    serde_json::json!({ "sha256": hex::encode(Sha256::digest(written.to_string())) })
}

/// The forms as one, section after section.
fn together(forms: &[Form]) -> Answer<Definition> {
    let first = forms.first().ok_or(Failure::NotFound("form"))?;
    let sections = forms.iter().flat_map(|form| form.definition.sections.clone());
    Ok(Definition {
        sections: sections.collect(),
        ..first.definition.clone()
    })
}

/// What is asked of the lead has one answer, the latest that a lead gave; whoever leads now changes it as its own.
fn of_lead(whole: &Definition, lead: OrganisationId, answers: Vec<Answered>) -> Vec<Answered> {
    let of_lead = |field: &str| {
        let section = whole.field(field).map(|(section, _)| section.asked_of);
        section == Some(Audience::Lead)
    };
    let own: BTreeMap<String, i64> = answers
        .iter()
        .filter(|one| one.owner == lead)
        .map(|one| (one.field.clone(), one.version))
        .collect();
    let (mut of_leads, mut kept): (Vec<Answered>, Vec<Answered>) =
        answers.into_iter().partition(|one| of_lead(&one.field));
    of_leads.sort_by(|one, other| (&one.field, one.answered.at).cmp(&(&other.field, other.answered.at)));
    let mut latest: BTreeMap<String, Answered> = BTreeMap::new();
    for answer in of_leads {
        latest.insert(answer.field.clone(), answer);
    }
    kept.extend(latest.into_values().map(|answer| Answered {
        owner: lead,
        version: own.get(&answer.field).copied().unwrap_or(0),
        ..answer
    }));
    kept
}
