use talkoot_domain::{
    form::{Field, Lack, Section, Sheet, Words},
    ids::OrganisationId,
};

use super::Dossier;

/// A field of the form that stands in the way of submitting.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// The code of the section.
    pub section: String,
    /// Its heading.
    pub heading: Words,
    /// The code of the field.
    pub field: String,
    /// The question.
    pub label: Words,
    /// Who is to answer it.
    pub partner: OrganisationId,
    /// What is the matter, in words.
    pub what: String,
}

pub(crate) fn lacking(section: &Section, field: &Field, partner: OrganisationId, what: String) -> Lacking {
    Lacking {
        section: section.code.clone(),
        heading: section.title.clone(),
        field: field.code.clone(),
        label: field.label.clone(),
        partner,
        what,
    }
}

impl Dossier {
    /// The form with what was answered so far; none when the call has no form.
    #[must_use]
    pub fn sheet(&self) -> Option<Sheet<'_>> {
        let form = self.form.as_ref()?;
        let partners = self.partners.iter().map(|partner| partner.id).collect();
        Some(Sheet::new(
            &form.definition,
            self.application.lead,
            partners,
            &self.answers,
        ))
    }

    /// What stands in the way of submitting, section by section and partner by partner.
    #[must_use]
    pub fn missing(&self) -> Vec<Lacking> {
        let Some(sheet) = self.sheet() else {
            return Vec::new();
        };
        let mut missing: Vec<Lacking> = sheet
            .missing()
            .into_iter()
            .map(|one| {
                let what = match one.lack {
                    Lack::NotAnswered => "not answered".to_owned(),
                    Lack::NotValid(fault) => fault.to_string(),
                };
                lacking(one.section, one.field, one.owner, what)
            })
            .collect();
        missing.extend(self.lost_sub_areas(&sheet));
        missing
    }

    /// Answers that name a sub-area which is no longer in the application.
    fn lost_sub_areas(&self, sheet: &Sheet<'_>) -> Vec<Lacking> {
        let Some(form) = &self.form else {
            return Vec::new();
        };
        let lost = |answer: &&talkoot_domain::form::Answer| {
            let named = answer.value.as_ref().map(|value| value.references().1);
            let mut named = named.into_iter().flatten();
            named.any(|id| !self.sub_areas.iter().any(|area| area.id == id))
        };
        self.answers
            .iter()
            .filter(lost)
            .filter(|answer| self.application.part(answer.owner).is_some())
            .filter(|answer| sheet.asked(answer.owner).contains(answer.field.as_str()))
            .filter_map(|answer| {
                let (section, field) = form.definition.field(&answer.field)?;
                let what = "it names a sub-area that is no longer in the application; choose another";
                Some(lacking(section, field, answer.owner, what.to_owned()))
            })
            .collect()
    }
}
