use std::collections::{BTreeMap, BTreeSet};

use super::{Audience, Condition, Definition, Fault, Field, FieldKind, Section, Value, Words};
use crate::{
    ids::{FormId, OrganisationId},
    workflow::Stamp,
};

/// What an owner answered in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The code of the field.
    pub field: String,
    /// Whose answer it is.
    pub owner: OrganisationId,
    /// Counts its changes, from 1; whoever changes it must have seen it.
    pub version: i64,
    /// The version of the form under which it was given.
    pub form: FormId,
    /// What was answered; none when the answer was taken back.
    pub value: Option<Value>,
    /// Who answered last, and when.
    pub answered: Stamp,
}

/// A form that is being filled in, with what was answered so far.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    definition: &'a Definition,
    lead: OrganisationId,
    partners: Vec<OrganisationId>,
    answers: BTreeMap<(OrganisationId, &'a str), &'a Answer>,
}

/// What stands in the way of submitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing<'a> {
    /// In which section.
    pub section: &'a Section,
    /// Which field.
    pub field: &'a Field,
    /// Who is to answer it.
    pub owner: OrganisationId,
    /// What is the matter with it.
    pub lack: Lack,
}

/// What is the matter with a field that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It is required and not answered.
    NotAnswered,
    /// It was answered when the field took other answers than now.
    NotValid(Fault),
}

impl<'a> Sheet<'a> {
    /// A form with the answers of the lead, who answers what is asked once, and of the partners, who each answer
    /// what is asked of each; answers in fields that are not asked any more stay where they are.
    #[must_use]
    pub fn new(
        definition: &'a Definition,
        lead: OrganisationId,
        partners: Vec<OrganisationId>,
        answers: &'a [Answer],
    ) -> Self {
        let answers = answers
            .iter()
            .map(|answer| ((answer.owner, answer.field.as_str()), answer));
        Self {
            definition,
            lead,
            partners,
            answers: answers.collect(),
        }
    }

    /// Those who are asked what stands in a section.
    #[must_use]
    pub fn owners(&self, asked_of: Audience) -> Vec<OrganisationId> {
        match asked_of {
            Audience::Lead => vec![self.lead],
            Audience::EachPartner => self.partners.clone(),
        }
    }

    /// The answer of an owner in a field, also one that was taken back.
    #[must_use]
    pub fn answer(&self, field: &str, owner: OrganisationId) -> Option<&'a Answer> {
        self.answers.get(&(owner, field)).copied()
    }

    /// The codes of the fields that an owner sees, with what was answered so far: its own, and those of the lead
    /// that conditions look at. What is hidden counts as not answered for what depends on it.
    #[must_use]
    pub fn asked(&self, owner: OrganisationId) -> BTreeSet<&'a str> {
        let mut shown: BTreeMap<&str, Option<&Value>> = BTreeMap::new();
        for (section, field) in self.definition.fields() {
            let holds = |condition: &Condition| condition.holds(&|code| shown.get(code).copied().flatten());
            if section.visible_when.as_ref().is_none_or(holds)
                && field.visible_when.as_ref().is_none_or(holds)
            {
                let owner = match section.asked_of {
                    Audience::Lead => self.lead,
                    Audience::EachPartner => owner,
                };
                let answer = self.answer(&field.code, owner);
                shown.insert(&field.code, answer.and_then(|answer| answer.value.as_ref()));
            }
        }
        shown.into_keys().collect()
    }

    /// What an owner chose by which nothing more is asked: the section, the field and what that means, in words.
    #[must_use]
    pub fn endings(&self, owner: OrganisationId) -> Vec<(&'a Section, &'a Field, &'a Words)> {
        let asked = self.asked(owner);
        let definition: &'a Definition = self.definition;
        let ended = definition.fields().filter_map(|(section, field)| {
            if !asked.contains(field.code.as_str()) {
                return None;
            }
            let FieldKind::Choice { options, .. } = &field.kind else {
                return None;
            };
            let owner = match section.asked_of {
                Audience::Lead => self.lead,
                Audience::EachPartner => owner,
            };
            let Some(Value::Choice(chosen)) = self.answer(&field.code, owner)?.value.as_ref() else {
                return None;
            };
            let option = options.iter().find(|option| chosen.contains(&option.code))?;
            Some((section, field, option.ends.as_ref()?))
        });
        ended.collect()
    }

    /// What stands in the way of submitting, section by section in the order of the form, and within a section
    /// owner by owner.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing<'a>> {
        let everybody = self.partners.iter().copied().chain([self.lead]);
        let asked: BTreeMap<_, _> = everybody.map(|owner| (owner, self.asked(owner))).collect();
        let mut missing = Vec::new();
        for section in &self.definition.sections {
            for owner in self.owners(section.asked_of) {
                let shown = |field: &&Field| {
                    let asked = asked.get(&owner);
                    asked.is_some_and(|asked| asked.contains(field.code.as_str()))
                };
                for field in section.fields.iter().filter(shown) {
                    let value = self.answer(&field.code, owner);
                    let lack = match value.and_then(|answer| answer.value.as_ref()) {
                        None => field.required.then_some(Lack::NotAnswered),
                        Some(value) => field.kind.check(value).err().map(Lack::NotValid),
                    };
                    missing.extend(lack.map(|lack| Missing {
                        section,
                        field,
                        owner,
                        lack,
                    }));
                }
            }
        }
        missing
    }
}
