use std::fmt;

use sha2::{Digest, Sha256};

use super::{Application, Plan};
use crate::{
    form::{Answer, Given, Keys},
    project::{BudgetCell, SubArea},
};

/// SHA-256 of what the partners share: content, partners, sub-areas, the whole budget what was answered
/// in the form and the partners' plans. A
/// commitment is given on one snapshot and stands only as long as the facts have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshot([u8; 32]);

impl Snapshot {
    /// The snapshot of an application as it is; the order of partners, cells and answers does not matter. Answers
    /// that were taken back, and those of municipalities that take part no more, are no part of it.
    #[must_use]
    pub fn of(
        application: &Application,
        sub_areas: &[SubArea],
        cells: &[BudgetCell],
        answers: &[Answer],
        plans: &[Plan],
    ) -> Self {
        let mut hash = Sha256::new();
        let mut add = |part: &str| {
            // The length comes first, so that two texts never run into each other.
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        };
        for part in [
            application.call.to_string(),
            application.lead.to_string(),
            application.title.clone(),
            application.summary.clone(),
        ] {
            add(&part);
        }
        let mut partners: Vec<_> = application
            .partners
            .iter()
            .map(|part| part.organisation)
            .collect();
        partners.sort_unstable();
        for partner in partners {
            add(&format!("partner {partner}"));
        }
        for area in sub_areas {
            add(&format!(
                "sub-area {} {} {} {} {}",
                area.id,
                area.number,
                area.lead,
                area.topic.len(),
                area.topic
            ));
            add(&area.name);
        }
        let mut cells: Vec<_> = cells.iter().collect();
        cells.sort_by_key(|cell| (cell.partner, cell.category.as_str(), cell.sub_area));
        for cell in cells {
            add(&format!(
                "cell {} {} {}",
                cell.partner, cell.sub_area, cell.amount
            ));
            add(&cell.category);
        }
        let mut answers: Vec<_> = answers
            .iter()
            .filter(|answer| application.part(answer.owner).is_some())
            .filter_map(|answer| Some((answer, answer.value.as_ref()?)))
            .collect();
        answers.sort_by_key(|(answer, _)| (answer.owner, answer.field.as_str()));
        for (answer, value) in answers {
            add(&format!("answer {} {}", answer.owner, answer.field));
            tokens(&value.given(&Keys), &mut add);
        }
        plan_tokens(application, plans, &mut add);
        Self(hash.finalize().into())
    }

    /// The hash.
    #[must_use]
    pub const fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

/// The plans of those who take part, in an order of their own; nothing for those who have none.
fn plan_tokens(application: &Application, plans: &[Plan], add: &mut impl FnMut(&str)) {
    let mut plans: Vec<&Plan> = plans
        .iter()
        .filter(|plan| application.part(plan.partner).is_some())
        .collect();
    plans.sort_by_key(|plan| plan.partner);
    for plan in plans.into_iter().filter(|plan| !plan.is_empty()) {
        add(&format!("plan {}", plan.partner));
        let mut years: Vec<_> = plan.years.iter().collect();
        years.sort_by_key(|share| (share.category.as_str(), share.sub_area, share.year));
        for share in years {
            add(&format!(
                "year {} {} {}",
                share.sub_area, share.year, share.amount
            ));
            add(&share.category);
        }
        let mut funding = plan.funding.clone();
        funding.sort_unstable();
        for (source, amount) in funding {
            let source: &str = source.into();
            add(&format!("funding {source} {amount}"));
        }
        for contact in &plan.contacts {
            for text in [&contact.name, &contact.position, &contact.email, &contact.phone] {
                add(text);
            }
        }
    }
}

/// A value piece by piece, each list and object with its length before it.
fn tokens(given: &Given, add: &mut impl FnMut(&str)) {
    match given {
        Given::Nothing => add("nothing"),
        Given::Flag(flag) => add(if *flag { "true" } else { "false" }),
        Given::Number(text) | Given::Text(text) => {
            add("text");
            add(text);
        }
        Given::List(items) => {
            add(&format!("list {}", items.len()));
            items.iter().for_each(|item| tokens(item, add));
        }
        Given::Fields(fields) => {
            add(&format!("object {}", fields.len()));
            for (name, value) in fields {
                add(name);
                tokens(value, add);
            }
        }
    }
}

impl From<[u8; 32]> for Snapshot {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
