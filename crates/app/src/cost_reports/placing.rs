//! Where a row of a ledger belongs, and what it loses, before anything of it is stored.

use std::collections::{BTreeMap, BTreeSet};

use talkoot_domain::{
    call::CategoryKind,
    cost_line::Exclusion,
    ids::SubAreaId,
    project::{Project, SubArea},
};
use talkoot_ledger::{AccountMapping, Posting, is_internal};

use super::import_checks::faulty;
use crate::{Answer, ledgers::Privacy};

/// What decides where rows belong.
pub(super) struct Placing<'a> {
    pub(super) project: &'a Project,
    pub(super) privacy: &'a Privacy,
    pub(super) mapping: Option<&'a AccountMapping>,
    pub(super) sub_areas: &'a [SubArea],
    /// The sub-area of rows that name none.
    pub(super) sub_area: Option<SubAreaId>,
}

/// Where a row belongs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) category: Option<String>,
    pub(super) sub_area: Option<SubAreaId>,
    pub(super) exclusion: Option<Exclusion>,
}

impl Placing<'_> {
    pub(super) fn of(&self, posting: &Posting) -> Place {
        let rule = self.mapping.and_then(|mapping| mapping.rule(posting));
        let exclusion = match rule {
            Some(rule) if rule.category.is_none() => Some(Exclusion::ByMapping),
            // A range of accounts may hold internal charges unseen; only who names the account means it.
            Some(rule) if rule.is_exact() => None,
            _ if is_internal(&posting.account_name) => Some(Exclusion::InternalCharge),
            _ => None,
        };
        let category = rule.and_then(|rule| rule.category.clone());
        Place {
            category: category.filter(|_| exclusion.is_none()),
            sub_area: self.sub_area_of(posting),
            exclusion,
        }
    }

    /// The sub-area with the number that the row names; a row that names one nobody knows has none, which
    /// stops the report instead of putting the cost somewhere.
    fn sub_area_of(&self, posting: &Posting) -> Option<SubAreaId> {
        let code = posting.sub_area.trim();
        if code.is_empty() {
            return self.sub_area;
        }
        let digits = code.trim_start_matches(|c: char| !c.is_ascii_digit());
        let number: i32 = digits.parse().ok()?;
        let found = self.sub_areas.iter().find(|area| area.number == number);
        found.map(|area| area.id)
    }

    /// In rows of wages a pseudonym stands in the place of everything that could say whose wages they are
    /// (`domain.md` section 6). The reader has hidden what its account tells; here the day of the row decides too.
    /// Rows that are the same now are counted as repetitions of each other.
    pub(super) fn without_personal_data(&self, postings: Vec<Posting>) -> Vec<Posting> {
        let mut seen: BTreeMap<Vec<String>, u32> = BTreeMap::new();
        let one = |mut posting: Posting| {
            let rule = self.mapping.and_then(|mapping| mapping.rule(&posting));
            let category = rule.and_then(|rule| rule.category.as_deref());
            if self.project.terms.is_wage_line(&posting.account, category) {
                for text in [
                    &mut posting.supplier_name,
                    &mut posting.supplier_id,
                    &mut posting.text,
                ] {
                    *text = self.privacy.pseudonym(text);
                }
                let count = seen.entry(key(&posting)).or_default();
                *count += 1;
                posting.occurrence = *count;
            }
            posting
        };
        postings.into_iter().map(one).collect()
    }

    /// Every category that the mapping gives these postings must be one of the project's, and none that is
    /// derived.
    pub(super) fn check_categories(&self, postings: &[Posting]) -> Answer<()> {
        let mut known = BTreeSet::new();
        for posting in postings {
            let rule = self.mapping.and_then(|mapping| mapping.rule(posting));
            let Some(category) = rule.and_then(|rule| rule.category.as_deref()) else {
                continue;
            };
            if known.contains(category) {
                continue;
            }
            let account = &posting.account;
            let wrong = match self.project.terms.category(category) {
                None => "is no cost category of this project",
                Some(found) if found.kind == CategoryKind::FlatRate => "is derived from the wages",
                Some(_) => {
                    known.insert(category);
                    continue;
                }
            };
            return Err(faulty(
                &["costReportId"],
                format!(
                    "the account mapping puts account {account} into \"{category}\", which {wrong}; correct the \
                     mapping, or add a rule for the project's cost centre"
                ),
            ));
        }
        Ok(())
    }
}

/// What makes two rows of wages the same.
fn key(posting: &Posting) -> Vec<String> {
    let date = posting.date.map(|date| date.to_string()).unwrap_or_default();
    [
        posting.voucher.as_str(),
        &posting.line_number,
        &date,
        &posting.account,
        &posting.cost_centre,
        &posting.project,
        &posting.activity,
        &posting.sub_area,
        &posting.net.to_string(),
        &posting.supplier_name,
        &posting.supplier_id,
        &posting.text,
    ]
    .map(ToOwned::to_owned)
    .to_vec()
}
