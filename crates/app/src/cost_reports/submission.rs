use std::collections::BTreeMap;

use talkoot_domain::{
    cost_report::{CostReport, Facts, MissingEvidence, Place, Unclassified},
    hands::Hands,
    ids::{LedgerImportId, PersonId},
};
use talkoot_storage::{Access, cost_lines, cost_reports};

use crate::{Answer, App};

/// What stands between an import and its submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// Everybody who had a hand in it.
    pub prepared_by: Vec<PersonId>,
    /// Everybody who prepared or submitted the report, in this version or in an earlier one.
    pub hands: Hands,
    /// Lines in no cell of the budget.
    pub unclassified: Unclassified,
    /// Lines without the evidence that the call wants.
    pub evidence: MissingEvidence,
    /// Where the report stands among those of its municipality, and in which claim.
    pub place: Place,
}

/// How ready these imports are, read together.
///
/// # Errors
/// When the database fails.
pub async fn readiness(app: &App, imports: &[LedgerImportId]) -> Answer<Vec<(LedgerImportId, Readiness)>> {
    Ok(of_imports(app.store(), imports).await?.into_iter().collect())
}

async fn of_imports(
    db: &impl Access,
    imports: &[LedgerImportId],
) -> Answer<BTreeMap<LedgerImportId, Readiness>> {
    let mut found: BTreeMap<LedgerImportId, Readiness> = imports
        .iter()
        .map(|&import| (import, Readiness::default()))
        .collect();
    for (import, person) in cost_reports::preparers(db, imports).await? {
        found.entry(import).or_default().prepared_by.push(person);
    }
    for (import, hands) in cost_reports::hands(db, imports).await? {
        found.entry(import).or_default().hands = hands;
    }
    for (import, unclassified) in cost_lines::unclassified(db, imports).await? {
        found.entry(import).or_default().unclassified = unclassified;
    }
    for (import, missing) in cost_lines::without_evidence(db, imports).await? {
        found.entry(import).or_default().evidence = missing;
    }
    for (import, place) in cost_reports::places(db, imports).await? {
        found.entry(import).or_default().place = place;
    }
    Ok(found)
}

/// What the machine must know, for one report.
pub(crate) async fn facts(db: &impl Access, report: &CostReport, by: PersonId) -> Answer<Facts> {
    let ready = match report.import {
        None => Readiness::default(),
        Some(import) => of_imports(db, &[import])
            .await?
            .remove(&import)
            .unwrap_or_default(),
    };
    Ok(with(report, by, ready))
}

pub(super) fn with(report: &CostReport, by: PersonId, ready: Readiness) -> Facts {
    Facts {
        by,
        // The report's own mark counts too: should the list of the import be lost, nobody slips through.
        prepared_by: ready.prepared_by.into_iter().chain(report.prepared_by).collect(),
        hands: ready.hands,
        imported: report.import.is_some(),
        unclassified: ready.unclassified,
        evidence: ready.evidence,
        frozen: report.frozen_at.is_some(),
        place: ready.place,
    }
}
