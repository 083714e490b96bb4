use std::collections::BTreeSet;

use super::Why;
use crate::{call::Terms, ids::OrganisationId, project::SubArea};

/// How many municipalities may apply together.
const MOST_PARTNERS: usize = 50;
/// How many sub-areas an application may have.
const MOST_SUB_AREAS: usize = 50;
/// How long a name may be, in characters.
const LONGEST_NAME: usize = 300;
/// How long a text may be, in characters.
pub(super) const LONGEST_TEXT: usize = 20_000;

/// What an application says, beside its budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What the project is called.
    pub title: String,
    /// What the project is about.
    pub summary: String,
    /// Every municipality that takes part, the lead included.
    pub partners: Vec<OrganisationId>,
    /// The sub-areas (*osa-alueet*), in order.
    pub sub_areas: Vec<SubArea>,
}

impl Content {
    /// Whether it can stand under the terms of the call.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, lead: OrganisationId, terms: &Terms) -> Result<(), Why> {
        written("title", &self.title, LONGEST_NAME)?;
        written("summary", &self.summary, LONGEST_TEXT)?;
        let partners: BTreeSet<_> = self.partners.iter().collect();
        if partners.len() != self.partners.len() {
            return Err(Why::PartnerTwice);
        }
        if !partners.contains(&lead) {
            return Err(Why::LeadIsNoPartner);
        }
        if partners.len() > MOST_PARTNERS {
            return Err(Why::TooMany("partnerIds", MOST_PARTNERS));
        }
        if self.sub_areas.is_empty() {
            return Err(Why::Missing("subAreas"));
        }
        if self.sub_areas.len() > MOST_SUB_AREAS {
            return Err(Why::TooMany("subAreas", MOST_SUB_AREAS));
        }
        for (place, sub_area) in self.sub_areas.iter().enumerate() {
            written("subAreas", &sub_area.name, LONGEST_NAME)?;
            if !partners.contains(&sub_area.lead) {
                return Err(Why::SubAreaLeadIsNoPartner { place });
            }
            let known = terms.topics.iter().any(|topic| topic.code == sub_area.topic);
            if !known && !terms.topics.is_empty() {
                return Err(Why::UnknownTopic {
                    place,
                    topic: sub_area.topic.clone(),
                });
            }
        }
        Ok(())
    }
}

/// Whether a required text is there and not too long.
pub(super) fn written(field: &'static str, text: &str, longest: usize) -> Result<(), Why> {
    if text.trim().is_empty() {
        return Err(Why::Missing(field));
    }
    if text.chars().count() > longest {
        return Err(Why::TooLong(field, longest));
    }
    Ok(())
}
